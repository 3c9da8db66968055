import { addDays, type Day, toDay } from '#core/rollup/day.ts';
import { type Reconciliation, reconcile } from '#core/rollup/reconcile.ts';
import { addSums, type CostSums, NO_COSTS } from '#core/rollup/row.ts';
import type { CostDependencies } from './dependencies.ts';

/** Days that are compared each time: one request tells of all, and AWS corrects a day for some days (unverified). */
const COMPARED_DAYS = 7;
/** The newest day that is compared: Cost Explorer is up to a day late (unverified), so yesterday is not in yet. */
const DELAY_DAYS = 2;
/** A run within this time of the last comparison makes none: each costs 0.01 USD. In milliseconds. */
const ONCE_IN_MS = 20 * 60 * 60_000;

/** What came of the comparison with the bill. */
export type ComparisonOutcome = 'off' | 'done_before' | 'unknown' | 'compared';

/** Compares estimate and bill once a day, keeps the result and writes the newest day's as metrics. */
export async function compareBill(dependencies: CostDependencies): Promise<ComparisonOutcome> {
  const { clock, costs, log, reconciliation } = dependencies;
  if (!reconciliation) return 'off';
  const nowMs = clock.now();
  const to = addDays(toDay(nowMs), -DELAY_DAYS);
  const from = addDays(to, 1 - COMPARED_DAYS);
  if (await wasComparedSince(dependencies, { from, to, sinceMs: nowMs - ONCE_IN_MS })) return 'done_before';
  const bill = await reconciliation.bills.billed(from, to);
  if (bill.status === 'unknown') {
    log.warn('the bill could not be read', { reason: bill.reason, detail: bill.detail });
    return 'unknown';
  }
  const heads = await costs.heads(from, to);
  const sums = new Map<Day, CostSums>();
  await costs.read({ heads }, ({ rows }) => {
    for (const row of rows) sums.set(row.day, addSums(sums.get(row.day) ?? NO_COSTS, row));
    return true;
  });
  const checkedAt = new Date(nowMs).toISOString();
  const compared = reconcile({ billed: bill.days, heads, sums, checkedAt });
  await costs.saveReconciliations(compared);
  writeNewest(compared, { sink: reconciliation.sink, nowMs });
  return 'compared';
}

async function wasComparedSince(
  { costs }: CostDependencies,
  { from, to, sinceMs }: { readonly from: string; readonly to: string; readonly sinceMs: number },
): Promise<boolean> {
  const kept = await costs.reconciliations(from, to);
  return kept.some(({ checkedAt }) => Date.parse(checkedAt) > sinceMs);
}

/** One value a day: a metric of all compared days would count each of them seven times. */
function writeNewest(
  compared: readonly Reconciliation[],
  {
    sink,
    nowMs,
  }: { readonly sink: { write: (each: Reconciliation, atMs: number) => void }; readonly nowMs: number },
): void {
  const newest = compared.toSorted((left, right) => (left.day < right.day ? -1 : 1)).at(-1);
  if (newest) sink.write(newest, nowMs);
}
