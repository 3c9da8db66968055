import type { Assessment, CriterionResult, NextAction } from '../maturity/assessment.ts';

/** More than three at a time are a backlog, not a next step. */
const SHOWN = 3;

/** What an attestation is for, before its command. */
export const ATTEST_WORDS = 'Or, if it is in place where AWS cannot see it, attest it';

/** An open action with the criterion that asks for it. */
export interface OpenAction extends NextAction {
  /** Absent when the assessment names a criterion that it does not have. */
  readonly result?: CriterionResult;
}

/** The three actions to begin with. */
export function firstActions({ nextActions, criteria }: Assessment): readonly OpenAction[] {
  return nextActions
    .slice(0, SHOWN)
    .map((action) => ({ ...action, result: criteria.find(({ id }) => id === action.criterion) }));
}

/** What the remaining open actions are, in a sentence; `undefined` when there are none. */
export function describeRest({ nextActions }: Assessment): string | undefined {
  const rest = nextActions.length - SHOWN;
  if (rest <= 0) return undefined;
  return rest === 1 ? 'One more is open.' : `${rest} more are open.`;
}

/** Where to read on, for people: a page of Waymark's documentation is no address by itself. */
export function describeLink(link: string): string {
  return isWebAddress(link) ? link : `${link} in Waymark's repository`;
}

/** Whether a text may become a link: an address of the web and nothing that could run. */
export function isWebAddress(link: string): boolean {
  return /^https?:\/\/[\w.-]+(?::\d+)?(?:[/?#][\w.~:/?#[\]@!$&()*+,;=%-]*)?$/i.test(link);
}
