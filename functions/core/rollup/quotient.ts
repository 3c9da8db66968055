import { toUsd } from '../cost/money.ts';
import type { CostSums } from './row.ts';

/** What of a sum says whether its cost is known. */
export type PricedSums = Pick<CostSums, 'pricedCalls' | 'unpricedCalls' | 'costPicodollars'>;

/** Calls that cost nothing, such as refused ones, are known to; only calls without a price leave the sum unknown. */
export const isPriced = ({ pricedCalls, unpricedCalls }: PricedSums): boolean =>
  pricedCalls > 0 || unpricedCalls === 0;

/** Cost by a count, in USD; `undefined` where there is nothing to divide by. */
export function per(sums: PricedSums, count: number, times = 1n): number | undefined {
  if (count <= 0 || !isPriced(sums)) return undefined;
  return toUsd((sums.costPicodollars * times) / BigInt(count));
}
