import type { Clock } from '#functions/ports.ts';

/** Sleeps from here on are deadlines, which a test lets pass by hand. */
const DEADLINE_MS = 15_000;

/** A clock whose short sleeps are over at once; deadlines wait for `expire` or their signal. */
export function createVirtualClock(nowMs: number): Clock & { readonly expire: () => void } {
  let elapsedMs = 0;
  const deadlines: (() => void)[] = [];
  return {
    now: () => nowMs,
    monotonicMs: () => elapsedMs,
    sleep: async (durationMs, signal) => {
      if (durationMs < DEADLINE_MS) {
        elapsedMs += durationMs;
        return;
      }
      await new Promise<void>((resolve, reject) => {
        deadlines.push(resolve);
        signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
      });
    },
    expire: () => {
      for (const resolve of deadlines) resolve();
    },
  };
}
