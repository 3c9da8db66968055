import { toCount, toNumber, toPercent } from '../../maturity/wording.ts';
import { explainUnpriced } from '../../models/list-price.ts';
import { countDays, type Day } from '../../rollup/day.ts';
import type { PeriodCosts } from '../../spending/recorded.ts';
import type { BillComparison, CostChange, RecordedSpending } from '../../spending/spending.ts';
import { toMoney, toMoneyOr, toSigned } from './money-words.ts';

/** Reasons that a sentence names. */
const NAMED_REASONS = 3;

/** `2026-11-08 to 2026-11-21`. */
export const toDays = ({ from, to }: { readonly from: Day; readonly to: Day }): string =>
  from === to ? from : `${from} to ${to}`;

/** The total, and how it moved: `120.50 USD in 14 days, the last of them so far.` */
export function describeTotal({ total, window, change }: RecordedSpending): string {
  const known = countDays(window.from, window.to) - window.missingDays.length;
  return `${toMoneyOr(total.costUsd, 'An unknown amount')} in ${toCount(known, 'day')} (today so far). ${describeChange(change)}`;
}

/** Whole days against as many before. */
function describeChange(change: CostChange): string {
  if (change.status === 'unknown') return `The change to the time before is unknown: ${change.reason}.`;
  const { days, usd, beforeUsd, percent } = change;
  const moved = percent === undefined ? '' : ` (${toSigned(percent)})`;
  return `Whole days: ${toMoney(usd)} in ${days}, against ${toMoney(beforeUsd)} in the ${days} before${moved}.`;
}

/** A month's cost in a few words: `200.00 USD without 3 unknown days`. */
export function describeMonth({ costUsd, missingDays, from, to }: PeriodCosts): string {
  if (missingDays.length === countDays(from, to)) return 'unknown, as none of its days was added up';
  const without = missingDays.length === 0 ? '' : ` without ${toCount(missingDays.length, 'unknown day')}`;
  return `${toMoneyOr(costUsd)}${without}`;
}

/** Days whose cost nobody knows, by name; `undefined` when there are none. */
export function describeMissing({ missingDays, from, to }: PeriodCosts): string | undefined {
  if (missingDays.length === 0) return undefined;
  return `Unknown: ${toNumber(missingDays.length)} of ${toCount(countDays(from, to), 'day')} were never added up (${toRuns(missingDays)}); their cost is in no figure here.`;
}

/** Days in a row as from and to. */
export function toRuns(days: readonly Day[]): string {
  const runs: { from: Day; to: Day }[] = [];
  for (const day of days) {
    const last = runs.at(-1);
    if (last && countDays(last.to, day) === 2) last.to = day;
    else runs.push({ from: day, to: day });
  }
  return runs.map(toDays).join(', ');
}

/** Calls that no figure has, and why; `undefined` when there are none. */
export function describeUnpriced({ total, unpriced = [] }: RecordedSpending): string | undefined {
  if (total.unpricedCalls === 0) return undefined;
  const reasons = unpriced
    .slice(0, NAMED_REASONS)
    .map(({ reason, model, calls }) => `${toNumber(calls)} × ${toReason(reason, model)}`);
  const more = unpriced.length > NAMED_REASONS ? ` and ${unpriced.length - NAMED_REASONS} more reasons` : '';
  const why = reasons.length === 0 ? 'why is not known' : `${reasons.join('; ')}${more}`;
  return `Not in it: ${toCount(total.unpricedCalls, 'call')} without a price, so that the cost is higher than this says (${why}).`;
}

const toReason = (reason: Parameters<typeof explainUnpriced>[0], model: string): string =>
  reason === 'usage_unknown'
    ? `${model} did not tell its tokens`
    : explainUnpriced(reason, model).replace(/\.$/, '');

/** Where the figures are from. */
export function describeSource({ asOf, daysWithoutUsers }: RecordedSpending): string {
  const users =
    daysWithoutUsers === 0
      ? ''
      : ` ${toCount(daysWithoutUsers, 'day')} had too many groups to tell users apart.`;
  return `By list price, added up by day (UTC) from the records of all calls through Waymark; the newest sum is of ${toMinute(asOf)}. The console’s page Costs shows the same table as it is when it is opened.${users}`;
}

const toMinute = (instant: string | undefined): string =>
  instant === undefined ? 'no known time' : `${instant.slice(0, 16).replace('T', ' ')} UTC`;

/** What the prompt cache did; `undefined` where nothing was cached and nothing could be. */
export function describeCache({ cacheHitRatio, total }: RecordedSpending): string {
  if (cacheHitRatio === undefined)
    return 'No prompt tokens were recorded, so nothing can be said of the prompt cache.';
  if (total.cacheReadInputTokens + total.cacheWriteInputTokens === 0)
    return 'The prompt cache was not used: no prompt token was read from it or written to it.';
  const saved = total.cacheSavedUsd;
  const money =
    saved === undefined
      ? 'what it saved is unknown'
      : saved < 0
        ? `it cost ${toMoney(-saved)} more than the same tokens without it`
        : `it saved ${toMoney(saved)} against the same tokens without it`;
  return `${toPercent(cacheHitRatio)} of the prompt tokens were read from the cache; ${money}.`;
}

/** Estimate beside bill. */
export function describeBill(bill: BillComparison): string {
  if (bill.status === 'off')
    return 'Not compared with the bill: the setting cost.reconcile turns it on (one request to Cost Explorer a day, 0.01 USD).';
  if (bill.status === 'pending')
    return 'Not compared with the bill yet: a day is compared two days later, when AWS has billed it.';
  const { days, estimatedUsd, billedUsd, differencePercent, unpricedCalls, isEstimated } = bill;
  const difference =
    differencePercent === undefined
      ? 'nothing was billed'
      : `${toSigned(differencePercent)} of the bill is not explained by the estimate`;
  const calls =
    unpricedCalls === 0 ? '' : ` ${toCount(unpricedCalls, 'call')} without a price are not in the estimate.`;
  const note = isEstimated ? ' AWS still calls a part of the bill an estimate.' : '';
  return `${toCount(days, 'day')} (${toDays(bill)}): estimated ${toMoney(estimatedUsd)}, billed ${toMoney(billedUsd)}; ${difference}.${calls}${note}`;
}
