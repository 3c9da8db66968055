import { count, whenCalled } from '../calls.ts';
import type { CriterionDefinition, EvidenceReader } from '../criterion.ts';
import { met, unmet } from '../decision.ts';
import { atMost } from '../thresholds.ts';
import { toCount, toShareOf } from '../wording.ts';

/** The callers' view after every retry: 99 % of calls do not fail. Bedrock's own target is higher. */
const MAX_FAILED = 0.01;
/** With fewer calls in trouble it is chance whether a retry rescued one. */
const MIN_TROUBLED = 5;

/** Level 2: retries and timeouts do their work, so that failures do not reach the caller. */
export const errorsHandled: CriterionDefinition = {
  id: 'errors-handled',
  level: 2,
  kind: 'practice',
  statement: 'Basic retry, timeout, and error handling is implemented',
  evidence: ['serverErrors', 'throttles', 'timeouts', 'retries', 'retriedSuccesses', 'requests'],
  thresholds: {
    serverErrors: `with throttles and timeouts ${atMost(MAX_FAILED)}`,
    retriedSuccesses: `more than 0 where ${MIN_TROUBLED} or more calls were throttled or failed`,
  },
  isAttestable: false,
  decide: (evidence) => {
    const { failed, retryable, retries, rescued } = countTrouble(evidence);
    return whenCalled(evidence, (calls) => {
      const value = `${toShareOf(failed, calls)} failed, were throttled or timed out in the end`;
      if (failed / calls > MAX_FAILED) return unmet(`${value}; it takes ${atMost(MAX_FAILED)}.`);
      const retried = `${toCount(retries, 'retry', 'retries')} rescued ${toCount(rescued, 'call')}`;
      if (retryable >= MIN_TROUBLED && rescued === 0) return unmet(`${value}, and ${retried}.`);
      return met(`${value}; ${retried}.`);
    });
  },
  nextAction: {
    title: 'Keep failures away from the caller',
    steps: [
      'See which failures remain: throttles ask for quota or another model, server errors for retries, timeouts for a longer deadline or a shorter answer.',
      'Leave retries to the gateway: maxAttempts 4 or more, callTimeoutSeconds above the slowest answer.',
      'Set an alias with a second model for calls that must not fail.',
    ],
    link: 'README.md#what-happens-to-a-call',
  },
};

function countTrouble(evidence: EvidenceReader) {
  const retryable = count(evidence, 'serverErrors') + count(evidence, 'throttles');
  return {
    retryable,
    failed: retryable + count(evidence, 'timeouts'),
    retries: count(evidence, 'retries'),
    rescued: count(evidence, 'retriedSuccesses'),
  };
}
