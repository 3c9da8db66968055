import { type Goal, verdict } from '../goals.ts';
import { goalsTable } from '../report.ts';
import { formatNumber, formatTable } from '../table.ts';
import type { Bill } from './bill.ts';
import { type Allowances, toGoals, VARIANT_WORDS } from './cost-goals.ts';
import type { Figures } from './figures.ts';
import { PRICES } from './prices.ts';

const MILLION = 1_000_000;
/** Lines that are named where a goal is missed. */
const NAMED = 4;

/** What is held against the goals, and the same where the free allowances are gone. */
export function goalsText(figures: Figures): string {
  const used = toGoals(figures, 'used up');
  return [
    "Compared with the goals is the bill of an account that has AWS's always-free allowances left (ten alarm metrics, three " +
      'dashboards, ten own metrics, 5 GB of logs, 100,000 traces and so on): every account gets them in every month.',
    goalsTable(toGoals(figures)),
    ...missedText(figures, 'left'),
    'The same where other stacks have used all of them up, which is no goal; one dashboard alone then costs 3 USD, six 18:',
    usedUpTable(used),
    ...missedText(figures, 'used up'),
  ].join('\n\n');
}

function usedUpTable(goals: readonly Goal[]): string {
  const columns = [
    { title: 'without the allowances', align: 'left' },
    { title: 'USD a month' },
    { title: 'goal' },
    { title: 'within it', align: 'left' },
  ] as const;
  const rows = goals.map((goal) => [
    goal.name,
    formatNumber(goal.value, 2),
    formatNumber(goal.limit, 0),
    verdict(goal) === 'met' ? 'yes' : 'no',
  ]);
  return formatTable(columns, rows);
}

/** The biggest items of what is above its limit; nothing where nothing is. */
function missedText(figures: Figures, allowances: Allowances): readonly string[] {
  const missed = toGoals(figures, allowances).filter((goal) => verdict(goal) === 'missed');
  if (missed.length === 0) return [];
  const all = figures.variants.flatMap(({ variant, bills, freeTierBills }) =>
    (allowances === 'left' ? freeTierBills : bills).map((bill) => ({ bill, where: VARIANT_WORDS[variant] })),
  );
  const lines = missed.flatMap(({ name }) => {
    const calls = name.startsWith('idle') ? 0 : MILLION;
    const found = all.find(({ bill, where }) => bill.calls === calls && name.endsWith(`, ${where}`));
    return found ? [`- ${name}: ${biggest(found.bill)}.`] : [];
  });
  return [['Above the limit, with the biggest items:', '', ...lines].join('\n')];
}

function biggest({ lines }: Bill): string {
  return lines
    .toSorted((left, right) => right.usd - left.usd)
    .slice(0, NAMED)
    .map(({ item, usd }) => `${item} ${formatNumber(usd, 2)}`)
    .join(', ');
}

/** What lowers the bill, and by how much. */
export function leversTable({ variants, assumptions: { modelSeconds }, createdMetrics }: Figures): string {
  const [all, overview] = ['all', 'overview'].map((name) => variants.find(({ variant }) => variant === name));
  const idle = (item: string) => saved(all?.bills, 0, item);
  const million = (item: string) => saved(all?.bills, MILLION, item);
  const total = (bills: readonly Bill[] | undefined, calls: number) =>
    bills?.find((bill) => bill.calls === calls)?.usd ?? 0;
  const dashboards = (calls: number) => total(all?.bills, calls) - total(overview?.bills, calls);
  const rows: readonly (readonly [string, number, number])[] = [
    ["dashboards: 'overview'", dashboards(0), dashboards(MILLION)],
    ['alarms: false', idle('alarms'), million('alarms')],
    [`an answer of ${modelSeconds} s that takes half as long`, 0, million('Lambda time, gateway') / 2],
    ['half the memory of the gateway (gatewayMemoryMegabytes)', 0, million('Lambda time, gateway') / 2],
    ['no X-Ray tracing (tracedPercent: 0)', 0, million('X-Ray traces')],
    ['a model less in use: its own metrics', 0, createdMetrics.perModel * PRICES.metric.usd],
  ];
  const columns = [
    { title: 'what lowers the bill, USD a month', align: 'left' },
    { title: 'idle' },
    { title: '1 million calls' },
  ] as const;
  return formatTable(
    columns,
    rows.map(([name, ...usd]) => [name, ...usd.map((each) => formatNumber(each, 2))]),
  );
}

/** What the items whose name begins so cost in a month of so many calls. */
function saved(bills: readonly Bill[] | undefined, calls: number, prefix: string): number {
  const lines = bills?.find((bill) => bill.calls === calls)?.lines ?? [];
  return lines.filter(({ item }) => item.startsWith(prefix)).reduce((total, { usd }) => total + usd, 0);
}
