import type { Assessment } from '../../maturity/assessment.ts';
import { toCount, toNumber } from '../../maturity/wording.ts';
import type { Outlook } from '../../outlook/outlook.ts';
import { countDays } from '../../rollup/day.ts';
import type { Breakdown, PeriodCosts } from '../../spending/recorded.ts';
import type { CountedSpending, RecordedSpending, Spending } from '../../spending/spending.ts';
import { describeAccuracy, describeNext } from '../outlook/words.ts';
import { type Block, heading, lead, quiet, text } from './block.ts';
import { compareCounted, countedWords } from './counted-words.ts';
import { toMoneyOr } from './money-words.ts';
import { costSeries, describeMonthAhead } from './month-ahead.ts';
import { ownershipBlocks } from './ownership-blocks.ts';
import {
  describeBill,
  describeCache,
  describeMissing,
  describeSource,
  describeTotal,
  describeUnpriced,
  toDays,
  toRuns,
} from './recorded-words.ts';

/** The cost page from its first line to its last, for every form of the report. */
export function costBlocks(
  { spending, ownership }: Pick<Assessment, 'spending' | 'ownership'>,
  outlook: Outlook | undefined,
): readonly Block[] {
  return [
    ...(spending ? spendingBlocks(spending) : [text(BEFORE)]),
    ...forecastBlocks(outlook, spending),
    ...(ownership ? ownershipBlocks(ownership) : []),
  ];
}

const BEFORE = 'This assessment was made before the cost of calls was in it. The next one has it.';

/** What was recorded call by call comes first; where nothing was, what AWS counted. */
function spendingBlocks({ recorded, counted }: Spending): readonly Block[] {
  if (recorded.status === 'known')
    return [
      ...recordedBlocks(recorded),
      heading('By what AWS counted'),
      ...(counted.status === 'known'
        ? countedBlocks(counted, compareCounted(counted, recorded))
        : [text(`Unknown: ${counted.reason}`)]),
    ];
  const reason = text(`What calls cost one by one is unknown: ${recorded.reason}`);
  return counted.status === 'known'
    ? [...countedBlocks(counted), reason]
    : [
        lead('What calls cost is unknown.'),
        reason,
        text(`What AWS counted is unknown too: ${counted.reason}`),
      ];
}

function recordedBlocks(recorded: RecordedSpending): readonly Block[] {
  const { window, month, lastMonth, models, tenants, applications, unitCosts, bill } = recorded;
  const notes = [describeUnpriced(recorded), describeMissing(window)];
  return [
    lead(describeTotal(recorded)),
    ...notes.flatMap((note) => (note === undefined ? [] : [text(note)])),
    periodTable([
      ['This report', window],
      ['This month so far', month],
      ['Last month', lastMonth],
    ]),
    quiet(describeSource(recorded)),
    heading('Unit costs'),
    {
      kind: 'table',
      columns: [{ title: 'Per' }, { title: 'Cost', isNumber: true }, { title: 'Over' }],
      rows: unitCosts.map(({ title, usd, words }) => [title, toMoneyOr(usd), words]),
    },
    ...breakdownBlocks('By model', 'Model', nameless(models, NO_MODEL), recorded.total.costUsd),
    ...breakdownBlocks('By tenant', 'Tenant', tenants, recorded.total.costUsd),
    ...breakdownBlocks('By application', 'Application', applications, recorded.total.costUsd),
    heading('Prompt cache'),
    text(describeCache(recorded)),
    heading('Estimated and billed'),
    text(describeBill(bill)),
  ];
}

/** What the table calls the model of calls that reached none. */
const NO_MODEL = { key: 'none', words: 'no model: refused before one was called' } as const;

/** Groups with a name of ours in words. */
const nameless = (
  { groups, ...others }: Breakdown,
  { key, words }: { readonly key: string; readonly words: string },
): Breakdown => ({
  ...others,
  groups: groups.map((group) => (group.key === key ? { ...group, key: words } : group)),
});

