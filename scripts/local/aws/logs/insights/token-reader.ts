import { malformedQuery } from './malformed-query.ts';
import { type Token, tokenise } from './tokens.ts';

/** Reads the words of a query one after the other. */
export interface TokenReader {
  readonly peek: (ahead?: number) => Token;
  readonly take: () => Token;
  /** Takes the next word if it is this symbol or keyword. */
  readonly accept: (text: string) => boolean;
  /** Takes this symbol or keyword, or fails. */
  readonly expect: (text: string) => void;
  /** Takes a word of this kind, or fails. */
  readonly takeKind: (kind: Token['kind'], what: string) => Token;
  /** Throws the error of a word that stands where another is needed. */
  readonly fail: (wanted: string) => never;
  /** The query's text from the start of one word up to the one that comes next. */
  readonly textFrom: (token: Token) => string;
}

/** Creates a reader at the start of a query. */
export function createTokenReader(query: string): TokenReader {
  const tokens = tokenise(query);
  const end = tokens.at(-1) ?? { kind: 'end', text: '', start: 0, end: 0 };
  let next = 0;
  const peek = (ahead = 0): Token => tokens[next + ahead] ?? end;
  const take = (): Token => {
    const token = peek();
    next += 1;
    return token;
  };
  const fail = (wanted: string): never => {
    const token = peek();
    throw malformedQuery(`unexpected ${token.text}, expected ${wanted}`, token);
  };
  const isNext = (text: string): boolean => isWord(peek(), text);
  return {
    peek,
    take,
    fail,
    accept: (text) => {
      const isThere = isNext(text);
      if (isThere) next += 1;
      return isThere;
    },
    expect: (text) => {
      if (!isNext(text)) fail(text);
      next += 1;
    },
    takeKind: (kind, what) => (peek().kind === kind ? take() : fail(what)),
    textFrom: (token) => query.slice(token.start, tokens[next - 1]?.end ?? token.end).trim(),
  };
}

/** Whether a word is this symbol, or this keyword in any case. */
export const isWord = ({ kind, text }: Token, wanted: string): boolean =>
  (kind === 'symbol' && text === wanted) || (kind === 'name' && text.toLowerCase() === wanted);
