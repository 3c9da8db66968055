import type { Picodollars } from '../cost/money.ts';
import type { Day } from './day.ts';
import type { DayHead } from './plan.ts';
import { type CostSums, NO_COSTS } from './row.ts';

/** What AWS billed for Bedrock on a day. */
export interface BilledDay {
  readonly day: Day;
  readonly billedPicodollars: Picodollars;
  /** Whether AWS still calls the amount an estimate. */
  readonly isEstimated: boolean;
}

/** A day's own estimate beside the bill. */
export interface Reconciliation extends BilledDay {
  readonly estimatedPicodollars: Picodollars;
  /** Calls without a price: the estimate is too low by what they cost. */
  readonly unpricedCalls: number;
  /** ISO 8601, UTC. */
  readonly checkedAt: string;
  /**
   * Share of the bill that the estimate does not explain; below zero when more was estimated than billed.
   * @default - absent: nothing was billed, so there is nothing to be a share of
   */
  readonly differencePercent?: number | undefined;
}

/** Compares the bill with the sums of finished days; a day that was not added up is left out, it is no zero. */
export function reconcile({
  billed,
  heads,
  sums,
  checkedAt,
}: {
  readonly billed: readonly BilledDay[];
  readonly heads: readonly DayHead[];
  readonly sums: ReadonlyMap<Day, CostSums>;
  readonly checkedAt: string;
}): readonly Reconciliation[] {
  const finals = new Set(heads.filter(({ isFinal }) => isFinal).map(({ day }) => day));
  return billed
    .filter(({ day }) => finals.has(day))
    .map((bill) => {
      const { costPicodollars: estimatedPicodollars, unpricedCalls } = sums.get(bill.day) ?? NO_COSTS;
      const differencePercent = toDifference(bill.billedPicodollars, estimatedPicodollars);
      return {
        ...bill,
        estimatedPicodollars,
        unpricedCalls,
        checkedAt,
        ...(differencePercent !== undefined && { differencePercent }),
      };
    });
}

/** In percent of the bill, to two decimal places. */
function toDifference(billed: bigint, estimated: bigint): number | undefined {
  return billed <= 0n ? undefined : Number(((billed - estimated) * 10_000n) / billed) / 100;
}
