import type { Child } from '../child.ts';
import { buildGateway, buildPrograms, type GatewayBundle } from './build.ts';
import type { Figures } from './figures.ts';
import { measureFirstResponse } from './first-response.ts';
import { measureLatency } from './latency.ts';
import { measureMemory } from './memory.ts';
import { LogLineSize } from './messages.ts';
import type { BenchOptions } from './options.ts';
import {
  environmentPaths,
  LOCAL,
  type MeasuredPath,
  PORTKEY,
  rawPath,
  startEnvironment,
  startLocalPath,
  startPortkeyPath,
  startStub,
} from './paths.ts';

/** Measures everything that the options ask for. Ends every process it started. */
export async function runBenchmark(
  options: BenchOptions,
  onProgress: (line: string) => void,
): Promise<Figures> {
  onProgress('building');
  const [bundle] = await Promise.all([buildGateway(), buildPrograms()]);
  const children: Child[] = [];
  const keep = (child: Child): void => {
    children.push(child);
  };
  try {
    return await measure({ bundle, options, keep, onProgress });
  } finally {
    await Promise.all(children.map((child) => child.stop()));
  }
}

interface Measuring {
  readonly bundle: GatewayBundle;
  readonly options: BenchOptions;
  /** Takes a child that lives to the end of the run. */
  readonly keep: (child: Child) => void;
  readonly onProgress: (line: string) => void;
}

async function measure({ bundle, options, keep, onProgress }: Measuring): Promise<Figures> {
  const stub = await startStub();
  keep(stub.child);
  onProgress('process start to first response');
  const firstResponse = await measureFirstResponse(bundle, stub.port);
  const environment = await startEnvironment(bundle.path, stub.port);
  keep(environment);
  const logLineBytes = {
    buffered: await measureLogLine(environment, 'buffered'),
    streaming: await measureLogLine(environment, 'streaming'),
  };
  const gateways = await startGateways({ options, stubPort: stub.port, keep, onProgress });
  const paths = [rawPath(stub.port), ...environmentPaths(environment), ...gateways.paths];
  const latency = await measureLatency(paths, { calls: options.calls, onProgress });
  if (options.soak > 0) onProgress(`memory over ${options.soak} calls`);
  const memory =
    options.soak > 0
      ? { memory: await measureMemory(bundle, { stubPort: stub.port, calls: options.soak }) }
      : {};
  return {
    latency,
    bundleBytes: bundle.bytes,
    firstResponse,
    logLineBytes,
    ...memory,
    leftOut: gateways.leftOut,
  };
}

async function measureLogLine(environment: Child, mode: 'buffered' | 'streaming'): Promise<number> {
  return (await environment.ask({ type: 'log-line', mode }, LogLineSize)).lineBytes;
}

interface Gateways {
  readonly paths: readonly MeasuredPath[];
  readonly leftOut: Figures['leftOut'];
}

async function startGateways({
  options,
  stubPort,
  keep,
  onProgress,
}: Pick<Measuring, 'options' | 'keep' | 'onProgress'> & { readonly stubPort: number }): Promise<Gateways> {
  const paths: MeasuredPath[] = [];
  const leftOut: Figures['leftOut'][number][] = [];
  const add = async (title: string, isSkipped: boolean, start: typeof startLocalPath): Promise<void> => {
    if (isSkipped) {
      leftOut.push({ path: title, reason: 'an option said so' });
      return;
    }
    onProgress(`starting ${title}`);
    const { child, path } = await start(stubPort);
    keep(child);
    paths.push(path);
  };
  await add(LOCAL, options.skipLocal, startLocalPath);
  await add(PORTKEY, options.skipPortkey, startPortkeyPath);
  return { paths, leftOut };
}
