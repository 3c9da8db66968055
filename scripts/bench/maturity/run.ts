import { join } from 'node:path';
import { PROJECT_ROOT } from '../bundle.ts';
import { type Child, startChild } from '../child.ts';
import { describeMachine } from '../machine.ts';
import { type AssessmentRow, measureAssessment } from './assessment-run.ts';
import { buildFunction, buildPrograms, FUNCTIONS, withWorkFolder } from './build.ts';
import { type EvaluationTimes, measureEvaluation } from './evaluation.ts';
import type { Figures } from './figures.ts';
import { measureFunctions } from './functions.ts';
import { Done } from './messages.ts';
import type { BenchOptions } from './options.ts';
import { measureReports } from './report-size.ts';

/** Measures everything. Ends every process it started. */
export async function runBenchmark(
  options: BenchOptions,
  onProgress: (line: string) => void,
): Promise<Figures> {
  const machine = describeMachine();
  const account = startChild({
    nodeArguments: ['--import', 'tsx', join(PROJECT_ROOT, 'scripts/bench/maturity/programs/account.ts')],
    environment: { PATH: process.env.PATH ?? '', NODE_ENV: 'production' },
  });
  try {
    const measured = await withWorkFolder((folder) => measure(account, { ...options, folder, onProgress }));
    return { machine, ...measured };
  } finally {
    await account.stop();
  }
}

interface Measuring extends BenchOptions {
  readonly folder: string;
  readonly onProgress: (line: string) => void;
}

async function measure(
  account: Child,
  { folder, series, starts, evaluations, onProgress }: Measuring,
): Promise<Omit<Figures, 'machine'>> {
  onProgress('building');
  const [bundles] = await Promise.all([
    Promise.all(FUNCTIONS.map((name) => buildFunction(folder, name))),
    buildPrograms(folder),
  ]);
  await account.next(Done);
  const assessed: Awaited<ReturnType<typeof measureAssessment>>[] = [];
  for (const count of series) {
    onProgress(`assessing ${count} series`);
    assessed.push(await measureAssessment(account, count));
  }
  const largest = assessed.at(-1);
  if (!largest) throw new TypeError('No account was assessed.');
  const { set, endpoint } = largest;
  onProgress('core evaluation');
  const evaluated: EvaluationTimes[] = [];
  for (const { row, set: assessedSet } of assessed)
    evaluated.push(await measureEvaluation(assessedSet, { folder, series: row.series, starts, evaluations }));
  onProgress('process start to first response');
  const functions = await measureFunctions(bundles, { folder, endpoint, set, starts });
  const assessments: readonly AssessmentRow[] = assessed.map(({ row }) => row);
  return { assessments, evaluations: evaluated, reports: measureReports(set), functions };
}
