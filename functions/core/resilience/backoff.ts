/** First delay's upper bound, in milliseconds. */
const BASE_MS = 100;
/** No delay is longer than this, in milliseconds. */
const CAP_MS = 5_000;

/**
 * Full-jitter exponential backoff: a random delay between zero and the doubled bound.
 * Source: AWS Architecture Blog, "Exponential Backoff And Jitter" (M. Brooker, 2015).
 *
 * @param failedAttempts attempts made so far, at least 1
 * @param random a number in [0, 1)
 */
export function backoffDelayMs(failedAttempts: number, random: number): number {
  return random * Math.min(CAP_MS, BASE_MS * 2 ** (failedAttempts - 1));
}
