import { percentile } from '../statistics.ts';
import type { Batch } from './closed-loop.ts';
import type { MeasuredPath } from './paths.ts';
import { MODES, type Mode } from './traffic.ts';

/** Callers at once. */
const CONCURRENCIES = [1, 10, 50] as const;

/** Latency of one path at one load, over all rounds. */
export interface LatencyRow {
  readonly mode: Mode;
  readonly concurrency: number;
  readonly path: string;
  readonly baseline?: string;
  readonly calls: number;
  readonly failures: number;
  /** Until the first byte of the answer's body. */
  readonly firstByteP50Ms: number;
  readonly firstByteP99Ms: number;
  /** Until the last byte. */
  readonly answeredP50Ms: number;
  readonly answeredP99Ms: number;
  /** Until the path was free again. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Over the baseline, at the same load in the same rounds. */
  readonly addedFirstByteP50Ms?: number;
  readonly addedAnsweredP50Ms?: number;
  readonly addedAnsweredP99Ms?: number;
  readonly addedP50Ms?: number;
  readonly addedP99Ms?: number;
  readonly callsPerSecond: number;
  /** Part of the time, 0 to 1, in which the measuring process was busy: near 1 it measures itself. */
  readonly busy: number;
}

/** Calls before the clock runs, per path and mode: code is compiled and connections are open after them. */
const WARM_UP_CALLS = { least: 1_200, most: 3_000 };
/** The paths take turns, so that a noisy moment of the machine hits them all. With six, each is first as often as last. */
const ROUNDS = 12;

interface Measuring {
  /** Calls per path, load and mode. */
  readonly calls: number;
  readonly onProgress: (line: string) => void;
}

/** Measures all paths at all loads. */
export async function measureLatency(
  paths: readonly MeasuredPath[],
  { calls, onProgress }: Measuring,
): Promise<readonly LatencyRow[]> {
  const rows: LatencyRow[] = [];
  for (const mode of MODES) {
    onProgress(`warming up, ${mode}`);
    await warmUp(paths, mode, Math.min(Math.max(calls, WARM_UP_CALLS.least), WARM_UP_CALLS.most));
    for (const concurrency of CONCURRENCIES) {
      onProgress(`measuring, ${mode}, concurrency ${concurrency}`);
      rows.push(...(await measureLoad(paths, { mode, concurrency, calls })));
    }
  }
  return rows;
}

async function warmUp(paths: readonly MeasuredPath[], mode: Mode, calls: number): Promise<void> {
  for (const { run } of paths)
    for (const concurrency of CONCURRENCIES)
      await run(mode, concurrency, Math.ceil(calls / CONCURRENCIES.length));
}

interface LoadLevel {
  readonly mode: Mode;
  readonly concurrency: number;
  readonly calls: number;
}

async function measureLoad(paths: readonly MeasuredPath[], load: LoadLevel): Promise<readonly LatencyRow[]> {
  const batches = new Map<MeasuredPath, Batch[]>(paths.map((path) => [path, []]));
  for (let round = 0; round < ROUNDS; round += 1)
    for (const path of orderOfRound(paths, round))
      batches.get(path)?.push(await path.run(load.mode, load.concurrency, Math.ceil(load.calls / ROUNDS)));
  const rows = [...batches].map(([path, measured]) => toRow(path, measured, load));
  return rows.map((row) => withAdded(row, rows));
}

/** Each pair of rounds begins with another path, and runs forwards and backwards: nobody always follows the same one. */
export function orderOfRound<Item>(items: readonly Item[], round: number): readonly Item[] {
  const start = Math.floor(round / 2) % Math.max(1, items.length);
  const rotated = [...items.slice(start), ...items.slice(0, start)];
  return round % 2 === 0 ? rotated : rotated.reverse();
}

/** One row out of the batches of all rounds; percentiles are those of all calls together. */
export function toRow(
  { title, baseline }: Pick<MeasuredPath, 'title' | 'baseline'>,
  batches: readonly Batch[],
  { mode, concurrency }: Pick<LoadLevel, 'mode' | 'concurrency'>,
): LatencyRow {
  const all = (column: 'firstByteMs' | 'answeredMs' | 'totalMs') => batches.flatMap((batch) => batch[column]);
  const [firstByte, answered, total] = [all('firstByteMs'), all('answeredMs'), all('totalMs')];
  const sum = (part: (batch: Batch) => number) => batches.reduce((result, batch) => result + part(batch), 0);
  const elapsedMs = sum((batch) => batch.elapsedMs);
  return {
    mode,
    concurrency,
    path: title,
    ...(baseline === undefined ? {} : { baseline }),
    calls: total.length,
    failures: sum(({ failures }) => failures),
    firstByteP50Ms: percentile(firstByte, 50),
    firstByteP99Ms: percentile(firstByte, 99),
    answeredP50Ms: percentile(answered, 50),
    answeredP99Ms: percentile(answered, 99),
    p50Ms: percentile(total, 50),
    p99Ms: percentile(total, 99),
    callsPerSecond: (total.length / elapsedMs) * 1000,
    busy: sum((batch) => batch.busy * batch.elapsedMs) / elapsedMs,
  };
}

/** Adds what a path takes longer than its baseline. */
export function withAdded(row: LatencyRow, rows: readonly LatencyRow[]): LatencyRow {
  const baseline = rows.find(({ path }) => path === row.baseline);
  if (!baseline) return row;
  return {
    ...row,
    addedFirstByteP50Ms: row.firstByteP50Ms - baseline.firstByteP50Ms,
    addedAnsweredP50Ms: row.answeredP50Ms - baseline.answeredP50Ms,
    addedAnsweredP99Ms: row.answeredP99Ms - baseline.answeredP99Ms,
    addedP50Ms: row.p50Ms - baseline.p50Ms,
    addedP99Ms: row.p99Ms - baseline.p99Ms,
  };
}
