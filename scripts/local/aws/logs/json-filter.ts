import { parseJson } from '#core/json/parse-json.ts';
import { findComparison } from './comparison.ts';
import { parsePath, valueAt } from './json-path.ts';

/** Tells whether a log message matches. */
export type MatchesMessage = (message: string) => boolean;

type MatchesDocument = (document: unknown) => boolean;

const TOKEN =
  /\s*(\$(?:\.[\w@-]+|\[\d+\]|\['[^']*'\])*|"(?:[^"\\]|\\.)*"|&&|\|\||!=|<=|>=|[=<>()]|[\w.*:/@+-]+)/y;

const MAX_DEPTH = 50;

/**
 * Compiles the inside of a JSON filter pattern: comparisons such as `$.level = "ERROR"`, `$.latencyMs > 200`,
 * joined by `&&` and `||`. `undefined` when it cannot be read.
 */
export function compileJsonFilter(source: string): MatchesMessage | undefined {
  const tokens = tokenise(source);
  let next = 0;
  const either = (depth: number): MatchesDocument | undefined => {
    let left = both(depth);
    while (left && tokens?.[next] === '||') {
      next += 1;
      left = join(left, both(depth), (first, second) => first || second);
    }
    return left;
  };
  const both = (depth: number): MatchesDocument | undefined => {
    let left = single(depth);
    while (left && tokens?.[next] === '&&') {
      next += 1;
      left = join(left, single(depth), (first, second) => first && second);
    }
    return left;
  };
  const single = (depth: number): MatchesDocument | undefined => {
    if (depth > MAX_DEPTH) return undefined;
    if (tokens?.[next] !== '(') {
      next += 3;
      return comparison(tokens?.slice(next - 3, next) ?? []);
    }
    next += 1;
    const inner = either(depth + 1);
    return tokens[next++] === ')' ? inner : undefined;
  };
  const matches = either(0);
  if (!matches || next !== tokens?.length) return undefined;
  return (message) => {
    const document = parseJson(message);
    return document !== undefined && matches(document);
  };
}

function join(
  left: MatchesDocument,
  right: MatchesDocument | undefined,
  decide: (left: boolean, right: boolean) => boolean,
): MatchesDocument | undefined {
  return right && ((document) => decide(left(document), right(document)));
}

function tokenise(source: string): readonly string[] | undefined {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (source.slice(TOKEN.lastIndex).trim() !== '') {
    const token = TOKEN.exec(source)?.[1];
    if (token === undefined) return undefined;
    tokens.push(token);
  }
  return tokens;
}

function comparison([selector = '', operator = '', operand = '']: readonly string[]):
  | MatchesDocument
  | undefined {
  const compare = findComparison(operator);
  if (!selector.startsWith('$') || !compare || operand === '') return undefined;
  const path = parsePath(selector);
  const wanted = Number(operand);
  if (!operand.startsWith('"') && Number.isFinite(wanted))
    return (document) => {
      const value = valueAt(document, path);
      return typeof value === 'number' && compare(value - wanted);
    };
  const pattern = toPattern(operand.startsWith('"') ? unquote(operand) : operand);
  return (document) => {
    const value = valueAt(document, path);
    return isPlain(value) && compare(pattern.test(String(value)) ? 0 : 1);
  };
}

const isPlain = (value: unknown): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value);

const unquote = (text: string): string => text.slice(1, -1).replace(/\\(.)/g, '$1');

/** `*` stands for any text. */
const toPattern = (text: string): RegExp =>
  new RegExp(
    `^${text
      .split('*')
      .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
      .join('[^]*')}$`,
  );
