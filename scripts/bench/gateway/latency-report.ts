import { type Column, formatNumber, formatTable } from '../table.ts';
import type { LatencyRow } from './latency.ts';
import { HANDLER } from './paths.ts';

interface LatencyColumn extends Column {
  readonly cell: (row: LatencyRow) => string;
}

const milliseconds = (value: number | undefined): string => formatNumber(value, 3);

const LOAD_COLUMNS: readonly LatencyColumn[] = [
  { title: 'callers', cell: ({ concurrency }) => String(concurrency) },
  { title: 'path', align: 'left', cell: ({ path }) => path },
];

const FIRST_BYTE_COLUMNS: readonly LatencyColumn[] = [
  { title: 'first byte p50', cell: (row) => milliseconds(row.firstByteP50Ms) },
  { title: 'first byte p99', cell: (row) => milliseconds(row.firstByteP99Ms) },
  { title: 'added first byte p50', cell: (row) => milliseconds(row.addedFirstByteP50Ms) },
];

const TOTAL_COLUMNS: readonly LatencyColumn[] = [
  { title: 'total p50', cell: (row) => milliseconds(row.p50Ms) },
  { title: 'total p99', cell: (row) => milliseconds(row.p99Ms) },
  { title: 'added p50', cell: (row) => milliseconds(row.addedP50Ms) },
  { title: 'added p99', cell: (row) => milliseconds(row.addedP99Ms) },
  { title: 'calls/s', cell: (row) => formatNumber(row.callsPerSecond, 0) },
  { title: 'client busy %', cell: ({ busy }) => formatNumber(busy * 100, 0) },
  { title: 'failed', cell: ({ failures }) => String(failures) },
];

/** One table per mode, in milliseconds, and what the handler's caller sees of it. */
export function latencyTables(rows: readonly LatencyRow[]): readonly string[] {
  const buffered = rows.filter(({ mode }) => mode === 'buffered');
  const streaming = rows.filter(({ mode }) => mode === 'streaming');
  return [
    `Buffered, ms:\n\n${latencyTable([...LOAD_COLUMNS, ...TOTAL_COLUMNS], buffered)}`,
    `Streaming, ms:\n\n${latencyTable([...LOAD_COLUMNS, ...FIRST_BYTE_COLUMNS, ...TOTAL_COLUMNS], streaming)}`,
    answeredLine(rows),
  ];
}

function latencyTable(columns: readonly LatencyColumn[], rows: readonly LatencyRow[]): string {
  return formatTable(
    columns,
    rows.map((row) => columns.map(({ cell }) => cell(row))),
  );
}

function answeredLine(rows: readonly LatencyRow[]): string {
  const notes = rows
    .filter(({ path, concurrency }) => path === HANDLER && concurrency === 1)
    .map(
      ({ mode, answeredP50Ms, answeredP99Ms }) =>
        `${mode} p50 ${milliseconds(answeredP50Ms)}, p99 ${milliseconds(answeredP99Ms)}`,
    );
  return `"${HANDLER}" ends when its record is written; with one caller the answer is complete earlier: ${notes.join('; ')}.`;
}
