import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoffDelayMs } from '#core/resilience/backoff.ts';

describe('backoffDelayMs', () => {
  it.each([
    [1, 100],
    [2, 200],
    [3, 400],
    [6, 3_200],
    [7, 5_000],
    [2_000, 5_000],
  ])('is bounded after %i attempts by %i ms', (attempts, boundMs) => {
    const [shortest, middle] = [backoffDelayMs(attempts, 0), backoffDelayMs(attempts, 0.5)];

    expect(shortest).toBe(0);
    expect(middle).toBe(boundMs / 2);
  });

  it('is a finite number between zero and five seconds', () => {
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), random, (attempts, value) => {
        const delayMs = backoffDelayMs(attempts, value);

        expect(delayMs >= 0 && delayMs < 5_000).toBe(true);
      }),
    );
  });
});
