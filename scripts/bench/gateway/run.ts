import type { BundleInParts } from '../bundle.ts';
import type { Child } from '../child.ts';
import { describeMachine } from '../machine.ts';
import { buildGateway, buildPrograms } from './build.ts';
import type { Figures, LeftOut } from './figures.ts';
import { measureFirstResponse } from './first-response.ts';
import { measureLatency } from './latency.ts';
import { LOCAL, startLocalPath } from './local-path.ts';
import { measureMemory } from './memory.ts';
import { LogLineSize } from './messages.ts';
import type { BenchOptions } from './options.ts';
import {
  environmentPaths,
  type MeasuredPath,
  rawPath,
  type ServedPath,
  startEnvironment,
  startServedHandler,
  startStub,
} from './paths.ts';
import { PORTKEY, startPortkeyPath } from './portkey.ts';
import type { Mode } from './traffic.ts';
import { checkWire } from './wire.ts';

interface Measuring {
  readonly bundle: BundleInParts;
  readonly options: BenchOptions;
  /** Takes a child that lives to the end of the run. */
  readonly keep: (child: Child) => void;
  readonly onProgress: (line: string) => void;
}

/** Measures everything that the options ask for. Ends every process it started. */
export async function runBenchmark(
  options: BenchOptions,
  onProgress: (line: string) => void,
): Promise<Figures> {
  const machine = describeMachine();
  onProgress('building');
  const [bundle] = await Promise.all([buildGateway(), buildPrograms()]);
  const children: Child[] = [];
  const keep = (child: Child): void => {
    children.push(child);
  };
  try {
    return { machine, ...(await measure({ bundle, options, keep, onProgress })) };
  } finally {
    await Promise.all(children.map((child) => child.stop()));
  }
}

async function measure(measuring: Measuring): Promise<Omit<Figures, 'machine'>> {
  const { bundle, options, keep, onProgress } = measuring;
  const { child: stub, port: stubPort } = await startStub();
  keep(stub);
  onProgress('process start to first response');
  const firstResponse = await measureFirstResponse(bundle, { stubPort, starts: options.starts });
  const environment = await startEnvironment(bundle.path, stubPort);
  keep(environment);
  const logLineBytes = {
    buffered: await measureLogLine(environment, 'buffered'),
    streaming: await measureLogLine(environment, 'streaming'),
  };
  const { served, leftOut } = await startServedPaths(measuring, stubPort);
  const paths = [rawPath(stubPort), ...environmentPaths(environment), ...served];
  const wire = await checkWire(paths, stub);
  const latency = await measureLatency(paths, { calls: options.calls, onProgress });
  const memory = await soak(measuring, stubPort);
  return {
    latency,
    wire,
    bundleBytes: bundle.bytes,
    loadedBytes: bundle.loadedBytes,
    firstResponse,
    logLineBytes,
    ...memory,
    leftOut,
  };
}

async function measureLogLine(environment: Child, mode: Mode): Promise<number> {
  return (await environment.ask({ type: 'log-line', mode }, LogLineSize)).lineBytes;
}

async function soak(
  { bundle, options, onProgress }: Measuring,
  stubPort: number,
): Promise<Pick<Figures, 'memory'>> {
  if (options.soak === 0) return {};
  onProgress(`memory over ${options.soak} calls`);
  return { memory: await measureMemory(bundle, { stubPort, calls: options.soak }) };
}

interface ServedPaths {
  readonly served: readonly MeasuredPath[];
  readonly leftOut: readonly LeftOut[];
}

async function startServedPaths(measuring: Measuring, stubPort: number): Promise<ServedPaths> {
  const { bundle, options, keep, onProgress } = measuring;
  const own = await startServedHandler(bundle.path, stubPort);
  keep(own.child);
  const served: MeasuredPath[] = [own.path];
  const leftOut: LeftOut[] = [];
  const add = async (path: string, isSkipped: boolean, start: (port: number) => Promise<ServedPath>) => {
    if (isSkipped) return void leftOut.push({ path, reason: 'an option said so.', isFailure: false });
    onProgress(`starting ${path}`);
    try {
      const started = await start(stubPort);
      keep(started.child);
      served.push(started.path);
    } catch (error) {
      leftOut.push({ path, reason: describe(error), isFailure: true });
    }
  };
  await add(LOCAL, options.skipLocal, startLocalPath);
  await add(PORTKEY, options.skipPortkey, startPortkeyPath);
  return { served, leftOut };
}

const describe = (error: unknown): string => (error instanceof Error ? error.message : String(error));
