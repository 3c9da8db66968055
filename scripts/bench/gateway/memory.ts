import type { BundleInParts } from '../bundle.ts';
import { slope } from '../statistics.ts';
import { MemorySample } from './messages.ts';
import { startEnvironment } from './paths.ts';

/** Memory of one Lambda environment over many calls. */
export interface MemoryRun {
  readonly samples: readonly (MemorySample & { readonly calls: number })[];
  /** Growth of the heap and of buffers per call after the first fifth of the run, in bytes. */
  readonly usedBytesPerCall: number;
  readonly rssBytesPerCall: number;
}

const SAMPLES = 20;
/** Caches, compiled code and pools fill at first. */
const SETTLING_SAMPLES = SAMPLES / 5;

/** Calls the handler over and over, whole answers and streams in turn; samples follow a garbage collection. */
export async function measureMemory(
  { path }: BundleInParts,
  { stubPort, calls }: { readonly stubPort: number; readonly calls: number },
): Promise<MemoryRun> {
  const environment = await startEnvironment(path, stubPort, ['--expose-gc']);
  const step = Math.ceil(calls / SAMPLES);
  try {
    const samples: MemoryRun['samples'][number][] = [];
    for (let index = 1; index <= SAMPLES; index += 1)
      samples.push({
        calls: index * step,
        ...(await environment.ask({ type: 'soak', calls: step }, MemorySample)),
      });
    const settled = samples.slice(SETTLING_SAMPLES);
    return {
      samples,
      usedBytesPerCall: slope(settled.map(({ calls: x, usedBytes: y }) => ({ x, y }))),
      rssBytesPerCall: slope(settled.map(({ calls: x, rssBytes: y }) => ({ x, y }))),
    };
  } finally {
    await environment.stop();
  }
}
