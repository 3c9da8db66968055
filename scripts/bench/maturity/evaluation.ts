import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ObservationSet } from '#core/maturity/observation.ts';
import { serialise } from '#core/maturity/serialise.ts';
import { startChild } from '../child.ts';
import { median, percentile } from '../statistics.ts';
import { programPath } from './build.ts';
import { Evaluations } from './messages.ts';

/** Time that the core takes for all criteria of one observation set, in milliseconds. */
export interface EvaluationTimes {
  /** Metric series of the account that the set was read from. */
  readonly series: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** The very first of a process: median of the fresh processes. */
  readonly firstMs: number;
  readonly observations: number;
  readonly evaluations: number;
  readonly processes: number;
}

/** What is evaluated, and how often. */
export interface EvaluationRequest extends Readonly<Record<'series' | 'starts' | 'evaluations', number>> {
  /** Where the programs were built. */
  readonly folder: string;
}

/** Evaluates a set in fresh processes, each bundled as functions are. */
export async function measureEvaluation(
  set: ObservationSet,
  { folder, series, starts, evaluations }: EvaluationRequest,
): Promise<EvaluationTimes> {
  const file = join(folder, 'observations.json');
  await writeFile(file, serialise(ObservationSet.parse(set)));
  const runs: { readonly firstMs: number; readonly laterMs: readonly number[] }[] = [];
  for (let start = 0; start < starts; start += 1)
    runs.push(await evaluate([programPath(folder, 'evaluation'), file, String(evaluations)]));
  const later = runs.flatMap(({ laterMs }) => laterMs);
  return {
    series,
    p50Ms: percentile(later, 50),
    p99Ms: percentile(later, 99),
    firstMs: median(runs.map(({ firstMs }) => firstMs)),
    observations: set.observations.length,
    evaluations: later.length,
    processes: starts,
  };
}

async function evaluate(nodeArguments: readonly string[]) {
  const child = startChild({ nodeArguments, environment: {} });
  try {
    return await child.next(Evaluations);
  } finally {
    await child.stop();
  }
}
