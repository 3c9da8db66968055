import type { LocalRequest } from '../http/dual-protocol-server.ts';

/** Headers as sent: names in the caller's case, every value, HTTP/2 pseudo-headers as `Host`. */
export type RequestHeaders = readonly (readonly [name: string, value: string])[];

/** Reads all headers of a request, doubled ones too: Node.js keeps only the first `authorization`. */
export function readHeaders(request: LocalRequest): RequestHeaders {
  const headers: [string, string][] = [];
  for (let index = 0; index + 1 < request.rawHeaders.length; index += 2) {
    const [name = '', value = ''] = request.rawHeaders.slice(index, index + 2);
    if (name === ':authority') headers.push(['Host', value]);
    else if (!name.startsWith(':')) headers.push([name, value]);
  }
  return headers;
}

/** All values of a header, whatever its case. */
export function valuesOf(headers: RequestHeaders, name: string): readonly string[] {
  const wanted = name.toLowerCase();
  return headers.filter(([candidate]) => candidate.toLowerCase() === wanted).map(([, value]) => value);
}
