import { assess } from '#core/maturity/assess.ts';
import type { ObservationSet } from '#core/maturity/observation.ts';
import { summarise } from '#core/maturity/summarise.ts';
import { renderFiles } from '#functions/maturity/render.ts';

/** Bytes of an assessment's files. */
export interface ReportSize {
  readonly name: string;
  readonly html: number;
  readonly text: number;
  readonly markdown: number;
  readonly assessment: number;
  readonly observations: number;
}

/** Earlier assessments that a report shows. */
const REMEMBERED = 12;
const WEEK_MS = 7 * 86_400_000;
const REFUSED = { status: 'unknown', reason: 'denied', permission: 'cloudwatch:GetMetricData' } as const;

/** Sizes with everything read and with everything refused, each with a full trend. */
export function measureReports(set: ObservationSet): readonly ReportSize[] {
  return [
    { name: 'everything read', ...sizesOf(withTrend(set)) },
    { name: 'everything refused', ...sizesOf(withTrend(refuseAll(set))) },
  ];
}

function withTrend(set: ObservationSet): ObservationSet {
  const summary = summarise(assess(set));
  const previous = Array.from({ length: REMEMBERED }, (_, index) => ({
    ...summary,
    assessedAt: new Date(Date.parse(set.observedAt) - (REMEMBERED - index) * WEEK_MS).toISOString(),
  }));
  return { ...set, previous };
}

function refuseAll(set: ObservationSet): ObservationSet {
  const detail = `AWS refused ${REFUSED.permission}.`;
  const observations = set.observations.map((one) => ({ ...one, reading: { ...REFUSED, detail } }));
  return { ...set, observations };
}

function sizesOf(set: ObservationSet): Omit<ReportSize, 'name'> {
  const files = renderFiles(set, assess(set), { link: 'https://example.org/report.html' });
  return {
    html: Buffer.byteLength(files['report.html']),
    text: Buffer.byteLength(files['report.txt']),
    markdown: Buffer.byteLength(files['report.md']),
    assessment: Buffer.byteLength(files['assessment.json']),
    observations: Buffer.byteLength(files['observations.json']),
  };
}
