import { availableParallelism, cpus, loadavg } from 'node:os';

/** Where and when the figures come from. */
export interface Machine {
  readonly startedAt: string;
  readonly node: string;
  readonly cores: number;
  readonly processor: string;
  /** Processes that wanted to run in the minute before: above 1, others disturb the figures. */
  readonly loadBefore: number;
}

/** Looks at the machine before anything is measured. */
export function describeMachine(): Machine {
  return {
    startedAt: new Date().toISOString(),
    node: process.versions.node,
    cores: availableParallelism(),
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    loadBefore: loadavg()[0] ?? 0,
  };
}
