import { percentile } from '../statistics.ts';
import { CONCURRENCIES, type MeasuredPath, type PathBatch } from './paths.ts';
import { MODES, type Mode } from './traffic.ts';

/** Latency of one path at one load. */
export interface LatencyRow {
  readonly mode: Mode;
  readonly concurrency: number;
  readonly path: string;
  readonly baseline?: string;
  readonly calls: number;
  readonly failures: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Over the baseline, at the same load in the same rounds. */
  readonly addedP50Ms?: number;
  readonly addedP99Ms?: number;
  /** Until the caller had its answer, where the path has work left after it. */
  readonly answeredP50Ms?: number;
  readonly answeredP99Ms?: number;
  readonly callsPerSecond: number;
}

/** Calls before the clock runs, per path and mode: code is compiled and connections are open after them. */
const WARM_UP_CALLS = 3_000;
/** The paths take turns, so that a noisy moment of the machine hits them all. */
const ROUNDS = 10;

/** Measures all paths at all loads. */
export async function measureLatency(
  paths: readonly MeasuredPath[],
  { calls, onProgress }: { readonly calls: number; readonly onProgress: (line: string) => void },
): Promise<readonly LatencyRow[]> {
  const rows: LatencyRow[] = [];
  for (const mode of MODES) {
    onProgress(`warming up, ${mode}`);
    for (const { run, concurrencies } of paths)
      for (const concurrency of concurrencies)
        await run(mode, concurrency, Math.min(calls, Math.ceil(WARM_UP_CALLS / concurrencies.length)));
    for (const concurrency of CONCURRENCIES) {
      onProgress(`measuring, ${mode}, concurrency ${concurrency}`);
      const present = paths.filter(({ concurrencies }) => concurrencies.includes(concurrency));
      rows.push(...(await measureLoad(present, { mode, concurrency, calls })));
    }
  }
  return rows;
}

interface LoadLevel {
  readonly mode: Mode;
  readonly concurrency: number;
  readonly calls: number;
}

async function measureLoad(paths: readonly MeasuredPath[], load: LoadLevel): Promise<readonly LatencyRow[]> {
  const batches = new Map<MeasuredPath, PathBatch[]>(paths.map((path) => [path, []]));
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [path, measured] of batches)
      measured.push(await path.run(load.mode, load.concurrency, Math.ceil(load.calls / ROUNDS)));
  const rows = [...batches].map(([path, measured]) => toRow(path, measured, load));
  return rows.map((row) => withAdded(row, rows));
}

function toRow(
  { title, baseline }: MeasuredPath,
  batches: readonly PathBatch[],
  { mode, concurrency }: LoadLevel,
): LatencyRow {
  const latencies = batches.flatMap(({ latenciesMs }) => latenciesMs);
  const answered = batches.flatMap(({ answeredMs = [] }) => answeredMs);
  const elapsedMs = batches.reduce((total, batch) => total + batch.elapsedMs, 0);
  return {
    mode,
    concurrency,
    path: title,
    ...(baseline === undefined ? {} : { baseline }),
    calls: latencies.length,
    failures: batches.reduce((total, { failures }) => total + failures, 0),
    p50Ms: percentile(latencies, 50),
    p99Ms: percentile(latencies, 99),
    ...(answered.length === 0
      ? {}
      : { answeredP50Ms: percentile(answered, 50), answeredP99Ms: percentile(answered, 99) }),
    callsPerSecond: (latencies.length / elapsedMs) * 1000,
  };
}

/** Adds what a path takes longer than its baseline. */
export function withAdded(row: LatencyRow, rows: readonly LatencyRow[]): LatencyRow {
  const baseline = rows.find(({ path }) => path === row.baseline);
  return baseline === undefined
    ? row
    : { ...row, addedP50Ms: row.p50Ms - baseline.p50Ms, addedP99Ms: row.p99Ms - baseline.p99Ms };
}
