import type { Machine } from '../machine.ts';
import type { AssessmentRow } from './assessment-run.ts';
import type { EvaluationTimes } from './evaluation.ts';
import type { FunctionsRun } from './functions.ts';
import type { ReportSize } from './report-size.ts';

/** Everything one run measured. */
export interface Figures {
  readonly machine: Machine;
  readonly assessments: readonly AssessmentRow[];
  /** One for each assessed account. */
  readonly evaluations: readonly EvaluationTimes[];
  readonly reports: readonly ReportSize[];
  readonly functions: FunctionsRun;
}

/** What makes the figures of a run worthless; empty when nothing does. */
export function problemsOf({ assessments }: Figures): readonly string[] {
  return assessments.flatMap(({ series, unread }) =>
    unread.map((what) => `At ${series} series this was not read: ${what}`),
  );
}
