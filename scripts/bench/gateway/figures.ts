import type { Goal } from '../goals.ts';
import type { FirstResponseTimes } from './first-response.ts';
import type { LatencyRow } from './latency.ts';
import type { MemoryRun } from './memory.ts';
import { HANDLER, PORTKEY, RAW } from './paths.ts';
import { MODES, type Mode } from './traffic.ts';

/** Everything one run measured. */
export interface Figures {
  readonly latency: readonly LatencyRow[];
  readonly bundleBytes: number;
  readonly firstResponse: FirstResponseTimes;
  readonly logLineBytes: Readonly<Record<Mode, number>>;
  /** Absent without `--soak`. */
  readonly memory?: MemoryRun;
  /** Paths left out, with the reason. */
  readonly leftOut: readonly { readonly path: string; readonly reason: string }[];
}

const KILOBYTE = 1000;
/** A byte per call is 0.1 MB over 100,000 calls: noise of the heap's own bookkeeping. */
const FLAT_BYTES_PER_CALL = 5;

/** The goals of the gateway, each beside its figure. */
export function toGoals(figures: Figures): readonly Goal[] {
  return [
    ...MODES.flatMap((mode) => latencyGoals(figures.latency, mode)),
    {
      name: 'gateway bundle',
      value: figures.bundleBytes / KILOBYTE,
      unit: 'KB',
      limit: 100,
      bound: 'at most',
    },
    {
      name: 'process start to first response, over bare node',
      value: figures.firstResponse.gatewayMs - figures.firstResponse.bareNodeMs,
      unit: 'ms',
      limit: 45,
      bound: 'at most',
    },
    ...MODES.map(
      (mode): Goal => ({
        name: `log line, ${mode}`,
        value: figures.logLineBytes[mode] / KILOBYTE,
        unit: 'KB',
        limit: 1.2,
        bound: 'at most',
      }),
    ),
    {
      name: 'heap growth',
      value: figures.memory?.heapBytesPerCall,
      unit: 'bytes/call',
      limit: FLAT_BYTES_PER_CALL,
      bound: 'at most',
    },
  ];
}

function latencyGoals(rows: readonly LatencyRow[], mode: Mode): readonly Goal[] {
  const row = (path: string) =>
    rows.find((each) => each.mode === mode && each.concurrency === 1 && each.path === path);
  const handler = row(HANDLER);
  return [
    {
      name: `handler over raw p50, ${mode}`,
      value: handler?.addedP50Ms,
      unit: 'ms',
      limit: 0.25,
      bound: 'at most',
    },
    {
      name: `handler over raw p99, ${mode}`,
      value: handler?.addedP99Ms,
      unit: 'ms',
      limit: 1.5,
      bound: 'at most',
    },
    {
      name: `added p50 of Portkey / of the handler, ${mode}`,
      value: ratio(row(PORTKEY)?.addedP50Ms, handler?.addedP50Ms),
      unit: 'times',
      limit: 4,
      bound: 'at least',
    },
    {
      name: `the same, handler charged with its HTTP client, ${mode}`,
      value: ratio(row(PORTKEY)?.addedP50Ms, difference(handler?.p50Ms, row(RAW)?.p50Ms)),
      unit: 'times',
      limit: 4,
      bound: 'at least',
    },
  ];
}

function difference(left: number | undefined, right: number | undefined): number | undefined {
  return left === undefined || right === undefined ? undefined : left - right;
}

/** Undefined when there is nothing to divide by. */
function ratio(numerator: number | undefined, denominator: number | undefined): number | undefined {
  return numerator === undefined || denominator === undefined || denominator <= 0
    ? undefined
    : numerator / denominator;
}
