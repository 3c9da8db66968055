import { describe, expect, it } from 'vitest';
import { createWaitlessClock } from '#scripts/bench/maturity/clocks.ts';

describe('the clock without waits', () => {
  it('lets a wait pass at once, for all who measure by it', async () => {
    const clock = createWaitlessClock();
    const before = { clock: clock.monotonicMs(), machine: performance.now() };

    await clock.sleep(5_000);

    expect(clock.monotonicMs() - before.clock).toBeGreaterThanOrEqual(5_000);
    expect(performance.now() - before.machine).toBeLessThan(1_000);
  });

  it('keeps the limit of an assessment until it is called off', async () => {
    const limit = new AbortController();
    const waiting = createWaitlessClock().sleep(60_000, limit.signal);

    limit.abort();

    await expect(waiting).rejects.toThrow();
  });
});
