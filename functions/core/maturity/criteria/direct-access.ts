import { whenEnough } from '../calls.ts';
import type { CriterionDefinition } from '../criterion.ts';
import { met, unmet } from '../decision.ts';
import { atMost } from '../thresholds.ts';
import { toList, toMinute, toShareOf } from '../wording.ts';

/** A try in the console now and then is no symptom; one call in ten is an application. */
const MAX_DIRECT = 0.1;

/** Level 1: applications call models past the gateway. */
export const directAccess: CriterionDefinition = {
  id: 'direct-access',
  level: 1,
  kind: 'symptom',
  statement: 'LLMs are accessed directly via APIs or notebooks',
  evidence: ['callers'],
  thresholds: { callers: `${atMost(MAX_DIRECT, 'sampled calls')} past the gateway` },
  isAttestable: false,
  decide: (evidence) => {
    const { since, sampled, throughGateway, otherPrincipals } = evidence.fact('callers');
    return whenEnough(sampled, 'Bedrock call', 'was found in CloudTrail', () => {
      const direct = Math.max(0, sampled - throughGateway);
      const value = `${toShareOf(direct, sampled, `sampled calls since ${toMinute(since)}`)} went past the gateway`;
      if (direct / sampled <= MAX_DIRECT) return unmet(`${value}.`, { callers: value });
      const who = otherPrincipals.length === 0 ? '' : `, by ${toList(otherPrincipals)}`;
      return met(`${value}${who}.`, { callers: value });
    });
  },
  nextAction: {
    title: 'Send the calls through the gateway',
    steps: [
      'Look up in the evidence which principals call Bedrock directly.',
      'Give each of these applications a gateway key: npm run keys -- create --tenant <team> --label <application>.',
      'Set AWS_ENDPOINT_URL_BEDROCK_RUNTIME to the gateway and AWS_BEARER_TOKEN_BEDROCK to the key; the program stays as it is.',
      'Take bedrock:InvokeModel* away from their roles when the traffic has moved.',
    ],
    link: 'README.md#point-a-client-at-it',
  },
};
