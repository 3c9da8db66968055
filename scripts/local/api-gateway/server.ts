import { type LocalRequest, type LocalResponse, listenDualProtocol } from '../http/dual-protocol-server.ts';
import type { FunctionPool } from '../lambda/pool.ts';
import type { ApiMeter } from './api-meter.ts';
import { type Authorizers, createAuthorizers } from './authorizer.ts';
import { escapeForJson, fillTemplate } from './context-variables.ts';
import type { RestApiDefinition } from './definition.ts';
import { contextVariables, createExchange, type Exchange } from './exchange.ts';
import { type GatewayResponseType, renderGatewayResponse } from './gateway-response.ts';
import { callIntegration } from './integration.ts';
import type { RoutedRequest } from './proxy-event.ts';
import { MAXIMUM_BODY_BYTES, readBody } from './request-body.ts';
import { parseRequestTarget, type RequestTarget } from './request-target.ts';
import { idHeaders } from './response-headers.ts';
import { createRouter, type RouteMatch } from './router.ts';
import { createThrottle } from './throttle.ts';

/** What the API runs with. */
export interface ApiGatewayOptions {
  readonly api: RestApiDefinition;
  readonly findFunction: (arn: string) => FunctionPool;
  readonly onAccessLog: (line: string) => void;
  /**
   * Told about every answered request.
   * @default - nobody
   */
  readonly meter?: ApiMeter | undefined;
  /** @default 0, a free port */
  readonly port?: number | undefined;
  /**
   * Asked before anything is routed; what it answers never reaches the API.
   * @default - the API answers everything
   */
  readonly front?: ((request: LocalRequest, response: LocalResponse) => Promise<boolean>) | undefined;
  /** @default Date.now */
  readonly nowMs?: () => number;
}

/** A listening API. */
export interface ApiGateway {
  readonly port: number;
  /** Forgets cached authorisations. */
  readonly flushAuthorizerCache: () => void;
  readonly close: () => Promise<void>;
}

/** Serves a REST API stage on 127.0.0.1, over HTTP/1.1 and HTTP/2. */
export async function startApiGateway(options: ApiGatewayOptions): Promise<ApiGateway> {
  const { api, findFunction, nowMs = Date.now } = options;
  const authorizers = createAuthorizers({ api, findFunction, nowMs });
  const serveApi = createRequestHandler(options, authorizers);
  const { front = async () => false } = options;
  const handle = async (request: LocalRequest, response: LocalResponse): Promise<void> => {
    const isAnswered = await front(request, response).catch(() => response.destroy()); // the caller is gone
    if (isAnswered === false) await serveApi(request, response);
  };
  const server = await listenDualProtocol((request, response) => void handle(request, response), {
    port: options.port,
  });
  return { ...server, flushAuthorizerCache: authorizers.flushCache };
}

function createRequestHandler(
  { api, findFunction, onAccessLog, meter, nowMs = Date.now }: ApiGatewayOptions,
  { authorize }: Authorizers,
) {
  const route = createRouter(api.routes, api.stageName);
  const mayPass = createThrottle(api.methodSettings, nowMs);

  /** Resolves to the gateway response to send, or to `undefined` when the request has been answered. */
  async function answer(exchange: Exchange): Promise<GatewayResponseType | undefined> {
    const { request, learned } = exchange;
    const target = parseRequestTarget(request.url ?? '');
    if (target.kind === 'invalid') return 'BAD_REQUEST_PARAMETERS';
    const match = route(request.method ?? '', target.segments);
    if (!match) return 'MISSING_AUTHENTICATION_TOKEN';
    const routed = toRoutedRequest(exchange, target, match);
    learned.routed = routed;
    if (!mayPass(match.route)) return 'THROTTLED';
    const authorization = await authorize(routed);
    if (!authorization.allowed) {
      if (authorization.message !== undefined) learned.errorMessage = authorization.message;
      return authorization.response;
    }
    learned.authorizer = authorization.context;
    const body = await readBody(request);
    if (body.kind === 'too-large') return 'REQUEST_TOO_LARGE';
    if (body.kind === 'aborted') return undefined;
    const pool = findFunction(match.route.integration.functionArn);
    return callIntegration({ api, pool, exchange, routed, body: body.bytes });
  }

  return async (request: LocalRequest, response: LocalResponse): Promise<void> => {
    const exchange = createExchange(request, response, nowMs());
    response.on('error', () => undefined); // a caller that hangs up is not our failure
    response.once('close', () => {
      exchange.learned.isClosed = true;
      meter?.(toMetered(exchange));
      if (api.accessLog)
        onAccessLog(fillTemplate(api.accessLog.format, contextVariables(api, exchange), escapeForJson));
    });
    try {
      const refusal = await answer(exchange);
      if (refusal && !exchange.learned.isClosed) refuse(api, exchange, refusal);
    } catch (error) {
      console.error('The local API Gateway failed, which it never should:', error);
      response.destroy();
    }
  };
}

const toMetered = ({ response, startedMs, learned }: Exchange) => ({
  status: response.statusCode,
  latencyMs: Math.round(performance.now() - startedMs),
  integrationLatencyMs: learned.integrationLatencyMs,
});

function toRoutedRequest(
  { request, headers, requestId, extendedRequestId, receivedMs, traceHeader }: Exchange,
  { rawPath, query }: Extract<RequestTarget, { readonly kind: 'path' }>,
  match: RouteMatch,
): RoutedRequest {
  return {
    requestId,
    extendedRequestId,
    receivedMs,
    traceHeader,
    headers,
    rawPath,
    query,
    match,
    method: request.method ?? '',
    protocol: `HTTP/${request.httpVersion}`,
    sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
  };
}

function refuse(api: RestApiDefinition, exchange: Exchange, type: GatewayResponseType): void {
  const { request, response, learned } = exchange;
  if (response.headersSent) return;
  const rendered = renderGatewayResponse(type, api.gatewayResponses, contextVariables(api, exchange));
  const headers = {
    ...idHeaders(exchange),
    ...rendered.headers,
    'content-length': Buffer.byteLength(rendered.body),
  };
  response.statusCode = rendered.status;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  learned.errorType = type;
  learned.errorMessage = rendered.message;
  learned.responseBytes = Buffer.byteLength(rendered.body);
  response.end(rendered.body);
  discardBody(request);
}

/** Lets a caller finish sending, so that it reads the answer instead of a reset; endless senders are cut off. */
function discardBody(request: LocalRequest): void {
  let remaining = 4 * MAXIMUM_BODY_BYTES;
  request.on('error', () => undefined);
  request.on('data', (chunk: Buffer) => {
    remaining -= chunk.byteLength;
    if (remaining < 0) request.destroy();
  });
}
