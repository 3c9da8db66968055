import { systemClock } from '#adapters/clock.ts';
import type { Clock } from '#functions/ports.ts';

/** Waits from here on are limits that end what takes too long; they are never jumped over. */
const LIMIT_MS = 10_000;

/** The machine's clocks, but waits between calls are over at once: what is left is work. */
export function createWaitlessClock(): Clock {
  let skippedMs = 0;
  return {
    now: systemClock.now,
    monotonicMs: () => systemClock.monotonicMs() + skippedMs,
    sleep: async (durationMs, signal) => {
      if (durationMs >= LIMIT_MS) return systemClock.sleep(durationMs, signal);
      skippedMs += durationMs;
    },
  };
}
