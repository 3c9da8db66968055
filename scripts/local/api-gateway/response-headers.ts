import { validateHeaderName, validateHeaderValue } from 'node:http';
import { type IntegrationHead, MalformedAnswerError } from './prelude.ts';

/** Headers that belong to one connection, and those API Gateway sets itself. */
const OWNED_BY_API_GATEWAY = new Set([
  'connection',
  'content-length',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'x-amz-apigw-id',
]);

/** Ids API Gateway puts on every answer. */
export interface ResponseIds {
  readonly requestId: string;
  readonly extendedRequestId: string;
  readonly traceHeader: string;
}

/** Headers of an answer, lower-case, ready to be set. */
export type ResponseHeaders = ReadonlyMap<string, string | readonly string[]>;

/** An integration's headers as API Gateway passes them on. A request id that the integration set stays. */
export function toResponseHeaders(head: IntegrationHead, ids: ResponseIds): ResponseHeaders {
  const headers = new Map<string, string | readonly string[]>(Object.entries(idHeaders(ids)));
  for (const [name, value] of Object.entries({ ...head.headers, ...head.multiValueHeaders })) {
    const key = name.toLowerCase();
    if (OWNED_BY_API_GATEWAY.has(key)) continue;
    assertHeader(key, value);
    headers.set(key, value);
  }
  if (head.cookies?.length) headers.set('set-cookie', head.cookies);
  if (!headers.has('content-type')) headers.set('content-type', 'application/json');
  return headers;
}

export function idHeaders({
  requestId,
  extendedRequestId,
  traceHeader,
}: ResponseIds): Readonly<Record<string, string>> {
  return {
    'x-amzn-requestid': requestId,
    'x-amz-apigw-id': extendedRequestId,
    'x-amzn-trace-id': /Root=[^;]+/.exec(traceHeader)?.[0] ?? traceHeader,
  };
}

function assertHeader(name: string, value: string | readonly string[]): void {
  try {
    validateHeaderName(name);
    for (const one of typeof value === 'string' ? [value] : value) validateHeaderValue(name, one);
  } catch (error) {
    throw new MalformedAnswerError(
      `The function sent the header ${JSON.stringify(name)}, which HTTP does not allow.`,
      {
        cause: error,
      },
    );
  }
}
