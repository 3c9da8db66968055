import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { type ClientHttp2Session, connect } from 'node:http2';
import { connect as connectTcp } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll } from 'vitest';
import type { RestApiDefinition, RouteDefinition } from '#scripts/local/api-gateway/definition.ts';
import { startApiGateway } from '#scripts/local/api-gateway/server.ts';
import type { FunctionDefinition } from '#scripts/local/lambda/definition.ts';
import { createFunctionPool, type FunctionPool } from '#scripts/local/lambda/pool.ts';
import { workerCode } from '#scripts/local/lambda/worker-code.ts';
import { createLogBook, type LogBook } from '#scripts/local/log-book.ts';
import { fixtureFunction } from '../fixture-function.ts';

/** A running API whose functions are those of the fixture bundle. */
export interface FixtureApi {
  readonly port: number;
  readonly log: LogBook;
  readonly clock: { nowMs: number };
  readonly call: (options: CallOptions) => Promise<CallResult>;
  /** Sends bytes as they are and reads until the server closes. */
  readonly raw: (bytes: string) => Promise<string>;
  readonly http2: () => ClientHttp2Session;
  readonly flushAuthorizerCache: () => void;
}

export interface CallOptions {
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: string | Buffer;
}

export interface CallResult {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const AUTHORIZER = {
  logicalId: 'Authorizer',
  functionArn: fixtureFunction('authorizes').arn,
  identityHeaders: ['Authorization'],
  cacheSeconds: 300,
};

/** Route to a handler of the fixture bundle. */
export function fixtureRoute(
  resourcePath: string,
  handler: string,
  overrides: Partial<RouteDefinition> & {
    readonly transferMode?: 'STREAM' | 'BUFFERED';
    readonly timeoutMs?: number;
  } = {},
): RouteDefinition {
  const { transferMode = 'STREAM', timeoutMs = 29_000, ...rest } = overrides;
  return {
    logicalId: `Method${resourcePath}`,
    resourceId: `resource${resourcePath}`,
    resourcePath,
    httpMethod: 'POST',
    authorizer: AUTHORIZER,
    integration: { functionArn: fixtureFunction(handler).arn, transferMode, timeoutMs },
    ...rest,
  };
}

/** An API with these routes. */
export function fixtureDefinition(
  routes: readonly RouteDefinition[],
  overrides: Partial<RestApiDefinition> = {},
): RestApiDefinition {
  return {
    logicalId: 'Api',
    name: 'Api',
    apiId: 'localapi00',
    accountId: '123456789012',
    region: 'us-east-1',
    stageName: 'dev',
    stageVariables: {},
    routes,
    gatewayResponses: [],
    methodSettings: [],
    accessLog: { logGroupName: 'access', format: '{"path":"$context.path","status":"$context.status"}' },
    ...overrides,
  };
}

const closers: (() => Promise<void>)[] = [];

/** Starts an API; it is closed after the file's tests. */
export async function startFixtureApi(
  api: RestApiDefinition,
  functions: Readonly<Record<string, Partial<FunctionDefinition>>> = {},
): Promise<FixtureApi> {
  const log = createLogBook();
  const clock = { nowMs: Date.parse('2026-11-21T07:00:45.000Z') };
  const code = await workerCode();
  const pools = new Map<string, FunctionPool>();
  const findFunction = (arn: string): FunctionPool => {
    const handler = arn.replace(/^.*fixture-/, '');
    const pool =
      pools.get(arn) ??
      createFunctionPool({
        definition: fixtureFunction(handler, functions[handler]),
        variables: {},
        workerCode: code,
        onLog: ({ message }) => log.write({ source: handler, message }),
      });
    pools.set(arn, pool);
    return pool;
  };
  const gateway = await startApiGateway({
    api,
    findFunction,
    onAccessLog: (message) => log.write({ source: 'access', message }),
    nowMs: () => clock.nowMs,
  });
  closers.push(async () => {
    await gateway.close();
    await Promise.all([...pools.values()].map((pool) => pool.recycle()));
  });
  return {
    port: gateway.port,
    log,
    clock,
    call: (options) => call(gateway.port, options),
    raw: (bytes) => raw(gateway.port, bytes),
    http2: () => connect(`http://127.0.0.1:${gateway.port}`),
    flushAuthorizerCache: gateway.flushAuthorizerCache,
  };
}

afterAll(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

function call(port: number, { path, method = 'POST', headers = {}, body }: CallOptions): Promise<CallResult> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port, method, path, headers, agent: false });
    request.on('error', reject);
    request.on('response', (response) => {
      text(response).then(
        (answer) => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: answer }),
        reject,
      );
    });
    request.end(body);
  });
}

async function raw(port: number, bytes: string): Promise<string> {
  const socket = connectTcp(port, '127.0.0.1');
  socket.write(bytes, 'latin1');
  return text(socket);
}
