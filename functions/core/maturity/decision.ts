import type { Decision } from './criterion.ts';

type Values = Decision['values'];

/** The practice is in place; a symptom is still present. */
export const met = (reason: string, values: Values = {}): Decision => ({ status: 'met', reason, values });

/** Measured, and it falls short; a symptom is gone. */
export const unmet = (reason: string, values: Values = {}): Decision => ({ status: 'unmet', reason, values });

/** Nothing that could be measured happened. */
export const unmeasurable = (reason: string, values: Values = {}): Decision => ({
  status: 'unknown',
  reason,
  values,
});

/**
 * A verdict that needs all of a list: "none of them", "every one of them". On a list that was cut short it stays open,
 * as the rest may say otherwise.
 */
export const unlessCut = (isComplete: boolean, decision: Decision): Decision =>
  isComplete
    ? decision
    : unmeasurable(
        `There is more than was read, so this is not certain: ${decision.reason}`,
        decision.values,
      );

/** Not found here, but it may exist in another account, Region or tool. */
export const notSeenHere = (reason: string, values: Values = {}): Decision => ({
  status: 'unmet',
  reason,
  values,
  isBeyondSight: true,
});
