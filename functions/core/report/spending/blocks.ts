import type { Assessment } from '../../maturity/assessment.ts';
import { toCount, toNumber } from '../../maturity/wording.ts';
import type { Outlook } from '../../outlook/outlook.ts';
import type { Breakdown, PeriodCosts } from '../../spending/recorded.ts';
import type { CountedSpending, RecordedSpending, Spending } from '../../spending/spending.ts';
import { describeAccuracy, describeBudget, describeNext } from '../outlook/words.ts';
import { type Block, heading, lead, quiet, text } from './block.ts';
import { countedWords } from './counted-words.ts';
import { toMoneyOr } from './money-words.ts';
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
    ...forecastBlocks(outlook),
    ...(ownership ? ownershipBlocks(ownership) : []),
  ];
}

const BEFORE = 'This assessment was made before the cost of calls was in it. The next one has it.';

/** What was recorded call by call comes first; where nothing was, what AWS counted. */
function spendingBlocks({ recorded, counted }: Spending): readonly Block[] {
  const own =
    recorded.status === 'known'
      ? recordedBlocks(recorded)
      : [text(`What calls cost one by one is unknown: ${recorded.reason}`)];
  const aws =
    counted.status === 'known'
      ? countedBlocks(counted)
      : [heading(COUNTED), text(`Unknown: ${counted.reason}`)];
  return [...own, ...aws];
}

const COUNTED = 'By what AWS counted';

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
    ...breakdownBlocks('By model', 'Model', models, recorded.total.costUsd),
    ...breakdownBlocks('By tenant', 'Tenant', tenants, recorded.total.costUsd),
    ...breakdownBlocks('By application', 'Application', applications, recorded.total.costUsd),
    heading('Prompt cache'),
    text(describeCache(recorded)),
    heading('Estimated and billed'),
    text(describeBill(bill)),
  ];
}

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
      costs.costUsd === undefined && costs.calls === 0 ? 'unknown' : toNumber(costs.calls),
      toNumber(costs.unpricedCalls),
      costs.missingDays.length === 0 ? 'none' : toRuns(costs.missingDays),
    ]),
  };
}

function breakdownBlocks(
  title: string,
  column: string,
  { groups, others }: Breakdown,
  totalUsd: number | undefined,
): readonly Block[] {
  if (groups.length === 0) return [];
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
        ...groups.map(({ key = 'not named', costUsd, calls, unpricedCalls }) => [
          key,
          toMoneyOr(costUsd),
          share(costUsd),
          unpricedCalls === 0
            ? toNumber(calls)
            : `${toNumber(calls)}, ${toNumber(unpricedCalls)} without a price`,
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

function countedBlocks(counted: CountedSpending): readonly Block[] {
  const { total, rows, notes } = countedWords(counted);
  return [
    heading(COUNTED),
    text(total),
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

/** The month as the outlook has it: nothing is computed a second time. */
function forecastBlocks(outlook: Outlook | undefined): readonly Block[] {
  if (!outlook)
    return [heading('Forecast and budget'), text('No forecast: a deployed stack makes one every day.')];
  const series = outlook.series.find(({ id }) => id === 'cost');
  const accuracy = series && describeAccuracy(series);
  return [
    heading('Forecast and budget'),
    text(describeBudget(outlook.budget).join(' ')),
    ...(series ? [text(describeNext(series)), { kind: 'forecast', series } as const] : []),
    ...(accuracy === undefined ? [] : [quiet(accuracy)]),
  ];
}
