import type { Forecast, Predicted } from '../forecast/forecast.ts';
import { type DailyValues, knownOf, type Undetermined, undetermined } from '../forecast/series.ts';
import { toCount } from '../maturity/wording.ts';
import { addDays, daysBetween, nextMonth, rounded, toBand } from './days.ts';
import type { OutlookInput } from './input.ts';
import type { BudgetOutlook, Verdict } from './outlook.ts';
import { UNPRICED_ROW } from './series.ts';
import { estimateUnknown } from './unknown-days.ts';
import { toVerdict } from './verdict.ts';

/** The cost that is known and that is predicted, by the day. */
export interface CostSeries {
  readonly values: DailyValues;
  readonly forecast: Forecast | Undetermined;
}

/** This month's cost: what was recorded, what is predicted, and when it reaches the budget. */
export function lookAtBudget(cost: CostSeries, input: OutlookInput, today: string): BudgetOutlook {
  const month = today.slice(0, 'YYYY-MM'.length);
  const daysSoFar = daysBetween(`${month}-01`, today);
  const soFar = cost.values.slice(cost.values.length - daysSoFar);
  const known = knownOf(soFar);
  const spent = known.reduce((sum, value) => sum + value, 0);
  const left = daysBetween(today, nextMonth(today));
  const isKnown = cost.values.some((value) => value !== null);
  const unknown = estimateUnknown(cost.values, soFar.length);
  const { days, sums } = cost.forecast.status === 'determined' ? cost.forecast : NO_DAYS;
  const path = sums.slice(0, left).map((sum) => add(add(sum, unknown.sum), spent));
  const whole = path[left - 1];
  const { budget } = input;
  const unpriced = unpricedSince(`${month}-01`, input);
  return {
    month,
    ...(budget.status === 'known' && { monthlyUsd: budget.monthlyUsd, source: budget.source }),
    ...(isKnown && { spentUsd: rounded(spent) }),
    ...(unpriced !== undefined && { unpricedCalls: unpriced }),
    unknownDays: soFar.length - known.length,
    ...(unknown.filled > 0 && { unknownUsd: toBand(unknown.sum) }),
    leftOutDays: isKnown ? unknown.leftOut + days.slice(0, left).filter((day) => day === null).length : 0,
    ...(whole && { monthUsd: toBand(whole) }),
    verdict: verdictOf({ budget, cost, spent, soFar, path, left, today }),
  };
}

const NO_DAYS: Pick<Forecast, 'days' | 'sums'> = { days: [], sums: [] };

/** Calls without a price since a day; `undefined` where they are not counted. */
function unpricedSince(day: string, { daily }: OutlookInput): number | undefined {
  const result = daily.get(UNPRICED_ROW);
  if (result?.status !== 'known') return undefined;
  const since = Date.parse(day);
  return result.points.reduce(
    (sum, { startMs, value }) => sum + (startMs >= since ? Math.round(value) : 0),
    0,
  );
}

function verdictOf({
  budget,
  cost,
  spent,
  soFar,
  path,
  left,
  today,
}: {
  readonly budget: OutlookInput['budget'];
  readonly cost: CostSeries;
  readonly spent: number;
  readonly soFar: DailyValues;
  readonly path: readonly Predicted[];
  readonly left: number;
  readonly today: string;
}): Verdict {
  if (budget.status === 'unknown') return undetermined(budget.detail);
  if (spent >= budget.monthlyUsd) return alreadyReached(soFar, budget.monthlyUsd, today);
  if (cost.forecast.status === 'undetermined') return cost.forecast;
  const verdict = toVerdict(path, budget.monthlyUsd, today);
  if (verdict.status === 'not_reached' && path.length < left)
    return undetermined(
      `The history lets a forecast look ${toCount(path.length, 'day')} ahead; the month has ${left} left, and within the forecast the budget is not used up${verdict.earliest === undefined ? '' : `, at the earliest on ${verdict.earliest}`}.`,
    );
  return verdict;
}

/** The day of the month on which the recorded cost reached the budget. */
function alreadyReached(soFar: DailyValues, monthlyUsd: number, today: string): Verdict {
  let spent = 0;
  const index = soFar.findIndex((value) => {
    spent += value ?? 0;
    return spent >= monthlyUsd;
  });
  const onDay = addDays(today, index - soFar.length);
  return { status: 'reached', inDays: 0, onDay, earliest: onDay, latest: onDay };
}

const add = ({ value, lower, upper }: Predicted, more: Predicted | number): Predicted => {
  const other = typeof more === 'number' ? { value: more, lower: more, upper: more } : more;
  return { value: value + other.value, lower: lower + other.lower, upper: upper + other.upper };
};
