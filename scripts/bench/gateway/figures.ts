import type { Machine } from '../machine.ts';
import type { FirstResponseTimes } from './first-response.ts';
import type { LatencyRow } from './latency.ts';
import type { MemoryRun } from './memory.ts';
import type { Mode } from './traffic.ts';
import type { WireRow } from './wire.ts';

/** A path that was not measured. */
export interface LeftOut {
  readonly path: string;
  readonly reason: string;
  /** Whether it was asked for and could not be started. */
  readonly isFailure: boolean;
}

/** Everything one run measured. */
export interface Figures {
  readonly machine: Machine;
  readonly latency: readonly LatencyRow[];
  readonly wire: readonly WireRow[];
  /** Of all files of the gateway's code. */
  readonly bundleBytes: number;
  /** Of those that are loaded before the first answer. */
  readonly loadedBytes: number;
  readonly firstResponse: FirstResponseTimes;
  readonly logLineBytes: Readonly<Record<Mode, number>>;
  /** Absent with `--soak 0`. */
  readonly memory?: MemoryRun;
  readonly leftOut: readonly LeftOut[];
}

/** What makes the figures of a run worthless or incomplete; empty when nothing does. */
export function problemsOf({ latency, leftOut }: Figures): readonly string[] {
  const failures = latency.reduce((total, row) => total + row.failures, 0);
  return [
    ...(failures > 0 ? [`${failures} calls failed: the figures of their rows mean nothing.`] : []),
    ...leftOut
      .filter(({ isFailure }) => isFailure)
      .map(({ path, reason }) => `${path} was not measured: ${reason}`),
  ];
}
