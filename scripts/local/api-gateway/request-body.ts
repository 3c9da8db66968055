import type { LocalRequest } from '../http/dual-protocol-server.ts';

/** API Gateway's payload limit. */
export const MAXIMUM_BODY_BYTES = 10 * 1024 * 1024;

/** A request's body, or why there is none. */
export type RequestBody =
  | { readonly kind: 'complete'; readonly bytes: Buffer }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'aborted' };

/** Reads a body up to API Gateway's limit. What is beyond it is thrown away: HTTP/2 would reset an answer to half a request. */
export async function readBody(request: LocalRequest): Promise<RequestBody> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request) {
      size += chunk.byteLength;
      if (size <= MAXIMUM_BODY_BYTES) chunks.push(chunk);
    }
  } catch {
    return { kind: 'aborted' };
  }
  if (size > MAXIMUM_BODY_BYTES) return { kind: 'too-large' };
  return { kind: 'complete', bytes: Buffer.concat(chunks, size) };
}
