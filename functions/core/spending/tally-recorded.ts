import { fromUsd, toUsd } from '../cost/money.ts';
import { type Day, daysBetween } from '../rollup/day.ts';
import type { DayHead } from '../rollup/plan.ts';
import { isPriced } from '../rollup/quotient.ts';
import type { Reconciliation } from '../rollup/reconcile.ts';
import { addSums, type CostPage, type CostSums, NO_COSTS } from '../rollup/row.ts';
import { type CostGroupFigures, type CostSummary, createCostTally } from '../rollup/summary.ts';
import { holds, type Period, type SpendingPeriods } from './periods.ts';
import type { Breakdown, PeriodCosts, RecordedCosts } from './recorded.ts';

/** Groups that a report names; the console and `GET /v1/costs` have more. */
const NAMED_GROUPS = 8;

/** What is known beside the rows. */
export interface RecordedContext {
  readonly heads: readonly DayHead[];
  readonly reconciliations: readonly Reconciliation[];
  readonly isReconciled: boolean;
  /** @default - not known */
  readonly unpriced?: RecordedCosts['unpriced'];
}

/** Adds up the rows of a cost page while they are read. */
export interface RecordedTally {
  readonly add: (page: CostPage) => void;
  /** Rows that were added so far. */
  readonly rows: () => number;
  readonly summarise: (context: RecordedContext) => RecordedCosts;
}

/** Begins a tally of nothing. */
export function tallyRecorded(periods: SpendingPeriods): RecordedTally {
  const days = new Map<Day, CostSums>();
  const [models, tenants, applications] = [
    createCostTally('model'),
    createCostTally('tenant'),
    createCostTally('application'),
  ];
  let count = 0;
  return {
    rows: () => count,
    add: ({ rows, ratings, conversations }) => {
      count += rows.length;
      for (const row of rows) days.set(row.day, addSums(days.get(row.day) ?? NO_COSTS, row));
      const isWithin = ({ day }: { readonly day: Day }): boolean => holds(periods.window, day);
      const within = rows.filter(isWithin);
      models.add({
        rows: within,
        ratings: ratings.filter(isWithin),
        conversations: conversations.filter(isWithin),
      });
      // people are counted once, with the models
      const nameless = { rows: within.map(({ user: _, ...row }) => row), ratings: [], conversations: [] };
      for (const tally of [tenants, applications]) tally.add(nameless);
    },
    summarise: (context) => {
      const summary = models.summarise();
      const newest = context.heads.filter(({ day }) => holds(periods.window, day));
      const asOf = newest
        .map(({ rolledUpAt }) => rolledUpAt)
        .toSorted()
        .at(-1);
      const toPeriod = (period: Period) => toPeriodCosts(period, days, context.heads);
      const { compared, window, month, lastMonth } = periods;
      return {
        window: toPeriod(window),
        ...(asOf !== undefined && { asOf }),
        daysWithoutUsers: newest.filter(({ hasUsers }) => !hasUsers).length,
        total: summary.total,
        models: toBreakdown(summary),
        tenants: toBreakdown(tenants.summarise()),
        applications: toBreakdown(applications.summarise()),
        ...(compared && {
          compared: { now: toPeriod(compared.now), before: toPeriod(compared.before) },
        }),
        month: toPeriod(month),
        lastMonth: toPeriod(lastMonth),
        ...(context.unpriced && { unpriced: context.unpriced }),
        isReconciled: context.isReconciled,
        reconciled: context.reconciliations
          .toSorted((left, right) => (left.day < right.day ? -1 : 1))
          .map(toReconciled),
      };
    },
  };
}

function toPeriodCosts(
  { from, to }: Period,
  days: ReadonlyMap<Day, CostSums>,
  heads: readonly DayHead[],
): PeriodCosts {
  const known = new Set(heads.map(({ day }) => day));
  const all = daysBetween(from, to);
  const sums = all.reduce((sum, day) => addSums(sum, days.get(day) ?? NO_COSTS), NO_COSTS);
  const { calls, unpricedCalls, costPicodollars } = sums;
  const isKnown = all.some((day) => known.has(day)) && isPriced(sums);
  return {
    ...{ from, to, missingDays: all.filter((day) => !known.has(day)), calls, unpricedCalls },
    ...(isKnown && { costUsd: toUsd(costPicodollars) }),
  };
}

/** The dearest by name; what is left is what the total has more. */
function toBreakdown({ total, groups, omittedGroups }: CostSummary): Breakdown {
  const named = groups.slice(0, NAMED_GROUPS);
  const count = groups.length - named.length + (omittedGroups?.count ?? 0);
  if (count === 0) return { groups: named.map(toGroup) };
  const rest = (read: (figures: Pick<CostGroupFigures, 'calls' | 'unpricedCalls'>) => number): number =>
    named.reduce((left, figures) => left - read(figures), read(total));
  const costUsd = named.reduce(
    (left, figures) => left - fromUsd(figures.costUsd ?? 0),
    fromUsd(total.costUsd ?? 0),
  );
  return {
    groups: named.map(toGroup),
    others: {
      ...{ count, calls: rest(({ calls }) => calls), unpricedCalls: rest((each) => each.unpricedCalls) },
      ...(total.costUsd !== undefined && { costUsd: toUsd(costUsd) }),
    },
  };
}

const toGroup = ({ key, calls, unpricedCalls, costUsd }: CostGroupFigures) => ({
  ...(key !== undefined && { key }),
  ...{ calls, unpricedCalls },
  ...(costUsd !== undefined && { costUsd }),
});

const toReconciled = (each: Reconciliation): RecordedCosts['reconciled'][number] => ({
  ...{ day: each.day, unpricedCalls: each.unpricedCalls, isEstimated: each.isEstimated },
  ...{ estimatedUsd: toUsd(each.estimatedPicodollars), billedUsd: toUsd(each.billedPicodollars) },
});
