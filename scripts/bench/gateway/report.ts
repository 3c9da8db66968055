import { availableParallelism, cpus } from 'node:os';
import { verdict } from '../goals.ts';
import { formatNumber, formatTable } from '../table.ts';
import { type Figures, toGoals } from './figures.ts';
import type { LatencyRow } from './latency.ts';
import type { MemoryRun } from './memory.ts';
import { HANDLER } from './paths.ts';

/** The run as one JSON object. */
export function toJson(figures: Figures): string {
  const goals = toGoals(figures).map((goal) => ({ ...goal, verdict: verdict(goal) }));
  return JSON.stringify({ benchmark: 'gateway', machine: machine(), ...figures, goals });
}

/** The run as tables. */
export function toText(figures: Figures): string {
  const { node, cores, processor } = machine();
  return [
    `node ${node}, ${cores} x ${processor}, loopback only`,
    latencyTable(figures.latency),
    answeredLine(figures.latency),
    ...figures.leftOut.map(({ path, reason }) => `${path} was left out: ${reason}`),
    figuresLines(figures),
    ...(figures.memory ? [memoryTable(figures.memory)] : []),
    goalsTable(figures),
  ].join('\n\n');
}

function machine() {
  return {
    node: process.versions.node,
    cores: availableParallelism(),
    processor: cpus()[0]?.model ?? 'unknown',
  };
}

function latencyTable(rows: readonly LatencyRow[]): string {
  const columns = [
    { title: 'mode', align: 'left' },
    { title: 'callers' },
    { title: 'path', align: 'left' },
    { title: 'p50 ms' },
    { title: 'p99 ms' },
    { title: 'added p50' },
    { title: 'added p99' },
    { title: 'calls/s' },
    { title: 'failed' },
  ] as const;
  return formatTable(
    columns,
    rows.map((row) => [
      row.mode,
      String(row.concurrency),
      row.path,
      formatNumber(row.p50Ms, 3),
      formatNumber(row.p99Ms, 3),
      formatNumber(row.addedP50Ms, 3),
      formatNumber(row.addedP99Ms, 3),
      formatNumber(row.callsPerSecond, 0),
      String(row.failures),
    ]),
  );
}

function answeredLine(rows: readonly LatencyRow[]): string {
  const notes = rows
    .filter(({ path }) => path === HANDLER)
    .map(
      ({ mode, answeredP50Ms, answeredP99Ms }) =>
        `${mode} p50 ${formatNumber(answeredP50Ms, 3)}, p99 ${formatNumber(answeredP99Ms, 3)}`,
    );
  return [
    `"${HANDLER}" ends when the record is written; its caller has the answer earlier (ms): ${notes.join('; ')}.`,
    'It is measured with one caller: a Lambda environment takes one call at a time.',
  ].join('\n');
}

function figuresLines({ bundleBytes, firstResponse, logLineBytes }: Figures): string {
  const { bareNodeMs, rawCallMs, gatewayMs } = firstResponse;
  return [
    `gateway bundle: ${formatNumber(bundleBytes / 1000, 1)} KB`,
    `process start to first response, median: bare node ${formatNumber(bareNodeMs, 1)} ms, with one raw call ${formatNumber(rawCallMs, 1)} ms, gateway ${formatNumber(gatewayMs, 1)} ms`,
    `log line: buffered ${logLineBytes.buffered} bytes, streaming ${logLineBytes.streaming} bytes`,
  ].join('\n');
}

function memoryTable({ samples, heapBytesPerCall, rssBytesPerCall }: MemoryRun): string {
  const megabytes = (bytes: number): string => formatNumber(bytes / 1e6, 2);
  const table = formatTable(
    [{ title: 'calls' }, { title: 'heap MB' }, { title: 'RSS MB' }],
    samples.map(({ calls, heapBytes, rssBytes }) => [
      String(calls),
      megabytes(heapBytes),
      megabytes(rssBytes),
    ]),
  );
  return `${table}\n\nslope after the first fifth: heap ${formatNumber(heapBytesPerCall, 2)}, RSS ${formatNumber(rssBytesPerCall, 2)} bytes per call`;
}

function goalsTable(figures: Figures): string {
  const columns = [
    { title: 'goal', align: 'left' },
    { title: 'figure' },
    { title: 'limit', align: 'left' },
    { title: 'verdict', align: 'left' },
  ] as const;
  return formatTable(
    columns,
    toGoals(figures).map((goal) => [
      goal.name,
      formatNumber(goal.value, 2),
      `${goal.bound} ${goal.limit} ${goal.unit}`,
      verdict(goal),
    ]),
  );
}
