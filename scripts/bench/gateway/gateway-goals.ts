import type { Goal } from '../goals.ts';
import type { Figures } from './figures.ts';
import type { LatencyRow } from './latency.ts';
import { HANDLER, SERVED_HANDLER } from './paths.ts';
import { PORTKEY } from './portkey.ts';
import { MODES, type Mode } from './traffic.ts';

const KILOBYTE = 1000;
/** Half a megabyte over 100,000 calls: noise of the heap's own bookkeeping. */
const FLAT_BYTES_PER_CALL = 5;
/** Over fewer calls, compiled code and caches still grow. */
const CALLS_TO_JUDGE_MEMORY = 100_000;

/** The goals of the gateway, each beside its figure. */
export function toGoals(figures: Figures): readonly Goal[] {
  return [...MODES.flatMap((mode) => latencyGoals(figures.latency, mode)), ...sizeGoals(figures)];
}

/**
 * At one caller: a Lambda environment takes one call at a time, and queues do not count as added time. A caller waits
 * until the answer is complete, the environment is taken until the record is written: both are held to the limits.
 */
function latencyGoals(rows: readonly LatencyRow[], mode: Mode): readonly Goal[] {
  const row = (path: string) =>
    rows.find((each) => each.mode === mode && each.concurrency === 1 && each.path === path);
  const handler = row(HANDLER);
  const portkeyMs = row(PORTKEY)?.addedP50Ms;
  const timesLess = { unit: 'times', limit: 4, bound: 'at least' } as const;
  const overRaw = (end: string, p50Ms: number | undefined, p99Ms: number | undefined): readonly Goal[] => [
    atMost(`handler over raw p50, ${mode}, ${end}`, p50Ms, 0.25, 'ms'),
    atMost(`handler over raw p99, ${mode}, ${end}`, p99Ms, 1.5, 'ms'),
    {
      name: `added p50 of Portkey / of the handler, ${mode}, ${end}`,
      value: ratio(portkeyMs, p50Ms),
      ...timesLess,
    },
  ];
  return [
    ...overRaw('answer complete', handler?.addedAnsweredP50Ms, handler?.addedAnsweredP99Ms),
    ...overRaw('record written', handler?.addedP50Ms, handler?.addedP99Ms),
    {
      name: `the same, ${mode}, both behind an HTTP server`,
      value: ratio(portkeyMs, row(SERVED_HANDLER)?.addedP50Ms),
      ...timesLess,
    },
  ];
}

function sizeGoals({
  bundleBytes,
  loadedBytes,
  firstResponse,
  logLineBytes,
  memory,
}: Figures): readonly Goal[] {
  const overBareNodeMs = firstResponse.gatewayMs - firstResponse.bareNodeMs;
  const isJudged = (memory?.samples.at(-1)?.calls ?? 0) >= CALLS_TO_JUDGE_MEMORY;
  const growth = isJudged ? memory?.usedBytesPerCall : undefined;
  return [
    atMost('gateway bundle, all files', bundleBytes / KILOBYTE, 100, 'KB'),
    atMost('gateway bundle, loaded before the first answer', loadedBytes / KILOBYTE, 100, 'KB'),
    atMost('process start to first response, over bare node', overBareNodeMs, 45, 'ms'),
    ...MODES.map((mode) => atMost(`log line, ${mode}`, logLineBytes[mode] / KILOBYTE, 1.2, 'KB')),
    atMost('memory growth over 100,000 calls', growth, FLAT_BYTES_PER_CALL, 'bytes/call'),
  ];
}

function atMost(name: string, value: number | undefined, limit: number, unit: string): Goal {
  return { name, value, limit, unit, bound: 'at most' };
}

/** Undefined when there is nothing to divide by. */
function ratio(numerator: number | undefined, denominator: number | undefined): number | undefined {
  return numerator === undefined || denominator === undefined || denominator <= 0
    ? undefined
    : numerator / denominator;
}
