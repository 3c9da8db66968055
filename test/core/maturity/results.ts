import { assess } from '#core/maturity/assess.ts';
import type { CriterionResult } from '#core/maturity/assessment.ts';
import type { ObservationSet } from '#core/maturity/observation.ts';
import { observationSet, type SampleChanges } from './sample-observations.ts';

/** How one criterion stands in the sample with changes. */
export const resultOf = (id: string, changes: SampleChanges = {}): CriterionResult =>
  resultIn(observationSet(changes), id);

/** How one criterion stands in a set. */
export function resultIn(set: ObservationSet, id: string): CriterionResult {
  const result = assess(set).criteria.find((criterion) => criterion.id === id);
  if (!result) throw new Error(`There is no criterion ${id}.`);
  return result;
}

/** A case of a criterion's table: a sentence, what differs from the sample, and how the criterion then stands. */
export type CriterionCase = readonly [
  sentence: string,
  changes: SampleChanges,
  status: CriterionResult['status'],
  reason: string,
];
