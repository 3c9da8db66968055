/** Longer texts are cut: a report is read by people, and the JSON beside it has every text in full. */
const LIMIT = 1_000;
const BREAKS = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;
/**
 * Control characters, lone surrogates and invisible ones, bidirectional overrides among them (CVE-2021-42574). The two
 * joiners stay: emoji and several scripts need them.
 */
const INVISIBLE = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}]/gu;

/** A text on one line in which nothing is hidden: what cannot be seen becomes `�`, what is too long is cut. */
export function toVisible(text: string, limit: number = LIMIT): string {
  return toShort(text.replace(BREAKS, ' ').replace(INVISIBLE, '\ufffd'), limit);
}

/** A text cut to as many characters; whole ones, never half a surrogate pair. */
export function toShort(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const characters = Array.from(text.slice(0, 2 * limit));
  return characters.length <= limit && text.length <= 2 * limit
    ? text
    : `${characters.slice(0, limit - 1).join('')}…`;
}
