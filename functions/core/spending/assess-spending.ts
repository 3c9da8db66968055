import { fromUsd, sumUsd, toUsd } from '../cost/money.ts';
import { type Evidence, readFactOf } from '../maturity/evidence.ts';
import { countDays } from '../rollup/day.ts';
import { type CountedCosts, totalCounted } from './counted.ts';
import type { RecordedCosts, RecordedFigures } from './recorded.ts';
import type { BillComparison, CostChange, CountedSpending, RecordedSpending, Spending } from './spending.ts';
import { toUnitCosts } from './unit-costs.ts';

/** The cost page of an observation set. */
export function assessSpending(evidence: Evidence): Spending {
  const recorded = readFactOf(evidence, 'dailyCosts');
  const counted = readFactOf(evidence, 'modelTokens');
  return {
    recorded:
      recorded.status === 'known'
        ? toRecorded(recorded.value)
        : { status: 'unknown', reason: recorded.detail },
    counted:
      counted.status === 'known' ? toCounted(counted.value) : { status: 'unknown', reason: counted.detail },
  };
}

const NOTHING_YET =
  'No day of the window was added up yet: the function cost does so on its schedule (setting cost.rollupSchedule).';

function toRecorded(costs: RecordedCosts): RecordedSpending | { status: 'unknown'; reason: string } {
  if (costs.asOf === undefined) return { status: 'unknown', reason: NOTHING_YET };
  const cacheHitRatio = toHitRatio(costs.total);
  return {
    status: 'known',
    ...costs,
    unitCosts: [...toUnitCosts(costs.total)],
    change: toChange(costs.compared),
    ...(cacheHitRatio !== undefined && { cacheHitRatio }),
    bill: toBill(costs),
  };
}

/** `cache read / all prompt tokens`; plain input tokens are those neither read from nor written to the cache. */
function toHitRatio(total: RecordedFigures): number | undefined {
  const { inputTokens, cacheReadInputTokens, cacheWriteInputTokens } = total;
  const all = inputTokens + cacheReadInputTokens + cacheWriteInputTokens;
  return all === 0 ? undefined : cacheReadInputTokens / all;
}

const unknown = (reason: string) => ({ status: 'unknown', reason }) as const;

function toChange(compared: RecordedCosts['compared']): CostChange {
  if (!compared) return unknown('the window has no whole day');
  const { now, before } = compared;
  for (const { missingDays, from, to } of [before, now]) {
    const days = countDays(from, to);
    const missing = missingDays.length === days ? 'none' : `only ${days - missingDays.length}`;
    if (missingDays.length > 0)
      return unknown(`${missing} of the ${days} days from ${from} to ${to} was added up`);
  }
  if (now.costUsd === undefined || before.costUsd === undefined)
    return unknown('calls without a price leave one of the two sums unknown');
  const percent = toPercentOf(now.costUsd - before.costUsd, before.costUsd);
  return {
    status: 'known',
    days: countDays(now.from, now.to),
    ...{ usd: now.costUsd, beforeUsd: before.costUsd },
    ...(percent !== undefined && { percent }),
  };
}

/** In percent, to one decimal place. */
const toPercentOf = (part: number, whole: number): number | undefined =>
  whole === 0 ? undefined : Number(((100 * part) / whole).toFixed(1));

function toBill({ reconciled, isReconciled }: RecordedCosts): BillComparison {
  const [first, last] = [reconciled.at(0), reconciled.at(-1)];
  if (!first || !last) return { status: isReconciled ? 'pending' : 'off' };
  const estimatedUsd = sumUsd(reconciled.map((day) => day.estimatedUsd));
  const billedUsd = sumUsd(reconciled.map((day) => day.billedUsd));
  const differenceUsd = toUsd(fromUsd(billedUsd) - fromUsd(estimatedUsd));
  const differencePercent = billedUsd > 0 ? toPercentOf(differenceUsd, billedUsd) : undefined;
  return {
    status: 'compared',
    ...{ from: first.day, to: last.day, days: reconciled.length, estimatedUsd, billedUsd },
    ...(differencePercent !== undefined && { differencePercent }),
    unpricedCalls: reconciled.reduce((sum, day) => sum + day.unpricedCalls, 0),
    isEstimated: reconciled.some((day) => day.isEstimated),
  };
}

function toCounted(costs: CountedCosts): CountedSpending | { status: 'unknown'; reason: string } {
  if (costs.models.length === 0) return unknown('AWS counted no call of a model in the window.');
  const costUsd = totalCounted(costs);
  return {
    status: 'known',
    ...costs,
    ...(costUsd !== undefined && { costUsd }),
    unpricedCalls: costs.models.reduce(
      (sum, { costUsd: usd, calls }) => sum + (usd === undefined ? calls : 0),
      0,
    ),
  };
}
