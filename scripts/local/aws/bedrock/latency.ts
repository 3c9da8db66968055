import { setTimeout } from 'node:timers/promises';
import { drawLogNormal, type Random } from './random.ts';

/** How long the local model takes. Both times are log-normal. */
export interface LatencyDistribution {
  /**
   * Median time to the first token, in milliseconds; 0 answers at once, without a timer.
   * @default 40
   */
  readonly medianFirstTokenMs: number;
  /**
   * Spread of the logarithm; 0 makes every call take the median.
   * @default 0.4
   */
  readonly sigma: number;
  /**
   * Median time per further token, in milliseconds.
   * @default 0.5
   */
  readonly medianTokenMs: number;
}

/** The defaults: fast enough to work with, wide enough to tell p50 from p99. */
export const DEFAULT_LATENCY: LatencyDistribution = {
  medianFirstTokenMs: 40,
  sigma: 0.4,
  medianTokenMs: 0.5,
};

/** The times of one call. */
export interface Pace {
  readonly firstTokenMs: number;
  readonly tokenMs: number;
}

/** Draws the times of one call. */
export function drawPace(
  { medianFirstTokenMs, sigma, medianTokenMs }: LatencyDistribution,
  random: Random,
): Pace {
  return {
    firstTokenMs: drawLogNormal(random, { median: medianFirstTokenMs, sigma }),
    tokenMs: drawLogNormal(random, { median: medianTokenMs, sigma }),
  };
}

/** Time from the request to the token with this number (0 is the first), in milliseconds. */
export function dueMs({ firstTokenMs, tokenMs }: Pace, token: number): number {
  return firstTokenMs + tokenMs * token;
}

/** Waits until this reading of the monotonic clock; a wait shorter than timers can keep is left out. */
export async function waitUntil(dueAtMs: number, signal: AbortSignal): Promise<void> {
  const remainingMs = dueAtMs - performance.now();
  if (remainingMs >= 1) await setTimeout(remainingMs, undefined, { signal });
}
