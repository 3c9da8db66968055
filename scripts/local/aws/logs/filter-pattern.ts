import { ServiceError } from '../wire.ts';
import { compileJsonFilter, type MatchesMessage } from './json-filter.ts';

const TERM = /([?-]?)(?:"((?:[^"\\]|\\.)*)"|(\S+))/g;

/**
 * Compiles a CloudWatch Logs filter pattern: terms that must all occur, `"exact phrases"`, `-excluded`, `?either ?or`,
 * or a JSON pattern in braces. Throws CloudWatch's error for anything else.
 */
export function compileFilterPattern(pattern: string): MatchesMessage {
  const trimmed = pattern.trim();
  if (!trimmed.startsWith('{')) return compileTerms(trimmed);
  const compiled = trimmed.endsWith('}') ? compileJsonFilter(trimmed.slice(1, -1)) : undefined;
  if (!compiled) throw new ServiceError('InvalidParameterException', 'Invalid filter pattern');
  return compiled;
}

function compileTerms(pattern: string): MatchesMessage {
  const terms = [...pattern.matchAll(TERM)].map(([, sign = '', phrase, word = '']) => ({
    sign,
    text: phrase?.replace(/\\(.)/g, '$1') ?? word,
  }));
  const texts = (sign: string): readonly string[] =>
    terms.filter((term) => term.sign === sign).map(({ text }) => text);
  const [needed, excluded, optional] = [texts(''), texts('-'), texts('?')];
  return (message) =>
    needed.every((text) => message.includes(text)) &&
    !excluded.some((text) => message.includes(text)) &&
    (optional.length === 0 || optional.some((text) => message.includes(text)));
}
