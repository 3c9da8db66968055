import { goalsTable, machineLine, toJsonReport } from '../report.ts';
import { formatNumber, formatTable } from '../table.ts';
import type { Figures } from './figures.ts';
import { toGoals } from './gateway-goals.ts';
import { latencyTables } from './latency-report.ts';
import type { MemoryRun } from './memory.ts';
import type { WireRow } from './wire.ts';

/** The run as one JSON object. */
export function toJson(figures: Figures): string {
  return toJsonReport('gateway', figures, toGoals(figures));
}

/** The run as Markdown that also reads well in a terminal. */
export function toText(figures: Figures): string {
  return [
    machineLine(figures.machine),
    goalsTable(toGoals(figures)),
    ...latencyTables(figures.latency),
    ...figures.leftOut.map(({ path, reason }) => `${path} was left out: ${reason.split('\n', 1)[0]}`),
    wireTable(figures.wire),
    firstResponseTable(figures),
    ...(figures.memory ? [memoryTable(figures.memory)] : []),
  ].join('\n\n');
}

function wireTable(rows: readonly WireRow[]): string {
  const columns = [
    { title: 'mode', align: 'left' },
    { title: 'path', align: 'left' },
    { title: 'bytes to the stub' },
    { title: 'bytes from the stub' },
  ] as const;
  const cells = rows.map((row) => [row.mode, row.path, String(row.requestBytes), String(row.answerBytes)]);
  return `Bodies at the stub, per call:\n\n${formatTable(columns, cells)}`;
}

function firstResponseTable({ bundleBytes, loadedBytes, firstResponse, logLineBytes }: Figures): string {
  const { bareNodeMs, rawCallMs, gatewayMs, starts } = firstResponse;
  const columns = [{ title: 'figure', align: 'left' }, { title: 'value' }] as const;
  const milliseconds = (value: number): string => `${formatNumber(value, 1)} ms`;
  return formatTable(columns, [
    ['gateway bundle, all files', `${formatNumber(bundleBytes / 1000, 1)} KB`],
    ['loaded before the first answer', `${formatNumber(loadedBytes / 1000, 1)} KB`],
    [`process start to first response, bare node (median of ${starts})`, milliseconds(bareNodeMs)],
    ['with one raw call', milliseconds(rawCallMs)],
    ['with the gateway', milliseconds(gatewayMs)],
    ['log line of a buffered call', `${logLineBytes.buffered} bytes`],
    ['log line of a streamed call', `${logLineBytes.streaming} bytes`],
  ]);
}

function memoryTable({ samples, usedBytesPerCall, rssBytesPerCall }: MemoryRun): string {
  const megabytes = (bytes: number): string => formatNumber(bytes / 1e6, 2);
  const columns = [{ title: 'calls' }, { title: 'in use MB' }, { title: 'RSS MB' }] as const;
  const rows = samples.map(({ calls, usedBytes, rssBytes }) => [
    String(calls),
    megabytes(usedBytes),
    megabytes(rssBytes),
  ]);
  const slopes = `in use ${formatNumber(usedBytesPerCall, 2)}, RSS ${formatNumber(rssBytesPerCall, 2)}`;
  return `${formatTable(columns, rows)}\n\nGrowth after the first fifth, bytes per call: ${slopes}.`;
}
