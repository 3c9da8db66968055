import type { Goal } from '../goals.ts';
import type { EvaluationTimes } from './evaluation.ts';
import type { Figures } from './figures.ts';

const KILOBYTE = 1000;

/** The goals of the maturity part, each beside its figure. */
export function toGoals({ assessments, evaluations, reports }: Figures): readonly Goal[] {
  return [
    ...assessments.map(({ series, calls, fewestMetricCalls }) =>
      atMost(`GetMetricData calls at ${series} series`, {
        value: calls['cloudwatch:GetMetricData'] ?? 0,
        limit: fewestMetricCalls,
        unit: 'calls',
      }),
    ),
    ...evaluations.slice(-1).flatMap(evaluationGoals),
    ...reports.map(({ name, html }) =>
      atMost(`HTML report, ${name}`, { value: html / KILOBYTE, limit: 150, unit: 'KB' }),
    ),
  ];
}

/** Of the last account, which is the largest unless an option says otherwise. */
function evaluationGoals({ series, p50Ms, p99Ms, firstMs }: EvaluationTimes): readonly Goal[] {
  const limit = { limit: 5, unit: 'ms' };
  const name = (which: string) => `evaluation of 30 criteria, ${which}, ${series} series`;
  return [
    atMost(name('p50'), { value: p50Ms, ...limit }),
    atMost(name('p99'), { value: p99Ms, ...limit }),
    atMost(name('first of a process'), { value: firstMs, ...limit }),
  ];
}

function atMost(name: string, rest: Pick<Goal, 'value' | 'limit' | 'unit'>): Goal {
  return { name, ...rest, bound: 'at most' };
}
