import type { Assessment } from './assessment.ts';
import type { AssessmentSummary } from './observation.ts';

/** As much of an assessment as later ones need for trend and delta. */
export function summarise({ assessedAt, level, solidLevel, criteria }: Assessment): AssessmentSummary {
  return {
    assessedAt,
    level,
    solidLevel,
    criteria: Object.fromEntries(criteria.map(({ id, status }) => [id, status])),
  };
}
