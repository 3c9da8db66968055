import type { Picodollars } from '../cost/money.ts';
import type { CapUnit } from './caps.ts';

/** What a call takes from its caps, exactly. */
export interface CapAmount {
  readonly tokens: bigint;
  /** @default - not known: the model has no price */
  readonly usd?: Picodollars | undefined;
}

/** What one unit of an amount comes to; 0 where it is not known, which whoever asks has to have dealt with. */
export function amountIn(amount: CapAmount, unit: CapUnit): bigint {
  return amount[unit] ?? 0n;
}

export const NOTHING: CapAmount = { tokens: 0n, usd: 0n };

/** What is missing from `from` to `to`; negative where it is too much. */
export function difference(to: CapAmount, from: CapAmount): CapAmount {
  return { tokens: to.tokens - from.tokens, usd: amountIn(to, 'usd') - amountIn(from, 'usd') };
}

/** The larger of each. A price that is missing once is missing: the call may take that turn. */
export function largest(amounts: readonly CapAmount[]): CapAmount {
  const most = (values: readonly bigint[]): bigint =>
    values.reduce((left, right) => (right > left ? right : left), 0n);
  const prices = amounts.flatMap(({ usd }) => (usd === undefined ? [] : [usd]));
  return {
    tokens: most(amounts.map(({ tokens }) => tokens)),
    usd: prices.length < amounts.length ? undefined : most(prices),
  };
}
