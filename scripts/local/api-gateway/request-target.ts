/** A request target taken apart, or the reason why none of our routes can be meant. */
export type RequestTarget =
  | {
      readonly kind: 'path';
      /** As sent, without query. */
      readonly rawPath: string;
      /** Between the slashes, percent-decoded exactly once: `%2F` stays inside its segment. */
      readonly segments: readonly string[];
      readonly query: readonly (readonly [name: string, value: string])[];
    }
  | { readonly kind: 'invalid' };

const ABSOLUTE_FORM = /^https?:\/\/[^/?#]*(.*)$/i;
/** Characters a request target may hold (RFC 3986) besides percent-encodings; `"<>\^` and friends are sent by sloppy clients and harmless. */
const FORBIDDEN = /[\0-\x20\x7f#\\]/;

/** Parses a request target. Nothing is normalised: what is not canonical matches no route. */
export function parseRequestTarget(target: string): RequestTarget {
  const origin = ABSOLUTE_FORM.exec(target)?.[1] ?? target;
  const [rawPath = '', ...queryParts] = origin.split('?');
  if (!rawPath.startsWith('/') || FORBIDDEN.test(origin)) return { kind: 'invalid' };
  try {
    const segments = rawPath.slice(1).split('/').map(decodeURIComponent);
    return { kind: 'path', rawPath, segments, query: parseQuery(queryParts.join('?')) };
  } catch {
    return { kind: 'invalid' }; // a broken percent-encoding
  }
}

function parseQuery(query: string): readonly (readonly [string, string])[] {
  return [...new URLSearchParams(query)];
}
