import type { Assessment } from '../../maturity/assessment.ts';
import { toPercent } from '../../maturity/wording.ts';
import type { Outlook } from '../../outlook/outlook.ts';
import type { Ownership } from '../../ownership/ownership.ts';
import type { RecordedSpending, Spending } from '../../spending/spending.ts';
import { describeAccuracy } from '../outlook/words.ts';
import { describeTotal as describeOwned, toAmount } from '../ownership-words.ts';
import { describeCounted } from '../spending/counted-words.ts';
import { toMoneyOr } from '../spending/money-words.ts';
import { costSeries, describeMonthAhead } from '../spending/month-ahead.ts';
import {
  describeBill,
  describeCache,
  describeMissing,
  describeMonth,
  describeTotal,
  describeUnpriced,
} from '../spending/recorded-words.ts';
import { toVisible } from '../visible.ts';
import { wrap } from '../wrap.ts';

/** Models that a mail names; the report has more. */
const NAMED_MODELS = 3;

/** The cost page in a few lines; `undefined` in an assessment that has none. */
export function renderCosts(
  { spending, ownership }: Pick<Assessment, 'spending' | 'ownership'>,
  outlook: Outlook | undefined,
): string | undefined {
  if (!spending && !ownership) return undefined;
  const lines = [
    ...(spending ? spendingLines(spending) : []),
    ...(outlook ? monthLines(outlook, spending) : []),
    ...(ownership ? [describeOwnership(ownership)] : []),
  ];
  return ['COSTS', '', ...lines.map((line) => wrap(toVisible(line), { first: '- ', rest: '  ' }))].join('\n');
}

/** What was recorded, or what AWS counted where nothing was. */
function spendingLines({ recorded, counted }: Spending): readonly string[] {
  if (recorded.status === 'known') return recordedLines(recorded);
  const reason = `What calls cost one by one is unknown: ${recorded.reason}`;
  return counted.status === 'known'
    ? [describeCounted(counted), reason]
    : [reason, `What AWS counted is unknown too: ${counted.reason}`];
}

function recordedLines(recorded: RecordedSpending): readonly string[] {
  const { models, month, lastMonth, unitCosts, total, window, bill } = recorded;
  const dearest = models.groups
    .slice(0, NAMED_MODELS)
    .flatMap(({ key, costUsd }) =>
      !costUsd || !total.costUsd ? [] : [`${key ?? 'not named'} ${toPercent(costUsd / total.costUsd)}`],
    );
  const units = unitCosts.flatMap(({ title, usd }) =>
    usd === undefined ? [] : [`${toMoneyOr(usd)} per ${title}`],
  );
  return [
    describeTotal(recorded),
    `This month so far: ${describeMonth(month)}; last month: ${describeMonth(lastMonth)}.`,
    ...(dearest.length === 0 ? [] : [`Dearest models: ${dearest.join(', ')}.`]),
    ...(units.length === 0 ? [] : [`${units.join(', ')}.`]),
    describeCache(recorded),
    ...[describeUnpriced(recorded), describeMissing(window)].flatMap((line) => line ?? []),
    describeBill(bill),
  ];
}

function monthLines(outlook: Outlook, spending: Spending | undefined): readonly string[] {
  const series = costSeries(outlook);
  const accuracy = series && describeAccuracy(series);
  return [[describeMonthAhead(outlook, spending), ...(accuracy === undefined ? [] : [accuracy])].join(' ')];
}

function describeOwnership(ownership: Ownership): string {
  const open =
    ownership.usdPerMonth === undefined ? ' What is unknown is given in the setting ownership.' : '';
  const parts = ownership.components.map(({ name, usdPerMonth }) => `${name} ${toAmount(usdPerMonth)}`);
  return `To own it, a month: ${parts.join(', ')}. ${describeOwned(ownership)}${open}`;
}
