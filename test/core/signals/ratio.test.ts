import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { failureRate } from '#core/signals/failure-rate.ts';
import { computeRatio, observationIdOf, type TermValue } from '#core/signals/ratio.ts';

const reading = (values: Readonly<Record<string, TermValue>>) => (term: { readonly signal: string }) =>
  values[term.signal] ?? 'absent';
const percent = {
  unit: 'Percent',
  of: [{ signal: 'hit' }],
  over: [{ signal: 'hit' }, { signal: 'miss' }],
} as const;

describe('a ratio', () => {
  it.each<readonly [string, Record<string, TermValue>, number | undefined]>([
    ['is a percentage of the sum', { hit: 1, miss: 3 }, 25],
    ['counts an absent counter as nothing', { miss: 4 }, 0],
    ['is whole where nothing was missed', { hit: 4 }, 100],
    ['says nothing where there was nothing', {}, undefined],
    ['says nothing where the divisor is zero', { hit: 0, miss: 0 }, undefined],
    ['says nothing where a term is unknown', { hit: 'unknown', miss: 3 }, undefined],
    ['says nothing where a part of the divisor is unknown', { hit: 2, miss: 'unknown' }, undefined],
  ])('%s', (_title, values, expected) => {
    expect(computeRatio(percent, reading(values))).toBe(expected);
  });

  it('is a plain quotient unless its unit is Percent', () => {
    const spread = { unit: 'None', of: [{ signal: 'p99' }], over: [{ signal: 'p50' }] } as const;

    expect(computeRatio(spread, reading({ p99: 900, p50: 300 }))).toBe(3);
  });

  it('is between 0 and 100 where the parts are counts of the whole, and never NaN', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (hit, miss) => {
        const value = computeRatio(percent, reading({ hit, miss }));

        expect(value === undefined ? hit + miss : value >= 0 && value <= 100 ? 0 : value).toBe(0);
      }),
    );
  });

  it('reads the headline statistic unless a term names another', () => {
    expect(observationIdOf({ signal: 'latency' })).toBe('latency');
    expect(observationIdOf({ signal: 'latency', statistic: 'p99' })).toBe('latency.p99');
  });
});

describe('the failure rate', () => {
  const counts = { bedrockClientErrors: 5, bedrockServerErrors: 3, bedrockThrottles: 2 };

  it('takes failed calls to be among the accepted ones, by the newer definition', () => {
    const rate = computeRatio(
      { unit: 'Percent', ...failureRate('accepted') },
      reading({ ...counts, bedrockInvocations: 98 }),
    );

    expect(rate).toBe(10);
  });

  it('adds failed calls to the successful ones, by the older definition', () => {
    const rate = computeRatio(
      { unit: 'Percent', ...failureRate('successful') },
      reading({ ...counts, bedrockInvocations: 90 }),
    );

    expect(rate).toBe(10);
  });

  it.each(['accepted', 'successful'] as const)('is 100 where everything was throttled (%s)', (definition) => {
    expect(
      computeRatio({ unit: 'Percent', ...failureRate(definition) }, reading({ bedrockThrottles: 7 })),
    ).toBe(100);
  });
});
