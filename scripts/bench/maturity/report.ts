import { goalsTable, machineLine, toJsonReport } from '../report.ts';
import { formatNumber, formatTable } from '../table.ts';
import { RESOURCES } from './account.ts';
import type { AssessmentRow } from './assessment-run.ts';
import type { Figures } from './figures.ts';
import { toGoals } from './maturity-goals.ts';
import { FREE_CALLS, PRICES, priceLogsPerGigabyte } from './prices.ts';

const LEFT = { align: 'left' } as const;

/** The run as one JSON object. */
export function toJson(figures: Figures): string {
  return toJsonReport('maturity', figures, toGoals(figures));
}

/** The run as Markdown that also reads well in a terminal. */
export function toText(figures: Figures): string {
  return [
    machineLine(figures.machine),
    goalsTable(toGoals(figures)),
    assessmentsTable(figures.assessments),
    callsTable(figures.assessments),
    pricesText(figures.assessments),
    evaluationTable(figures),
    reportsTable(figures),
    functionsTable(figures),
  ].join('\n\n');
}

function assessmentsTable(rows: readonly AssessmentRow[]): string {
  const titles = [
    'series',
    'metrics requested',
    'API calls',
    'dollars',
    'seconds',
    'CloudTrail pacing s',
    'the rest, without waits s',
    'processor s',
  ];
  const seconds = (ms: number): string => formatNumber(ms / 1000, 2);
  const cells = rows.map((row) => [
    String(row.series),
    String(row.queries),
    String(sum(Object.values(row.calls))),
    formatNumber(row.costUsd, 5),
    seconds(row.elapsedMs),
    seconds(row.pacingMs),
    seconds(row.workMs),
    seconds(row.processorMs),
  ]);
  const table = formatTable(
    titles.map((title) => ({ title })),
    cells,
  );
  return `One assessment, from the first call to the rendered report:\n\n${table}`;
}

function callsTable(rows: readonly AssessmentRow[]): string {
  const actions = [...new Set(rows.flatMap(({ calls }) => Object.keys(calls)))].toSorted();
  const columns = [
    { title: 'API calls', ...LEFT },
    ...rows.map(({ series }) => ({ title: `${series} series` })),
  ];
  const cells = actions.map((action) => [action, ...rows.map(({ calls }) => String(calls[action] ?? 0))]);
  const note = `The account has ${RESOURCES} each of prompts, knowledge bases, agents, guardrails and evaluation jobs, and one trail, budget, alarm and topic.`;
  return `${formatTable(columns, cells)}\n\n${note}`;
}

function pricesText(rows: readonly AssessmentRow[]): string {
  const priced = Object.entries(PRICES).map(
    ([action, { usd, per, source, readOn, isVerified }]) =>
      `- ${action}: $${usd} per ${per} (${source}, read ${readOn}${isVerified ? '' : '; not verified with AWS'}).`,
  );
  const free = FREE_CALLS.map(({ calls, reason }) => `- ${calls}: ${reason}.`);
  const queries = rows[0]?.calls['logs:StartQuery'] ?? 0;
  const logs = `The dollars above are those of GetMetricData. ${queries} log queries come on top: $${formatNumber(priceLogsPerGigabyte(queries), 3)} when each of them reads 1 GB.`;
  return [...priced, ...free, '', logs].join('\n');
}

function evaluationTable({ evaluations }: Figures): string {
  const titles = ['series', 'observations', 'p50 ms', 'p99 ms', 'first of a process ms'];
  const cells = evaluations.map(({ series, observations, p50Ms, p99Ms, firstMs }) => [
    String(series),
    String(observations),
    ...[p50Ms, p99Ms, firstMs].map((ms) => formatNumber(ms, 2)),
  ]);
  const table = formatTable(
    titles.map((title) => ({ title })),
    cells,
  );
  const { evaluations: count = 0, processes = 0 } = evaluations[0] ?? {};
  return `Core evaluation, ${count} times in ${processes} fresh processes; of the first ones the median:\n\n${table}`;
}

function reportsTable({ reports }: Figures): string {
  const titles = ['HTML KB', 'text KB', 'Markdown KB', 'assessment.json KB', 'observations.json KB'];
  const columns = [{ title: 'report', ...LEFT }, ...titles.map((title) => ({ title }))];
  const kilobytes = (bytes: number): string => formatNumber(bytes / 1000, 1);
  const cells = reports.map(({ name, html, text, markdown, assessment, observations }) => [
    name,
    ...[html, text, markdown, assessment, observations].map(kilobytes),
  ]);
  return formatTable(columns, cells);
}

function functionsTable({ functions: { bareNodeMs, functions, starts } }: Figures): string {
  const columns = [
    { title: 'function', ...LEFT },
    { title: 'bundle KB' },
    { title: 'first response ms' },
    { title: 'over bare node ms' },
  ];
  const cells = functions.map(({ name, bundleBytes, firstResponseMs }) => [
    name,
    formatNumber(bundleBytes / 1000, 1),
    formatNumber(firstResponseMs, 1),
    formatNumber(firstResponseMs - bareNodeMs, 1),
  ]);
  const table = formatTable(columns, [['bare node', '-', formatNumber(bareNodeMs, 1), '-'], ...cells]);
  return `Process start to first response, median of ${starts}:\n\n${table}`;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
