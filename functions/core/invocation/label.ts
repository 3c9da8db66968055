/** Longest label kept, in UTF-16 units. */
export const MAX_LABEL_LENGTH = 64;

/** Control, format (bidirectional, zero-width), surrogate and line-separator characters: nothing a label needs. */
const UNSAFE_CHARACTERS = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/**
 * An id made safe in the same way, whole or not at all: two ids that are cut to the same beginning would be taken for
 * one.
 */
export const toIdentifier = (text: string | undefined): string | undefined =>
  text === undefined || text.length > MAX_LABEL_LENGTH ? undefined : toLabel(text);

/** A caller's label made safe for logs and terminals; `undefined` when nothing is left of it. */
export function toLabel(text: string | undefined, maxLength = MAX_LABEL_LENGTH): string | undefined {
  if (text === undefined) return undefined;
  const label = text.slice(0, maxLength).replace(UNSAFE_CHARACTERS, '\uFFFD').trim();
  return label === '' ? undefined : label;
}
