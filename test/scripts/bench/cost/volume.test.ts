import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_ASSUMPTIONS } from '#scripts/bench/cost/mix.ts';
import { toVolume } from '#scripts/bench/cost/volume.ts';

const FACTS = { authorizerCacheSeconds: 300, traceSampling: { reservoir: 1, share: 0.05 } };

describe('toVolume', () => {
  it('has nothing happen without calls', () => {
    expect(toVolume(0, FACTS, DEFAULT_ASSUMPTIONS)).toEqual({
      calls: 0,
      authorisations: 0,
      starts: 0,
      traces: 0,
    });
  });

  it('never has more authorisations, starts or traces than calls', () => {
    fc.assert(
      fc.property(fc.nat(200_000_000), fc.integer({ min: 1, max: 1_000 }), (calls, keys) => {
        const { authorisations, starts, traces } = toVolume(calls, FACTS, { ...DEFAULT_ASSUMPTIONS, keys });

        for (const count of [authorisations, starts, traces]) {
          expect(count).toBeGreaterThanOrEqual(0);
          expect(count).toBeLessThanOrEqual(calls * 1.000_001);
        }
      }),
    );
  });

  it('authorises every call when nothing is remembered', () => {
    const { authorisations } = toVolume(5_000, { ...FACTS, authorizerCacheSeconds: 0 }, DEFAULT_ASSUMPTIONS);

    expect(authorisations).toBeCloseTo(5_000, 6);
  });

  it('authorises a busy key once in the time that it is remembered', () => {
    const { authorisations } = toVolume(1e9, FACTS, { ...DEFAULT_ASSUMPTIONS, keys: 1 });

    expect(authorisations).toBeCloseTo((730 * 3_600) / 300, -1);
  });

  it('starts an environment for nearly every call that comes alone', () => {
    expect(toVolume(10, FACTS, DEFAULT_ASSUMPTIONS).starts).toBeCloseTo(10, 1);
  });

  it('traces the first call of a second and one in twenty of the others', () => {
    const { traces } = toVolume(1e8, FACTS, DEFAULT_ASSUMPTIONS);

    expect(traces).toBeCloseTo(730 * 3_600 * 0.95 + 5_000_000, -3);
  });

  it('traces the share alone where no call of a second is kept for it, and none where tracing is off', () => {
    const traces = (traceSampling?: { reservoir: number; share: number }) =>
      toVolume(
        1e6,
        { authorizerCacheSeconds: 300, ...(traceSampling && { traceSampling }) },
        DEFAULT_ASSUMPTIONS,
      ).traces;

    expect(traces({ reservoir: 0, share: 0.05 })).toBeCloseTo(50_000, 6);
    expect(traces()).toBe(0);
  });
});
