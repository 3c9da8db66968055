import { type Child, startChild } from '../child.ts';
import { PROJECT_ROOT, programPath } from './build.ts';
import { lambdaEnvironment } from './lambda-environment.ts';
import { type Batch, runLoad, toRequest } from './load.ts';
import { EnvironmentBatch, Listening, Ready, StackReady } from './messages.ts';
import { PORTKEY_VERSION, portkeyHeaders, startPortkey } from './portkey.ts';
import { CONVERSE_BODY, chatBody, conversePath, type Mode } from './traffic.ts';

/** Callers at once. */
export const CONCURRENCIES = [1, 10, 50] as const;

/** One way from a caller to the stub. */
export interface MeasuredPath {
  readonly title: string;
  /** Title of the path that it is compared with. */
  readonly baseline?: string;
  readonly concurrencies: readonly number[];
  readonly run: (mode: Mode, concurrency: number, calls: number) => Promise<PathBatch>;
}

/** Times of a batch; for the handler also the time until the caller had its answer. */
export interface PathBatch extends Batch {
  readonly answeredMs?: readonly number[];
}

export const RAW = 'raw call';
export const RAW_CLIENT = 'raw call, node:http client';
export const HANDLER = 'gateway handler';
export const LOCAL = 'local stack';
export const PORTKEY = `Portkey ${PORTKEY_VERSION}`;

/** Starts the stub. */
export async function startStub(): Promise<{ readonly child: Child; readonly port: number }> {
  const child = startChild({ nodeArguments: [programPath('stub')], environment: {} });
  return { child, port: (await child.next(Listening)).port };
}

/** Starts one Lambda environment of the gateway. */
export async function startEnvironment(
  bundlePath: string,
  stubPort: number,
  nodeOptions: readonly string[] = [],
): Promise<Child> {
  const child = startChild({
    nodeArguments: [...nodeOptions, programPath('environment'), bundlePath],
    environment: lambdaEnvironment(stubPort),
  });
  await child.next(Ready);
  return child;
}

/** Straight to the stub. */
export function rawPath(stubPort: number): MeasuredPath {
  return {
    title: RAW,
    concurrencies: CONCURRENCIES,
    run: (mode, concurrency, calls) =>
      runLoad({
        port: stubPort,
        request: toRequest(stubPort, conversePath(mode), {}, CONVERSE_BODY),
        concurrency,
        calls,
      }),
  };
}

/** In the process of a Lambda environment, a call at a time: the plain client, and the handler that uses it. */
export function environmentPaths(environment: Child): readonly MeasuredPath[] {
  const run = (target: 'raw' | 'handler') => async (mode: Mode, _concurrency: number, calls: number) => {
    const batch = await environment.ask({ type: 'measure', target, mode, calls }, EnvironmentBatch);
    const { finishedMs: latenciesMs, answeredMs, failures, elapsedMs } = batch;
    return { latenciesMs, failures, elapsedMs, ...(target === 'handler' ? { answeredMs } : {}) };
  };
  return [
    { title: RAW_CLIENT, concurrencies: [1], run: run('raw') },
    { title: HANDLER, baseline: RAW_CLIENT, concurrencies: [1], run: run('handler') },
  ];
}

/** Starts the whole local stack. */
export async function startLocalPath(
  stubPort: number,
): Promise<{ readonly child: Child; readonly path: MeasuredPath }> {
  const program = 'scripts/bench/gateway/programs/local-stack.ts';
  const child = startChild({
    nodeArguments: ['--import', 'tsx', `${PROJECT_ROOT}${program}`, `http://127.0.0.1:${stubPort}`],
    environment: { PATH: process.env.PATH ?? '', NODE_ENV: 'production' },
  });
  const { apiUrl, key } = await stopOnFailure(child, child.next(StackReady));
  const port = Number(new URL(apiUrl).port);
  const run: MeasuredPath['run'] = (mode, concurrency, calls) => {
    const headers = { authorization: `Bearer ${key}` };
    return runLoad({
      port,
      request: toRequest(port, conversePath(mode), headers, CONVERSE_BODY),
      concurrency,
      calls,
    });
  };
  return { child, path: { title: LOCAL, baseline: RAW, concurrencies: CONCURRENCIES, run } };
}

/** Starts Portkey's gateway. */
export async function startPortkeyPath(
  stubPort: number,
): Promise<{ readonly child: Child; readonly path: MeasuredPath }> {
  const { child, port } = await startPortkey();
  const run: MeasuredPath['run'] = (mode, concurrency, calls) =>
    runLoad({
      port,
      request: toRequest(port, '/v1/chat/completions', portkeyHeaders(stubPort), chatBody(mode)),
      concurrency,
      calls,
    });
  return { child, path: { title: PORTKEY, baseline: RAW, concurrencies: CONCURRENCIES, run } };
}

async function stopOnFailure<Value>(child: Child, started: Promise<Value>): Promise<Value> {
  try {
    return await started;
  } catch (error) {
    await child.stop();
    throw error;
  }
}
