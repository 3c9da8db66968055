import { randomBytes, randomUUID } from 'node:crypto';
import type { LocalRequest, LocalResponse } from '../http/dual-protocol-server.ts';
import type { ContextVariables } from './context-variables.ts';
import type { RestApiDefinition } from './definition.ts';
import type { AuthorizerContext, RoutedRequest } from './proxy-event.ts';
import { formatRequestTime } from './proxy-event.ts';
import { type RequestHeaders, readHeaders, valuesOf } from './request-headers.ts';

/** One request and everything learned about it on the way to its access log line. */
export interface Exchange {
  readonly request: LocalRequest;
  readonly response: LocalResponse;
  readonly requestId: string;
  readonly extendedRequestId: string;
  readonly traceHeader: string;
  readonly receivedMs: number;
  readonly startedMs: number;
  readonly headers: RequestHeaders;
  /** Filled while the request proceeds. */
  readonly learned: {
    routed?: RoutedRequest;
    authorizer?: AuthorizerContext | undefined;
    errorType?: string;
    errorMessage?: string;
    integrationStatus?: number;
    integrationLatencyMs?: number;
    integrationError?: string;
    responseBytes: number;
    /** The answer is complete, or the caller is gone. */
    isClosed: boolean;
  };
}

const TRACE_ROOT = /Root=(1-[0-9a-f]{8}-[0-9a-f]{24})/;

export function createExchange(request: LocalRequest, response: LocalResponse, nowMs: number): Exchange {
  const headers = readHeaders(request);
  return {
    request,
    response,
    headers,
    requestId: randomUUID(),
    extendedRequestId: randomBytes(11).toString('base64'),
    traceHeader: toTraceHeader(valuesOf(headers, 'x-amzn-trace-id')[0], nowMs),
    receivedMs: nowMs,
    startedMs: performance.now(),
    learned: { responseBytes: 0, isClosed: false },
  };
}

/** Keeps the caller's trace root, else begins one. */
function toTraceHeader(incoming: string | undefined, nowMs: number): string {
  const seconds = Math.floor(nowMs / 1000).toString(16);
  const root = TRACE_ROOT.exec(incoming ?? '')?.[1] ?? `1-${seconds}-${randomBytes(12).toString('hex')}`;
  return `Root=${root};Parent=${randomBytes(8).toString('hex')};Sampled=1`;
}

/** `$context.*` as far as known. */
export function contextVariables(api: RestApiDefinition, exchange: Exchange): ContextVariables {
  const { request, response, learned, headers } = exchange;
  const route = learned.routed?.match.route;
  const authorizer = Object.entries(learned.authorizer ?? {});
  return {
    accountId: api.accountId,
    apiId: api.apiId,
    ...Object.fromEntries(authorizer.map(([name, value]) => [`authorizer.${name}`, value])),
    domainName: `${api.apiId}.execute-api.${api.region}.amazonaws.com`,
    'error.message': learned.errorMessage,
    'error.messageString': learned.errorMessage && JSON.stringify(learned.errorMessage),
    'error.responseType': learned.errorType,
    extendedRequestId: exchange.extendedRequestId,
    httpMethod: request.method,
    'identity.sourceIp': request.socket.remoteAddress,
    'identity.userAgent': valuesOf(headers, 'user-agent').at(-1),
    'integration.error': learned.integrationError,
    'integration.integrationStatus': learned.integrationStatus,
    'integration.latency': learned.integrationLatencyMs,
    'integration.status': learned.integrationStatus,
    integrationErrorMessage: learned.integrationError,
    integrationLatency: learned.integrationLatencyMs,
    integrationStatus: learned.integrationStatus,
    path: request.url?.split('?')[0],
    protocol: `HTTP/${request.httpVersion}`,
    requestId: exchange.requestId,
    requestTime: formatRequestTime(exchange.receivedMs),
    requestTimeEpoch: exchange.receivedMs,
    resourceId: route?.resourceId,
    resourcePath: route?.resourcePath,
    responseLatency: Math.round(performance.now() - exchange.startedMs),
    responseLength: learned.responseBytes,
    stage: api.stageName,
    status: response.statusCode,
    xrayTraceId: TRACE_ROOT.exec(exchange.traceHeader)?.[1],
  };
}
