import type { AssessmentRow } from '#scripts/bench/maturity/assessment-run.ts';
import type { Figures } from '#scripts/bench/maturity/figures.ts';
import { MACHINE } from '../machine.ts';

/** An assessment; what differs is what a test is about. */
export const toAssessmentRow = (rest: Partial<AssessmentRow> = {}): AssessmentRow => ({
  series: 1_000,
  queries: 1_105,
  calls: { 'cloudtrail:LookupEvents': 18, 'cloudwatch:GetMetricData': 3, 'logs:StartQuery': 3 },
  fewestMetricCalls: 3,
  costUsd: 0.01105,
  elapsedMs: 8_600,
  pacingMs: 8_500,
  workMs: 150,
  processorMs: 140,
  unread: [],
  ...rest,
});

const TIMES = { observations: 89, evaluations: 1_500, processes: 3 };
const SIZES = { text: 4_200, markdown: 8_300, assessment: 107_000, observations: 88_000 };

/** A run in which every goal is met but the first evaluation's. */
export const FIGURES: Figures = {
  machine: MACHINE,
  assessments: [toAssessmentRow()],
  evaluations: [
    { series: 10, p50Ms: 0.3, p99Ms: 0.9, firstMs: 6, ...TIMES },
    { series: 1_000, p50Ms: 0.4, p99Ms: 1.2, firstMs: 8, ...TIMES },
  ],
  reports: [{ name: 'everything read', html: 98_700, ...SIZES }],
  functions: {
    bareNodeMs: 27,
    starts: 3,
    functions: [{ name: 'maturity', bundleBytes: 984_800, firstResponseMs: 153 }],
  },
};
