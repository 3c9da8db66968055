import { type Child, startChild } from '../child.ts';
import { programPath } from './build.ts';
import type { Batch } from './closed-loop.ts';
import { lambdaEnvironment } from './lambda-environment.ts';
import { runLoad, toRequest } from './load.ts';
import { BatchMessage, Listening, Ready } from './messages.ts';
import { CONVERSE_BODY, conversePath, type Mode } from './traffic.ts';

/** One way from a caller to the stub. */
export interface MeasuredPath {
  readonly title: string;
  /** Title of the path that it is compared with: the same client without the gateway. */
  readonly baseline?: string;
  readonly run: (mode: Mode, concurrency: number, calls: number) => Promise<Batch>;
}

/** A path with a process of its own. */
export interface ServedPath {
  readonly child: Child;
  readonly path: MeasuredPath;
}

/** Bare sockets straight to the stub. */
export const RAW = 'raw call';
/** `node:http` straight to the stub, in the process of the Lambda environment. */
const RAW_CLIENT = 'raw call, node:http client';
/** The bundled handler, called as Lambda's runtime calls it. */
export const HANDLER = 'gateway handler';
/** The bundled handler behind a plain HTTP server. */
export const SERVED_HANDLER = 'gateway handler over HTTP';

/** Starts the stub. */
export async function startStub(): Promise<{ readonly child: Child; readonly port: number }> {
  return startServer([programPath('stub')], {});
}

/** Starts a program that tells the port it listens on. */
export async function startServer(
  nodeArguments: readonly string[],
  environment: Readonly<Record<string, string>>,
  showsErrors = true,
): Promise<{ readonly child: Child; readonly port: number }> {
  const child = startChild({ nodeArguments, environment, showsErrors });
  return { child, port: (await stopOnFailure(child, child.next(Listening))).port };
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
  await stopOnFailure(child, child.next(Ready));
  return child;
}

/** Straight to the stub. */
export function rawPath(stubPort: number): MeasuredPath {
  return { title: RAW, run: converseLoad(stubPort) };
}

/** In the process of a Lambda environment: the plain client, and the handler that uses it. */
export function environmentPaths(environment: Child): readonly MeasuredPath[] {
  const run =
    (target: 'raw' | 'handler'): MeasuredPath['run'] =>
    (mode, concurrency, calls) =>
      environment.ask({ type: 'measure', target, mode, concurrency, calls }, BatchMessage);
  return [
    { title: RAW_CLIENT, run: run('raw') },
    { title: HANDLER, baseline: RAW_CLIENT, run: run('handler') },
  ];
}

/** Starts the handler behind a plain HTTP server. */
export async function startServedHandler(bundlePath: string, stubPort: number): Promise<ServedPath> {
  const { child, port } = await startServer(
    [programPath('handler-server'), bundlePath],
    lambdaEnvironment(stubPort),
  );
  return { child, path: { title: SERVED_HANDLER, baseline: RAW, run: converseLoad(port) } };
}

/** Converse calls over bare sockets. */
export function converseLoad(
  port: number,
  headers: Readonly<Record<string, string>> = {},
): MeasuredPath['run'] {
  return (mode, concurrency, calls) => {
    const request = toRequest(port, conversePath(mode), headers, CONVERSE_BODY);
    return runLoad({ port, request, concurrency, calls });
  };
}

/** A child that could not start must not stay behind. */
export async function stopOnFailure<Value>(child: Child, started: Promise<Value>): Promise<Value> {
  try {
    return await started;
  } catch (error) {
    await child.stop();
    throw error;
  }
}
