import type { Assessment, CriterionResult } from './assessment.ts';
import type { AssessmentSummary, ObservationSet } from './observation.ts';
import { serialise } from './serialise.ts';

/** Assessments that the trend goes back. */
const TREND_LENGTH = 12;

/** Earlier assessments without repeats, oldest first. One of the same time or later is no earlier one. */
export function toTrend({ previous, observedAt }: ObservationSet): AssessmentSummary[] {
  const nowMs = Date.parse(observedAt);
  const distinct = new Map(
    previous
      .filter(({ assessedAt }) => Date.parse(assessedAt) < nowMs)
      .map((summary) => [serialise(summary), summary]),
  );
  return [...distinct]
    .sort(([leftText, left], [rightText, right]) => {
      const byTime = Date.parse(left.assessedAt) - Date.parse(right.assessedAt);
      return byTime === 0 ? Number(leftText > rightText) * 2 - 1 : byTime;
    })
    .map(([, summary]) => summary)
    .slice(-TREND_LENGTH);
}

/** What changed since an earlier assessment; levels as differences. Criteria that it did not have are left out. */
export function toDelta(
  earlier: AssessmentSummary,
  now: Pick<Assessment, 'level' | 'solidLevel' | 'criteria'>,
): Assessment['delta'] {
  const changed = (isBetter: boolean) =>
    now.criteria
      .filter((criterion) => changeOf(criterion, earlier) === (isBetter ? 1 : -1))
      .map(({ id }) => id);
  return {
    since: earlier.assessedAt,
    level: now.level - earlier.level,
    solidLevel: now.solidLevel - earlier.solidLevel,
    improved: changed(true),
    regressed: changed(false),
  };
}

/** 1 when a criterion became good, -1 when it was good and is no longer, which losing sight of it is too. */
function changeOf({ id, kind, status }: CriterionResult, { criteria }: AssessmentSummary): number {
  if (!Object.hasOwn(criteria, id)) return 0;
  const good = kind === 'symptom' ? 'unmet' : 'met';
  return Number(status === good) - Number(criteria[id] === good);
}
