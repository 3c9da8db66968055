import type { Clock } from '#functions/ports.ts';

/** A clock that stands still until it is told the time; sleeping sets it forward. */
export interface VirtualClock extends Clock {
  /** Sets it forward; a moment that has passed changes nothing. */
  readonly advanceTo: (timeMs: number) => void;
}

/** Creates one. */
export function createVirtualClock(startMs: number): VirtualClock {
  let nowMs = startMs;
  const advanceTo = (timeMs: number): void => {
    nowMs = Math.max(nowMs, timeMs);
  };
  return {
    now: () => Math.round(nowMs),
    monotonicMs: () => nowMs,
    sleep: async (durationMs, signal) => {
      signal?.throwIfAborted();
      advanceTo(nowMs + durationMs);
    },
    advanceTo,
  };
}
