import { malformedQuery, type Span } from './malformed-query.ts';

/** A word of a query. */
export interface Token extends Span {
  readonly kind: 'name' | 'text' | 'number' | 'period' | 'pattern' | 'symbol' | 'end';
  /** What it means: without quotes and escapes; a pattern keeps its slashes and flags. */
  readonly text: string;
}

// A name with any other character is written in backquotes. A slash divides after a parenthesis and begins a pattern elsewhere.
const TOKEN =
  /\s*(?:(?<comment>#[^\n]*)|(?<name>@?[A-Za-z_][\w.@]*)|`(?<quoted>[^`]+)`|(?<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?<period>\d+[a-z]+)|(?<number>\d+(?:\.\d+)?)|(?<division>(?<=\)\s*)\/)|(?<pattern>\/(?:[^/\\\n]|\\.)+\/\w*)|(?<symbol>!=|<=|>=|=~|[=<>()[\],|*+-]))/y;

/** Cuts a query into words, the last of which is the end; comments are left out. */
export function tokenise(query: string): readonly Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (query.slice(TOKEN.lastIndex).trim() !== '') {
    const from = TOKEN.lastIndex;
    const groups = TOKEN.exec(query)?.groups;
    if (!groups) throw malformedQuery('unexpected character', { start: from, end: query.length });
    const word = toWord(groups);
    if (word) tokens.push({ ...word, start: from, end: TOKEN.lastIndex });
  }
  return [...tokens, { kind: 'end', text: 'end of query', start: query.length, end: query.length }];
}

type Groups = Readonly<Record<string, string | undefined>>;

function toWord({ name, quoted, text, period, number, pattern, division, symbol = division }: Groups) {
  if (text !== undefined) return { kind: 'text' as const, text: text.slice(1, -1).replace(/\\(.)/g, '$1') };
  if (name !== undefined || quoted !== undefined)
    return { kind: 'name' as const, text: name ?? quoted ?? '' };
  if (period !== undefined) return { kind: 'period' as const, text: period };
  if (number !== undefined) return { kind: 'number' as const, text: number };
  if (pattern !== undefined) return { kind: 'pattern' as const, text: pattern };
  return symbol === undefined ? undefined : { kind: 'symbol' as const, text: symbol };
}
