import { waitUntil } from './latency.ts';

/** When a call happens and how its duration passes. */
export interface CallTiming {
  /** Milliseconds since the epoch: the time of its metrics and of what it caches. */
  readonly atMs: number;
  /** Resolves when `sinceStartMs` have passed since the call began. */
  readonly waitUntil: (sinceStartMs: number, signal: AbortSignal) => Promise<void>;
}

/** A call that takes its time. */
export function realTiming(atMs: number): CallTiming {
  const startedMs = performance.now();
  return { atMs, waitUntil: (sinceStartMs, signal) => waitUntil(startedMs + sinceStartMs, signal) };
}
