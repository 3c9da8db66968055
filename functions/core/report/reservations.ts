import type { Assessment } from '../maturity/assessment.ts';
import { Omission } from '../maturity/observation.ts';

const KINDS: readonly string[] = Omission.shape.what.options;

/** Whether an entry says that the assessment itself lacks something, rather than one piece of its evidence. */
export function isReservation({ evidence }: Assessment['unmeasured'][number]): boolean {
  return KINDS.includes(evidence);
}

/** What a reader has to know before comparing: attestations, earlier assessments or answers that are missing. */
export function reservationsOf({ unmeasured }: Assessment): readonly string[] {
  return unmeasured.filter(isReservation).map(({ reason }) => reason);
}

/** Why there is nothing to compare with, in a sentence. */
export function describeFirst({ unmeasured }: Assessment): string {
  return unmeasured.some(({ evidence }) => evidence === 'earlier-assessments')
    ? 'There may be earlier reports, but they could not be read: there is nothing to compare this one with.'
    : 'This is the first report: there is nothing to compare it with.';
}
