import type { Figures } from '#scripts/bench/gateway/figures.ts';
import type { LatencyRow } from '#scripts/bench/gateway/latency.ts';
import { HANDLER, SERVED_HANDLER } from '#scripts/bench/gateway/paths.ts';
import { PORTKEY } from '#scripts/bench/gateway/portkey.ts';
import { MACHINE } from '../machine.ts';

/** One row; what it adds is what a test is about. */
export function toLatencyRow(path: string, addedP50Ms: number, rest: Partial<LatencyRow> = {}): LatencyRow {
  return {
    mode: 'buffered',
    concurrency: 1,
    path,
    calls: 100,
    failures: 0,
    firstByteP50Ms: 0.1,
    firstByteP99Ms: 0.2,
    answeredP50Ms: 0.3,
    answeredP99Ms: 0.4,
    p50Ms: 0.5,
    p99Ms: 0.6,
    addedAnsweredP50Ms: addedP50Ms / 2,
    addedAnsweredP99Ms: 0.9,
    addedP50Ms,
    addedP99Ms: 1,
    callsPerSecond: 1000,
    busy: 0.04,
    ...rest,
  };
}

/** A run in which every goal of buffered calls is met. */
export const FIGURES: Figures = {
  machine: MACHINE,
  latency: [toLatencyRow(HANDLER, 0.2), toLatencyRow(SERVED_HANDLER, 0.25), toLatencyRow(PORTKEY, 1.2)],
  wire: [{ mode: 'buffered', path: HANDLER, requestBytes: 405, answerBytes: 916 }],
  bundleBytes: 99_900,
  loadedBytes: 74_200,
  firstResponse: { bareNodeMs: 30, rawCallMs: 40, gatewayMs: 70, starts: 15 },
  logLineBytes: { buffered: 1100, streaming: 1201 },
  memory: {
    samples: [{ calls: 100_000, usedBytes: 12_000_000, rssBytes: 104_000_000 }],
    usedBytesPerCall: 1.5,
    rssBytesPerCall: 20,
  },
  leftOut: [],
};
