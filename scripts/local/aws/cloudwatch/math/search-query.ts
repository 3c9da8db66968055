import { ServiceError } from '../../wire.ts';
import type { MetricIdentity } from '../metric-store.ts';

/** Tells whether a search finds a metric. */
export type MatchesMetric = (metric: MetricIdentity) => boolean;

/** What a term is looked for in. */
type TextsOf = (metric: MetricIdentity) => readonly string[];

const TOKEN = /\s*("[^"]*"|[()={},]|[^\s()={},"]+)/y;
const MAX_DEPTH = 50;

/**
 * Compiles the query of `SEARCH` (user guide, "CloudWatch search expression syntax"): a schema in braces, which a
 * metric has to have exactly, and terms with `AND`, `OR`, `NOT` and parentheses. A term in quotes is a whole name or
 * value, one without is part of it. How AWS cuts text into parts is taken from its examples only.
 */
export function compileSearch(query: string): MatchesMetric {
  const tokens = tokenise(query);
  let next = 0;
  const fail = (): never => {
    throw new ServiceError(
      'ValidationError',
      `Error in search '${query}': unexpected ${tokens[next] ?? 'end'}.`,
    );
  };
  const take = (token: string): boolean => {
    if (tokens[next] !== token) return false;
    next += 1;
    return true;
  };
  const schema = take('{') ? readSchema(() => tokens[next++] ?? fail()) : () => true;
  const either = (texts: TextsOf, depth: number): MatchesMetric => {
    let left = both(texts, depth);
    while (take('OR')) left = join(left, both(texts, depth), (one, other) => one || other);
    return left;
  };
  const both = (texts: TextsOf, depth: number): MatchesMetric => {
    let left = single(texts, depth);
    while (next < tokens.length && tokens[next] !== 'OR' && tokens[next] !== ')') {
      take('AND');
      left = join(left, single(texts, depth), (one, other) => one && other);
    }
    return left;
  };
  const single = (texts: TextsOf, depth: number): MatchesMetric => {
    if (depth > MAX_DEPTH) return fail();
    if (take('NOT')) return negate(single(texts, depth + 1));
    if (take('(')) {
      const inner = either(texts, depth + 1);
      return take(')') ? inner : fail();
    }
    const token = tokens[next];
    if (token === undefined || /^[(){}=,]$/.test(token)) return fail();
    next += 1;
    return take('=') ? single(propertyTexts(unquote(token)), depth + 1) : toTerm(token, texts);
  };
  const terms = next < tokens.length ? either(allTexts, 0) : () => true;
  if (next < tokens.length || tokens.length === 0) fail();
  return (metric) => schema(metric) && terms(metric);
}

function tokenise(query: string): readonly string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (query.slice(TOKEN.lastIndex).trim() !== '') {
    const token = TOKEN.exec(query)?.[1];
    if (token === undefined)
      throw new ServiceError('ValidationError', `Error in search '${query}': a quote is not closed.`);
    tokens.push(token);
  }
  return tokens;
}

/** `{Namespace, Dimension1, Dimension2}`; the brace has been read. */
function readSchema(take: () => string): MatchesMetric {
  const names: string[] = [];
  for (let token = take(); token !== '}'; token = take()) if (token !== ',') names.push(unquote(token));
  const [namespace, ...dimensions] = names;
  return (metric) =>
    metric.namespace === namespace &&
    metric.dimensions.length === dimensions.length &&
    metric.dimensions.every(({ name }) => dimensions.includes(name));
}

const unquote = (token: string): string => token.replace(/^"(.*)"$/, '$1');

const join =
  (left: MatchesMetric, right: MatchesMetric, decide: (left: boolean, right: boolean) => boolean) =>
  (metric: MetricIdentity): boolean =>
    decide(left(metric), right(metric));

const negate =
  (matches: MatchesMetric): MatchesMetric =>
  (metric) =>
    !matches(metric);

const allTexts: TextsOf = ({ namespace, metricName, dimensions }) => [
  namespace,
  metricName,
  ...dimensions.flatMap(({ name, value }) => [name, value]),
];

function propertyTexts(property: string): TextsOf {
  if (property === 'Namespace') return ({ namespace }) => [namespace];
  if (property === 'MetricName') return ({ metricName }) => [metricName];
  return ({ dimensions }) => dimensions.filter(({ name }) => name === property).map(({ value }) => value);
}

function toTerm(token: string, texts: TextsOf): MatchesMetric {
  if (token.startsWith('"')) return (metric) => texts(metric).includes(unquote(token));
  const wanted = partsOf(token);
  return (metric) => texts(metric).some((text) => containsRun(partsOf(text), wanted));
}

/** `CPUUtilization` and `cpu-utilization` both are `cpu`, `utilization`. */
const partsOf = (text: string): readonly string[] =>
  text.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g)?.map((part) => part.toLowerCase()) ?? [];

const containsRun = (parts: readonly string[], wanted: readonly string[]): boolean =>
  parts.some((_, at) => wanted.every((part, offset) => parts[at + offset] === part));
