import type { Picodollars } from '../cost/money.ts';
import type { Day } from './day.ts';
import type { DayHead } from './plan.ts';
import { type ModelSums, type ReconciledModel, reconcileModels } from './reconcile-models.ts';
import { type CostSums, NO_COSTS } from './row.ts';

/** Where a bill is read, the one that tells more first. */
export const BILL_SOURCES = ['data_export', 'cost_explorer'] as const;
export type BillSource = (typeof BILL_SOURCES)[number];

/** What AWS billed for one model. */
export interface BilledModel {
  /** @default - lines that name no model, or none that is known */
  readonly model?: string | undefined;
  readonly billedPicodollars: Picodollars;
  readonly lineItems: number;
}

/** What AWS billed for Bedrock on a day. */
export interface BilledDay {
  readonly day: Day;
  readonly billedPicodollars: Picodollars;
  /** Whether AWS still calls the amount an estimate. */
  readonly isEstimated: boolean;
  /** @default - the source does not tell models apart */
  readonly models?: readonly BilledModel[] | undefined;
  /** Bedrock's lines of the account that tell no Region, and are in no amount here. @default - the source has none */
  readonly withoutRegionPicodollars?: Picodollars | undefined;
}

/** A day's own estimate beside the bill. */
export interface Reconciliation extends Omit<BilledDay, 'models'> {
  readonly source: BillSource;
  readonly models?: readonly ReconciledModel[] | undefined;
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

/** A bill that could not be read: unknown, not nothing. */
export interface UnreadBill {
  /** Day of the attempt. */
  readonly day: Day;
  readonly source: BillSource;
  readonly reason: string;
  /** What happened and what to do; no text of the bill. */
  readonly detail: string;
  /** ISO 8601, UTC. */
  readonly checkedAt: string;
}

/** One comparison of each day, by the source that tells most: two sources bill the same calls. */
export function onePerDay(compared: readonly Reconciliation[]): readonly Reconciliation[] {
  const days = new Map<Day, Reconciliation>();
  for (const source of BILL_SOURCES.toReversed())
    for (const each of compared) if (each.source === source) days.set(each.day, each);
  return [...days.values()];
}

/** Compares the bill with the sums of finished days; a day that was not added up is left out, it is no zero. */
export function reconcile({
  source,
  billed,
  heads,
  sums,
  models,
  checkedAt,
}: {
  readonly source: BillSource;
  readonly billed: readonly BilledDay[];
  readonly heads: readonly DayHead[];
  readonly sums: ReadonlyMap<Day, CostSums>;
  /** @default - models are not compared */
  readonly models?: ModelSums | undefined;
  readonly checkedAt: string;
}): readonly Reconciliation[] {
  const finals = new Set(heads.filter(({ isFinal }) => isFinal).map(({ day }) => day));
  return billed
    .filter(({ day }) => finals.has(day))
    .map(({ models: billedModels, ...bill }) => {
      const { costPicodollars: estimatedPicodollars, unpricedCalls } = sums.get(bill.day) ?? NO_COSTS;
      const differencePercent = toDifference(bill.billedPicodollars, estimatedPicodollars);
      return {
        ...bill,
        ...{ source, estimatedPicodollars, unpricedCalls, checkedAt },
        ...(billedModels && { models: reconcileModels(billedModels, models?.get(bill.day)) }),
        ...(differencePercent !== undefined && { differencePercent }),
      };
    });
}

/** In percent of the bill, to two decimal places; `undefined` where nothing was billed. */
export function toDifference(billed: bigint, estimated: bigint): number | undefined {
  return billed <= 0n ? undefined : Number(((billed - estimated) * 10_000n) / billed) / 100;
}
