const TOKENS_PER_CHUNK = 4;

/** Joins the streamed pieces a few at a time; a text without pieces is one empty part. */
export function toTextParts(pieces: readonly string[]): readonly string[] {
  const count = Math.max(1, Math.ceil(pieces.length / TOKENS_PER_CHUNK));
  return Array.from({ length: count }, (_, at) =>
    pieces.slice(at * TOKENS_PER_CHUNK, (at + 1) * TOKENS_PER_CHUNK).join(''),
  );
}
