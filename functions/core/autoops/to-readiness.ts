import type { Assessment } from '../maturity/assessment.ts';
import type { AutoOpsReadiness } from './readiness.ts';

/** The second axis of an assessment as a document of its own; `undefined` where there is none. */
export function toReadiness(assessment: Assessment | undefined): AutoOpsReadiness | undefined {
  if (assessment?.autoops === undefined) return undefined;
  const { assessedAt, scope, window, autoops } = assessment;
  return { schemaVersion: 1, assessedAt, scope, window, ...autoops };
}
