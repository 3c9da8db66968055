import { contradicting, count, hasGatewayCalls, whenBedrockCalled, whenCalled } from '../calls.ts';
import type { CriterionDefinition, Decision, EvidenceReader } from '../criterion.ts';
import { met, unmeasurable, unmet } from '../decision.ts';
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
  evidence: [
    'serverErrors',
    'throttles',
    'timeouts',
    'retries',
    'retriedSuccesses',
    'requests',
    'bedrockInvocations',
    'bedrockServerErrors',
    'bedrockThrottles',
  ],
  thresholds: {
    serverErrors: `with throttles and timeouts ${atMost(MAX_FAILED)}`,
    retriedSuccesses: `more than 0 where ${MIN_TROUBLED} or more calls were throttled or failed`,
    bedrockServerErrors: `without a gateway: with throttles ${atMost(MAX_FAILED)}`,
  },
  isAttestable: false,
  decide: (evidence) => {
    const [byGateway, byBedrock] = [decideByGateway(evidence), decideByBedrock(evidence)];
    return hasGatewayCalls(evidence) ? byGateway : byBedrock;
  },
  nextAction: {
    title: 'Keep failures away from the caller',
    steps: [
      'See which failures remain: throttles ask for quota or another model, server errors for retries, timeouts for a longer deadline or a shorter answer.',
      'Leave retries to the gateway: maxAttempts 4 or more, callTimeoutSeconds above the slowest answer.',
      'Set an alias with a second model for calls that must not fail.',
    ],
    link: 'docs/gateway.md#what-happens-to-a-call',
  },
};

function decideByGateway(evidence: EvidenceReader): Decision {
  const { failed, retryable, retries, rescued } = countTrouble(evidence);
  return whenCalled(evidence, (calls) => {
    if (failed > calls) return contradicting(failed, calls);
    const value = `${toShareOf(failed, calls)} failed, were throttled or timed out in the end`;
    if (failed / calls > MAX_FAILED) return unmet(`${value}; it takes ${atMost(MAX_FAILED)}.`);
    const retried = describeRetries(retries, rescued);
    if (retryable >= MIN_TROUBLED && rescued === 0) return unmet(`${value}, and ${retried}.`);
    return met(`${value}; ${retried}.`);
  });
}

/** Bedrock sees attempts: where hardly one fails, hardly a call can; where many fail, retries may have saved them. */
function decideByBedrock(evidence: EvidenceReader): Decision {
  const throttled = count(evidence, 'bedrockThrottles');
  const failed = count(evidence, 'bedrockServerErrors') + throttled;
  return whenBedrockCalled(evidence, (invocations) => {
    const attempts = invocations + throttled; // throttled ones are not among invocations
    if (failed > attempts) return contradicting(failed, attempts);
    const value = `No call went through the gateway; ${toShareOf(failed, attempts, 'attempts')} failed or were throttled at Bedrock`;
    return failed / attempts > MAX_FAILED
      ? unmeasurable(`${value}, and only the gateway sees whether a retry rescued them.`)
      : met(`${value}.`);
  });
}

function describeRetries(retries: number, rescued: number): string {
  if (retries === 0) return 'no call was retried';
  const retried = toCount(retries, 'retry', 'retries');
  return rescued === 0 ? `${retried} rescued no call` : `${retried} rescued ${toCount(rescued, 'call')}`;
}

function countTrouble(evidence: EvidenceReader) {
  const retryable = count(evidence, 'serverErrors') + count(evidence, 'throttles');
  return {
    retryable,
    failed: retryable + count(evidence, 'timeouts'),
    retries: count(evidence, 'retries'),
    rescued: count(evidence, 'retriedSuccesses'),
  };
}
