/**
 * An exact amount of money: a count of 1e-12 USD. The cheapest token there is (0.00875 USD per million) is 8,750 of
 * them, so that sums of calls never round.
 */
export type Picodollars = bigint;

/** Digits of a USD amount in JSON. */
const DIGITS = 12;
const PER_USD = 1e12;
/** A price per million tokens, in USD, times this is the price of one token. */
const PER_TOKEN = 1e6;
/** How far a product of two decimal fractions may be off an integer and still be meant as one. */
const TOLERANCE = 1e-6;

/** The amount as a JSON number: the double nearest to it, printed with at most twelve decimals. */
export function toUsd(amount: Picodollars): number {
  return Number(amount) / PER_USD;
}

/** The amount that a JSON number was written for. Throws a RangeError when it is not finite. */
export function fromUsd(usd: number): Picodollars {
  if (!Number.isFinite(usd)) throw new RangeError(`${usd} is no amount of money.`);
  return BigInt(usd.toFixed(DIGITS).replace('.', ''));
}

/** Adds amounts as they are written in records, without the rounding of adding doubles. */
export function sumUsd(amounts: Iterable<number>): number {
  let sum = 0n;
  for (const amount of amounts) sum += fromUsd(amount);
  return toUsd(sum);
}

/** Price of one unit when `perMillion` units cost that many USD; `undefined` when it is finer than a picodollar. */
export function perUnit(perMillion: number): Picodollars | undefined {
  const exact = perMillion * PER_TOKEN;
  const whole = Math.round(exact);
  const isWhole = Number.isSafeInteger(whole) && whole >= 0 && Math.abs(exact - whole) <= TOLERANCE;
  return isWhole ? BigInt(whole) : undefined;
}
