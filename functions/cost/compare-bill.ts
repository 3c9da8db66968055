import { toModelKey } from '#core/bill/model-name.ts';
import { addDays, type Day, toDay } from '#core/rollup/day.ts';
import { BILL_SOURCES, type BillSource, type Reconciliation, reconcile } from '#core/rollup/reconcile.ts';
import { addSums, type CostRow, type CostSums, NO_COSTS } from '#core/rollup/row.ts';
import type { Bill, BillReader } from '#functions/cost-ports.ts';
import type { CostDependencies } from './dependencies.ts';

/** Days that are compared each time: one request tells of all, and AWS corrects a day for some days (unverified). */
const COMPARED_DAYS = 7;
/** The newest day that is compared: bills are up to a day late (unverified), so yesterday is not in yet. */
const DELAY_DAYS = 2;
/** A run within this time of a source's last comparison asks it no more: Cost Explorer costs 0.01 USD. In milliseconds. */
const ONCE_IN_MS = 20 * 60 * 60_000;

/** What came of the comparison with one bill. */
export type ComparisonOutcome = 'done_before' | 'unknown' | 'compared';

/** The same by source; a source that is off has none. */
export type ComparisonOutcomes = Readonly<Partial<Record<BillSource, ComparisonOutcome>>>;

interface Period {
  readonly from: Day;
  readonly to: Day;
  readonly nowMs: number;
}

/** Compares estimate and bills once a day, keeps the results and writes the newest day's of the best source as metrics. */
export async function compareBill(dependencies: CostDependencies): Promise<ComparisonOutcomes> {
  const { clock, reconciliation } = dependencies;
  const nowMs = clock.now();
  const to = addDays(toDay(nowMs), -DELAY_DAYS);
  const period = { from: addDays(to, 1 - COMPARED_DAYS), to, nowMs };
  const outcomes: Partial<Record<BillSource, ComparisonOutcome>> = {};
  let hasTold = false;
  for (const source of BILL_SOURCES) {
    const reader = reconciliation?.bills[source];
    if (!reader) continue;
    const { outcome, compared } = await compareWith({ source, reader }, period, dependencies);
    outcomes[source] = outcome;
    if (!hasTold) writeNewest(compared, dependencies, nowMs);
    hasTold ||= outcome !== 'unknown';
  }
  return outcomes;
}

interface Compared {
  readonly outcome: ComparisonOutcome;
  readonly compared: readonly Reconciliation[];
}

async function compareWith(
  { source, reader }: { readonly source: BillSource; readonly reader: BillReader },
  period: Period,
  dependencies: CostDependencies,
): Promise<Compared> {
  const { costs, log } = dependencies;
  const { from, to, nowMs } = period;
  if (await wasComparedSince(dependencies, { source, ...period }))
    return { outcome: 'done_before', compared: [] };
  const checkedAt = new Date(nowMs).toISOString();
  const bill = await reader.billed(from, to);
  if (bill.status === 'unknown') {
    const { reason, detail } = bill;
    log.warn('the bill could not be read', { source, reason, detail });
    await costs.saveUnreadBill({ day: toDay(nowMs), source, reason, detail, checkedAt });
    return { outcome: 'unknown', compared: [] };
  }
  const heads = await costs.heads(from, to);
  const { sums, models } = await sumsOf(bill, { heads, costs });
  const compared = reconcile({ source, billed: bill.days, heads, sums, models, checkedAt });
  await costs.saveReconciliations(compared);
  return { outcome: 'compared', compared };
}

/** Estimates by day, and by day and model as the bill names models. */
async function sumsOf(
  { profiles = new Map<string, string>() }: Bill,
  {
    heads,
    costs,
  }: Pick<CostDependencies, 'costs'> & {
    readonly heads: Awaited<ReturnType<CostDependencies['costs']['heads']>>;
  },
) {
  const sums = new Map<Day, CostSums>();
  const models = new Map<Day, Map<string, bigint>>();
  const add = (row: CostRow): void => {
    sums.set(row.day, addSums(sums.get(row.day) ?? NO_COSTS, row));
    const ofDay = models.get(row.day) ?? new Map<string, bigint>();
    const model = profiles.get(row.model) ?? toModelKey(row.model);
    if (row.costPicodollars !== 0n) ofDay.set(model, (ofDay.get(model) ?? 0n) + row.costPicodollars);
    models.set(row.day, ofDay);
  };
  await costs.read({ heads }, ({ rows }) => {
    for (const row of rows) add(row);
    return true;
  });
  return { sums, models };
}

async function wasComparedSince(
  { costs }: CostDependencies,
  { source, from, to, nowMs }: Period & { readonly source: BillSource },
): Promise<boolean> {
  const { compared } = await costs.reconciliations(from, to);
  return compared.some((each) => each.source === source && Date.parse(each.checkedAt) > nowMs - ONCE_IN_MS);
}

/** One value a day: a metric of all compared days would count each of them seven times. */
function writeNewest(
  compared: readonly Reconciliation[],
  { reconciliation }: CostDependencies,
  nowMs: number,
): void {
  const newest = compared.toSorted((left, right) => (left.day < right.day ? -1 : 1)).at(-1);
  if (newest) reconciliation?.sink.write(newest, nowMs);
}
