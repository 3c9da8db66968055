import type { Method } from '../../forecast/methods.ts';
import { toCount, toList, toNumber, toPercent } from '../../maturity/wording.ts';
import type {
  AdoptionOutlook,
  Band,
  BudgetOutlook,
  Outlook,
  QuotaOutlook,
  SeriesOutlook,
  Verdict,
} from '../../outlook/outlook.ts';

/** How each method predicts, and what it takes for granted that the past cannot show. */
const METHOD_WORDS: Readonly<Record<Method, { readonly how: string; readonly assumes?: string }>> = {
  'seasonal-naive': { how: 'the same day a week before' },
  'weekday-median': { how: 'the median of the last four same weekdays' },
  'holt-winters': { how: 'level, damped trend and week (Holt-Winters)' },
  'holt-winters-log': { how: 'level, damped growth and week (Holt-Winters on logarithms)' },
  trend: { how: 'a straight line and the week', assumes: 'the trend goes on' },
  'trend-log': {
    how: 'a steady percentage a day and the week',
    assumes: 'growth or decline goes on as it did',
  },
};

/** Above it decimals say nothing. */
const LARGE = 100;

/** An amount with as many digits as it is worth: `12,480`, `3.14`, `0.00042`. */
export function toFigure(value: number): string {
  return value >= LARGE ? toNumber(Math.round(value)) : String(Number(value.toPrecision(3)));
}

/** `12,480 (10,200 to 14,900)`. */
export const toRange = ({ value, lower, upper }: Band): string =>
  `${toFigure(value)} (${toFigure(lower)} to ${toFigure(upper)})`;

/** Series beside cost, which has a page of its own. */
export const otherSeries = ({ series }: Outlook): readonly SeriesOutlook[] =>
  series.filter(({ id }) => id !== 'cost');

/** What a series does next, in a sentence; why not, where nothing can be said. */
export function describeNext({ title, unit, forecast, next }: SeriesOutlook): string {
  if (forecast.status === 'undetermined') return `${title}: no forecast. ${forecast.reason}`;
  const amount = unit.replace(/ a day$/, '');
  const { assumes } = METHOD_WORDS[forecast.accuracy.method];
  const sum = next ? `${toRange(next)} ${amount} over the next ${toCount(next.days, 'day')}` : 'no sum';
  return `${title}: ${sum}, four in five times within the range${assumes === undefined ? '' : ` as long as ${assumes}`}.`;
}

/** How a forecast was made, and how wrong it was on days that are known. */
export function describeAccuracy({ forecast }: Pick<SeriesOutlook, 'forecast'>): string | undefined {
  if (forecast.status === 'undetermined') return undefined;
  const { method, origins, wape, naiveWape, mase } = forecast.accuracy;
  const how = `Predicted from ${METHOD_WORDS[method].how}.`;
  if (wape === undefined) return `${how} Every day so far was zero.`;
  const error = `Tried on the past from ${toCount(origins, 'day')}, it was wrong by ${toPercent(wape)} of the amounts (WAPE)`;
  if (method === 'seasonal-naive') return `${how} ${error}; nothing that was tried is better.`;
  return `${how} ${error}; taking the same day a week before, by ${toPercent(naiveWape ?? 0)} (MASE ${toFigure(mase ?? 0)}).`;
}

/** When a limit is used up. */
export function describeVerdict(verdict: Verdict): string {
  if (verdict.status === 'undetermined') return `undetermined: ${verdict.reason}`;
  if (verdict.status === 'not_reached') {
    const { until, earliest } = verdict;
    return `not used up by ${until}${earliest === undefined ? '' : `; at the upper bound on ${earliest}`}`;
  }
  const { inDays, onDay, earliest, latest } = verdict;
  if (earliest === onDay && latest === onDay && inDays === 0) return `used up since ${onDay}`;
  const range =
    latest === undefined
      ? `${earliest} at the earliest, or not within the forecast`
      : `${earliest} to ${latest}`;
  return `used up in ${toCount(inDays, 'day')}, on ${onDay} (${range})`;
}