/** Whether any of its days was added up. */
const isKnown = ({ missingDays, from, to }: PeriodCosts): boolean => missingDays.length < countDays(from, to);

function periodTable(periods: readonly (readonly [title: string, costs: PeriodCosts])[]): Block {
  return {
    kind: 'table',
    columns: [
      { title: 'Period' },
      { title: 'Cost', isNumber: true },
      { title: 'Calls', isNumber: true },
      { title: 'Without a price', isNumber: true },
      { title: 'Unknown days' },
    ],
    rows: periods.map(([title, costs]) => [
      `${title}: ${toDays(costs)}`,
      toMoneyOr(costs.costUsd),
      isKnown(costs) ? toNumber(costs.calls) : 'unknown',
      isKnown(costs) ? toNumber(costs.unpricedCalls) : 'unknown',
      costs.missingDays.length === 0 ? 'none' : toRuns(costs.missingDays),
    ]),
  };
}

/** Calls, and those of them that no cost is known of. */
function toCalls(calls: number, unpriced: number): string {
  if (unpriced === 0) return toNumber(calls);
  return `${toNumber(calls)}, ${unpriced === calls ? 'all' : toNumber(unpriced)} without a price`;
}

const NOT_NAMED = 'without a name';

function breakdownBlocks(
  title: string,
  column: string,
  { groups, others }: Breakdown,
  totalUsd: number | undefined,
): readonly Block[] {
  const [first] = groups;
  if (!first) return [];
  if (groups.length === 1 && !others) return [text(`${title}: ${first.key ?? NOT_NAMED} alone.`)];
  const share = (usd: number | undefined) =>
    usd === undefined || !totalUsd ? '–' : { share: usd / totalUsd };
  return [
    heading(title),
    {
      kind: 'table',
      columns: [
        { title: column },
        { title: 'Cost', isNumber: true },
        { title: 'Share', isNumber: true },
        { title: 'Calls', isNumber: true },
      ],
      rows: [
        ...groups.map(({ key = NOT_NAMED, costUsd, calls, unpricedCalls }) => [
          key,
          toMoneyOr(costUsd),
          share(costUsd),
          toCalls(calls, unpricedCalls),
        ]),
        ...(others
          ? [
              [
                toCount(others.count, 'other'),
                toMoneyOr(others.costUsd),
                share(others.costUsd),
                toNumber(others.calls),
              ],
            ]
          : []),
      ],
    },
  ];
}

function countedBlocks(counted: CountedSpending, comparison?: string): readonly Block[] {
  const { total, rows, notes } = countedWords(counted);
  return [
    comparison === undefined ? lead(total) : text(`${total} ${comparison}`),
    {
      kind: 'table',
      columns: [
        { title: 'Model' },
        { title: 'Estimate', isNumber: true },
        { title: 'Input tokens', isNumber: true },
        { title: 'Output tokens', isNumber: true },
        { title: 'Cache, read / written', isNumber: true },
        { title: 'Calls', isNumber: true },
      ],
      rows,
    },
    { kind: 'list', items: notes },
  ];
}

const NO_FORECAST =
  'No forecast lies with this assessment: a deployed stack makes one every day and keeps it beside the report.';

/** The month as the outlook has it: nothing is computed a second time. */
function forecastBlocks(outlook: Outlook | undefined, spending: Spending | undefined): readonly Block[] {
  if (!outlook) return [heading('Forecast and budget'), text(NO_FORECAST)];
  const series = costSeries(outlook);
  const accuracy = series && describeAccuracy(series);
  return [
    heading('Forecast and budget'),
    text(describeMonthAhead(outlook, spending)),
    ...(series ? [text(describeNext(series)), { kind: 'forecast', series } as const] : []),
    ...(accuracy === undefined ? [] : [quiet(accuracy)]),
  ];
}
