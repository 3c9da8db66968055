import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatUsd, parseDecimal } from '#core/rollup/decimal.ts';

describe('parseDecimal', () => {
  it.each([
    ['1', 1_000_000_000_000n],
    ['0.000000000001', 1n],
    ['0.0000000000005', 1n],
    ['0.0000000000004', 0n],
    ['1.5E-7', 150_000n],
    ['2.5e3', 2_500_000_000_000_000n],
    ['-0.25', -250_000_000_000n],
    ['12.', 12_000_000_000_000n],
  ])('reads %s exactly', (text, expected) => {
    expect(parseDecimal(text)).toBe(expected);
  });

  it.each(['', 'NaN', 'Infinity', '1,5', '0x10', '1e9999', '--1', '.5'])(
    'does not take %j for a number',
    (text) => {
      expect(parseDecimal(text)).toBeUndefined();
    },
  );

  it('reads whole numbers in powers of ten, as Logs Insights writes large sums', () => {
    expect(parseDecimal('1.23456789012E11', 0)).toBe(123_456_789_012n);
  });

  it('reads back every amount that formatUsd writes', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), (amount) => {
        expect(parseDecimal(formatUsd(amount))).toBe(amount);
      }),
    );
  });
});