/** One model against its quota. */
function describeQuota({ modelId, tokensPerMinute, history, verdict }: QuotaOutlook): string {
  const last = history.values.findLast((value) => value !== null);
  const use =
    last == null ? 'no use known' : `${toFigure(last)} tokens a minute in the busiest hour of the last day`;
  const quota = tokensPerMinute === undefined ? '' : ` of ${toFigure(tokensPerMinute)}`;
  return `${modelId}: ${use}${quota}; ${describeVerdict(verdict)}`;
}

/** This month's cost against the budget, a sentence each. */
export function describeBudget(budget: BudgetOutlook): readonly string[] {
  const { month, monthlyUsd, source, spentUsd, unpricedCalls = 0, monthUsd, verdict } = budget;
  return [
    ...(spentUsd === undefined ? [] : [`${month}: ${toFigure(spentUsd)} USD recorded up to yesterday.`]),
    ...(unpricedCalls > 0
      ? [
          `Not in it: ${toCount(unpricedCalls, 'call')} without a price, so that the cost is higher than this says.`,
        ]
      : []),
    ...(spentUsd === undefined ? [] : describeUnknownDays(budget)),
    ...(monthUsd ? [`Whole month: ${toRange(monthUsd)} USD, four in five times within the range.`] : []),
    ...(monthlyUsd === undefined ? [] : [`Budget: ${toFigure(monthlyUsd)} USD (${source ?? ''}).`]),
    `Budget ${describeVerdict(verdict)}.`.replace(/\.\.$/, '.'),
  ];
}

/** What of a month is not recorded, and where it is. */
function describeUnknownDays({ unknownDays, unknownUsd, leftOutDays }: BudgetOutlook): readonly string[] {
  const without = unknownDays > 0 ? [`${toCount(unknownDays, 'day')} of the month without data.`] : [];
  const filled = unknownUsd
    ? [
        `By the same weekdays around them they may have cost ${toRange(unknownUsd)} USD more, which is in what follows.`,
      ]
    : [];
  const leftOut =
    leftOutDays > 0
      ? [`In no figure: ${toCount(leftOutDays, 'day')} before the first record or of a weekday without any.`]
      : [];
  return [...without, ...filled, ...leftOut];
}

/** Where an adoption stands on its S-curve. */
function describeAdoption({ title, curve }: AdoptionOutlook): string {
  if (curve.status === 'undetermined') return `${title}: ${curve.reason}`;
  const { capacity, midpoint, reached, ahead } = curve;
  const last = ahead.at(-1);
  const next = last ? ` In ${toCount(ahead.length, 'week')}: ${toRange(last)}.` : '';
  return `${title}: ${toPercent(reached)} of a capacity of ${toRange(capacity)}; half was reached on ${midpoint.value} (${midpoint.lower} to ${midpoint.upper}).${next}`;
}

/** What is said of quotas: a line for each model whose quota is known, one for those that share a reason. */
export function describeQuotas({ quotas, quotasUnknown }: Outlook): readonly string[] {
  if (quotas.length === 0) return [quotasUnknown ?? 'No model uses a quota.'];
  const open = quotas.flatMap(({ modelId, verdict }) =>
    verdict.status === 'undetermined' ? [{ name: modelId, reason: verdict.reason }] : [],
  );
  return [
    ...quotas.filter(({ verdict }) => verdict.status !== 'undetermined').map(describeQuota),
    ...groupByReason(open).map(({ names, reason }) => `${toList(names)}: undetermined. ${reason}`),
  ];
}

/** What is said of adoption: a line for each curve, one for those that share a reason. */
export function describeAdoptions(adoption: readonly AdoptionOutlook[]): readonly string[] {
  const open = adoption.flatMap(({ title, curve }) =>
    curve.status === 'undetermined' ? [{ name: title, reason: curve.reason }] : [],
  );
  return [
    ...adoption.filter(({ curve }) => curve.status === 'determined').map(describeAdoption),
    ...groupByReason(open).map(
      ({ names, reason }) => `${names.join(', ')}: the S-curve of adoption is undetermined. ${reason}`,
    ),
  ];
}

function groupByReason(open: readonly { readonly name: string; readonly reason: string }[]) {
  const groups = new Map<string, string[]>();
  for (const { name, reason } of open) groups.set(reason, [...(groups.get(reason) ?? []), name]);
  return [...groups].map(([reason, names]) => ({ reason, names }));
}
