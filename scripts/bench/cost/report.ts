import { toJsonReport } from '../report.ts';
import { formatNumber, formatTable } from '../table.ts';
import type { Bill } from './bill.ts';
import { toGoals, usdOf, VARIANT_WORDS } from './cost-goals.ts';
import type { Figures, VariantBills } from './figures.ts';
import { FLOORS } from './floors.ts';
import { DEFAULT_ASSUMPTIONS } from './mix.ts';
import { PRICES } from './prices.ts';
import { goalsText, leversTable } from './report-levers.ts';
import { pricesTable } from './report-prices.ts';
import { readersTable } from './report-readers.ts';

const LEFT = { align: 'left' } as const;
const MILLION = 1_000_000;
/** The run as one JSON object. */
export function toJson(figures: Figures): string {
  return toJsonReport('cost', { ...figures, prices: PRICES, floors: FLOORS }, toGoals(figures));
}

/** The run as Markdown that also reads well in a terminal. */
export function toText(figures: Figures): string {
  return [
    assumptionsText(figures),
    goalsText(figures),
    totalsTable(figures),
    ...figures.variants.slice(0, 1).map((each) => linesTable(figures, each)),
    floorText(figures),
    leversTable(figures),
    secondsText(figures),
    guardrailText(figures),
    floorsTable(figures),
    metricsText(figures),
    readersTable(),
    notCountedText(figures),
    pricesTable(figures),
  ].join('\n\n');
}

function assumptionsText({ measuredOn, assumptions: { modelSeconds, models, keys } }: Figures): string {
  const from = (given: number, usual: number): string => (given === usual ? '' : ` (default ${usual})`);
  const { modelSeconds: usualSeconds, models: usualModels, keys: usualKeys } = DEFAULT_ASSUMPTIONS;
  return [
    `Calls and scheduled runs measured on ${measuredOn}; prices of us-east-1. Assumed: a model takes ${modelSeconds} s`,
    `${from(modelSeconds, usualSeconds)}, ${models} models${from(models, usualModels)}, ${keys} keys${from(keys, usualKeys)},`,
    ' calls evenly spread over a month of 730 hours.',
  ].join('');
}

function totalsTable({ variants }: Figures): string {
  const calls = variants[0]?.bills.map((bill) => bill.calls) ?? [];
  const columns = [
    { title: 'USD a month', ...LEFT },
    ...calls.map((count) => ({ title: callsWords(count) })),
  ];
  const row = (title: string, bills: readonly Bill[]) => [title, ...bills.map(({ usd }) => usdWords(usd))];
  const rows = variants.flatMap(({ variant, bills, freeTierBills }) => [
    row(VARIANT_WORDS[variant], bills),
    row(`${VARIANT_WORDS[variant]}, with the allowances`, freeTierBills),
  ]);
  return formatTable(columns, rows);
}

/** Item by item, of the first variant. */
function linesTable({ hasFreeTier }: Figures, { variant, bills, freeTierBills }: VariantBills): string {
  const shown = hasFreeTier ? freeTierBills : bills;
  const items = [...new Set(shown.toReversed().flatMap(({ lines }) => lines.map(({ item }) => item)))];
  const columns = [{ title: 'item', ...LEFT }, ...shown.map((bill) => ({ title: callsWords(bill.calls) }))];
  const usd = (bill: Bill, item: string) => bill.lines.find((line) => line.item === item)?.usd ?? 0;
  const rows = items.map((item) => [item, ...shown.map((bill) => usdWords(usd(bill, item)))]);
  const sum = ['sum', ...shown.map((bill) => usdWords(bill.usd))];
  const tier = hasFreeTier ? "with AWS's always-free allowances" : 'without any free allowance';
  return `With ${VARIANT_WORDS[variant]}, ${tier}, USD a month:\n\n${formatTable(columns, [...rows, sum])}`;
}

