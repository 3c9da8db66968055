import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromUsd, perUnit, sumUsd, toUsd } from '#core/cost/money.ts';

/** Up to a million dollars, as counts of 1e-12. */
const amount = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });

describe('money', () => {
  it('comes back from JSON as the same amount', () => {
    fc.assert(
      fc.property(amount, (picodollars) => {
        expect(fromUsd(JSON.parse(JSON.stringify(toUsd(picodollars))))).toBe(picodollars);
      }),
    );
  });

  it('adds without the rounding of doubles', () => {
    expect(0.1 + 0.2).not.toBe(0.3);
    expect(sumUsd([0.1, 0.2])).toBe(0.3);
    expect(sumUsd(Array.from({ length: 10_000 }, () => 0.000_000_035))).toBe(0.000_35);
    expect(sumUsd([])).toBe(0);
  });

  it('adds in any order to the same sum', () => {
    fc.assert(
      fc.property(fc.array(amount, { maxLength: 50 }), (amounts) => {
        const usd = amounts.map(toUsd);

        expect(sumUsd(usd)).toBe(sumUsd(usd.toReversed()));
        expect(fromUsd(sumUsd(usd))).toBe(amounts.reduce((sum, each) => sum + each, 0n));
      }),
    );
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('is never %d', (value) => {
    expect(() => fromUsd(value)).toThrow(RangeError);
  });
});

describe('perUnit', () => {
  it.each([
    [0.00875, 8_750n],
    [0.0825, 82_500n],
    [13.75, 13_750_000n],
    [0, 0n],
  ])('makes of %d USD per million %d picodollars', (perMillion, expected) => {
    expect(perUnit(perMillion)).toBe(expected);
  });

  it.each([0.000_000_1, -1, Number.NaN, Number.POSITIVE_INFINITY, 1e12])('refuses %d', (perMillion) => {
    expect(perUnit(perMillion)).toBeUndefined();
  });
});
