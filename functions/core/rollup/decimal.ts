import type { Picodollars } from '../cost/money.ts';

/** Decimal places of an amount: a picodollar is the smallest. */
const PLACES = 12;
const DECIMAL = /^(-?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;

/**
 * Reads a decimal number, also one in powers of ten (`1.5E-7`, as Java and Logs Insights write), as a whole number of
 * its `places`th decimal place; halves are rounded away from zero. `undefined` for any other text.
 */
export function parseDecimal(text: string, places: number = PLACES): bigint | undefined {
  const [, sign, whole = '', fraction = '', exponent = '0'] = DECIMAL.exec(text.trim()) ?? [];
  if (sign === undefined) return undefined;
  const shift = places + Number(exponent) - fraction.length;
  const digits = BigInt(whole + fraction);
  const scaled = shift >= 0 ? digits * 10n ** BigInt(shift) : divideRounded(digits, 10n ** BigInt(-shift));
  return sign === '-' ? -scaled : scaled;
}

/** Half away from zero; neither is negative. */
const divideRounded = (value: bigint, by: bigint): bigint => (2n * value + by) / (2n * by);

/** Writes picodollars as USD with all their digits: `0.000123`. */
export function formatUsd(picodollars: Picodollars): string {
  const digits = (picodollars < 0n ? -picodollars : picodollars).toString().padStart(PLACES + 1, '0');
  const fraction = digits.slice(-PLACES).replace(/0+$/, '');
  const sign = picodollars < 0n ? '-' : '';
  return `${sign}${digits.slice(0, -PLACES)}${fraction === '' ? '' : `.${fraction}`}`;
}