/** What is paid for without a single call. */
function floorText({ variants }: Figures): string {
  const lines = variants.map(({ variant, bills, alarms, alarmMetrics }) => {
    const idle = bills.find(({ calls }) => calls === 0);
    const parts = (idle?.lines ?? [])
      .filter(({ usd }) => usd >= 0.01)
      .toSorted((left, right) => right.usd - left.usd)
      .map(({ item, usd }) => `${item} ${usdWords(usd)}`);
    return `- ${VARIANT_WORDS[variant]}: ${parts.join(', ')} (${alarms} alarms watch ${alarmMetrics} metrics).`;
  });
  return ['The floor, which is there without a single call:', '', ...lines].join('\n');
}

function guardrailText({ guardrailUsd, variants }: Figures): string {
  const calls = variants[0]?.bills.map((bill) => bill.calls) ?? [];
  const amounts = calls.map(
    (count, index) => `${usdWords(guardrailUsd[index] ?? 0)} at ${callsWords(count)}`,
  );
  return (
    `Not in the sum, because it is the team's choice (\`guardrail\`): text units of the managed guardrail's content and ` +
    `sensitive information policies, ${amounts.join(', ')} calls. Contextual grounding only reads calls that mark their ` +
    'sources; its price was not found.'
  );
}

function secondsText({ bySeconds }: Figures): string {
  const amounts = bySeconds.map(({ modelSeconds, usd }) => `${usdWords(usd)} at ${modelSeconds} s`);
  return (
    'The gateway waits for the model, and Lambda is paid for by memory and time: 1 million calls with the overview alone ' +
    `and no free allowance cost ${amounts.join(', ')} an answer.`
  );
}

function floorsTable({ variants, breakEven }: Figures): string {
  const columns = [
    { title: 'product', ...LEFT },
    { title: 'floor, USD a month' },
    { title: 'at 1 million calls' },
    { title: 'Waymark is cheaper below' },
    { title: 'what for', ...LEFT },
    { title: 'source', ...LEFT },
  ];
  const own = variants.map(({ variant, bills }) => [
    `Waymark, ${VARIANT_WORDS[variant]}`,
    usdWords(usdOf(bills, 0) ?? 0),
    usdWords(usdOf(bills, MILLION) ?? 0),
    '-',
    'modelled, without any free allowance',
    'this page',
  ]);
  const others = FLOORS.map(({ usd, millionUsd = usd, product, what, source }) => {
    const calls = breakEven.find((each) => each.product === product)?.calls;
    return [
      product,
      usdWords(usd),
      usdWords(millionUsd),
      calls === undefined ? '-' : roundedCalls(calls),
      what,
      source,
    ];
  });
  return `Next to what others publish, before tokens:\n\n${formatTable(columns, [...own, ...others])}`;
}

/** Two digits: the model is not more exact than that. */
const roundedCalls = (calls: number): string =>
  `${Number(calls.toPrecision(2)).toLocaleString('en-US')} calls`;

function metricsText({ createdMetrics: { stage, perModel }, logBytes }: Figures): string {
  const bytes = Object.entries(logBytes).map(([kind, count]) => `${kind} ${count}`);
  return [
    `Own metrics that the measured kinds of calls create: ${stage} of the stage, and ${perModel} for each model.`,
    `Bytes of log per call, all log groups: ${bytes.join(', ')}.`,
  ].join('\n\n');
}

function notCountedText({ leftOut }: Figures): string {
  const known = [
    'KMS requests of CloudWatch Logs, S3 and SNS: AWS states no number for them; S3 uses a bucket key.',
    'Versions that the KMS key is rotated to: up to 2 USD more from the third year on (AWS, 2024-04-12; not verified).',
    'Looking at dashboards, reports and the console: paid for by who looks, how often and over what time.',
    'Backups of the key table (point in time) and its storage: some kilobytes.',
    'The functions feedback and console: paid for by their use.',
    'Support plans, taxes, a WAF, and what another stack of the account uses.',
  ];
  return ['Not in the sum:', '', ...[...known, ...leftOut].map((line) => `- ${line}`)].join('\n');
}

const usdWords = (usd: number): string => formatNumber(usd, 2);

/** `1 million` and so on; digits with commas otherwise. */
function callsWords(calls: number): string {
  return calls >= MILLION ? `${calls / MILLION} million` : calls.toLocaleString('en-US');
}
