import { describe, expect, it } from 'vitest';
import { isEmptyResponse, isUsageMissing, outcomeOf } from '#core/invocation/outcome.ts';
import { OUTCOMES } from '#core/invocation/record.ts';
import { invocationRecord } from './sample-records.ts';

const nothing = { isInterrupted: false, guardrailIntervened: false };

describe('outcomeOf', () => {
  it.each([
    ['an answer in full', nothing, 'success'],
    ['an intervention', { ...nothing, guardrailIntervened: true }, 'guardrail_intervened'],
    ['a broken stream', { ...nothing, isInterrupted: true }, 'aborted'],
    ['a failure', { ...nothing, failure: 'throttled' }, 'throttled'],
    [
      'a failure in a broken stream',
      { ...nothing, isInterrupted: true, failure: 'server_error' },
      'server_error',
    ],
    ['a deadline over a failure', { ...nothing, cutBy: 'deadline', failure: 'server_error' }, 'timeout'],
    ['a deadline in a stream', { ...nothing, cutBy: 'deadline', isInterrupted: true }, 'timeout'],
    [
      'a caller who left over everything',
      { isInterrupted: true, guardrailIntervened: true, cutBy: 'caller' },
      'aborted',
    ],
  ] as const)('calls %s by its name', (_title, ending, expected) => {
    expect(outcomeOf(ending)).toBe(expected);
  });
});

describe('isEmptyResponse', () => {
  it.each([
    ['success', false, 'end_turn', true],
    ['success', false, undefined, true],
    ['success', true, 'end_turn', false],
    ['success', undefined, 'end_turn', false],
    ['success', false, 'max_tokens', false],
    ['success', false, 'tool_use', false],
    ['guardrail_intervened', false, 'guardrail_intervened', false],
    ['aborted', false, undefined, false],
  ] as const)(
    'with outcome %s, content %s and stop reason %s is %s',
    (outcome, hasContent, stopReason, expected) => {
      expect(isEmptyResponse(outcome, { hasContent, stopReason })).toBe(expected);
    },
  );
});

describe('isUsageMissing', () => {
  it.each([
    ['absent', true],
    ['invalid', true],
    ['interrupted', true],
    ['not_applicable', false],
    ['no_response', false],
  ] as const)('of usage that is unknown because it is %s is %s', (reason, expected) => {
    expect(isUsageMissing(invocationRecord({ usage: { status: 'unknown', reason } }))).toBe(expected);
  });

  it.each(OUTCOMES)('is false of known usage, with outcome %s too', (outcome) => {
    expect(isUsageMissing(invocationRecord({ outcome }))).toBe(false);
  });
});
