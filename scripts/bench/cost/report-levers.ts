import { verdict } from '../goals.ts';
import { formatNumber, formatTable } from '../table.ts';
import type { Bill } from './bill.ts';
import { toGoals, VARIANT_WORDS } from './cost-goals.ts';
import type { Figures } from './figures.ts';
import { PRICES } from './prices.ts';

const MILLION = 1_000_000;
/** Lines that are named where a goal is missed. */
const NAMED = 4;

/** The biggest items of what misses its goal. */
export function missedText(figures: Figures): string {
  const missed = toGoals(figures).filter((goal) => verdict(goal) === 'missed');
  if (missed.length === 0) return 'No goal is missed.';
  const bills = figures.variants.flatMap(({ variant, bills, freeTierBills }) => [
    ...bills.map((bill) => ({ bill, where: `${VARIANT_WORDS[variant]}, no free tier` })),
    ...freeTierBills.map((bill) => ({ bill, where: `${VARIANT_WORDS[variant]}, free tier` })),
  ]);
  const lines = missed.flatMap(({ name }) => {
    const calls = name.startsWith('idle') ? 0 : MILLION;
    const found = bills.find(({ bill, where }) => bill.calls === calls && name.endsWith(`, ${where}`));
    return found ? [`- ${name}: ${biggest(found.bill)}.`] : [];
  });
  return ['Missed, with the biggest items:', '', ...lines].join('\n');
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
  const perModel = Object.values(createdMetrics.perModel).reduce((total, count) => total + count, 0);
  const rows: readonly (readonly [string, number, number])[] = [
    ["dashboards: 'overview'", dashboards(0), dashboards(MILLION)],
    ['alarms: false', idle('alarms'), million('alarms')],
    [`an answer of ${modelSeconds} s that takes half as long`, 0, million('Lambda time, gateway') / 2],
    ['half the memory of the gateway (gatewayMemoryMegabytes)', 0, million('Lambda time, gateway') / 2],
    ['no X-Ray tracing (no setting: infra/constructs/gateway-api.ts)', 0, million('X-Ray traces')],
    ['a model less in use: its own metrics', 0, perModel * PRICES.metric.usd],
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
