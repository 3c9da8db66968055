import type { CriterionDefinition } from '../criterion.ts';
import { met, unlessCut, unmet } from '../decision.ts';
import { toCount, toNumber } from '../wording.ts';

/** Level 1: figures that reach nobody are not tracked. */
export const noTracking: CriterionDefinition = {
  id: 'no-tracking',
  level: 1,
  kind: 'symptom',
  statement: 'No tracking of cost, latency, or failures',
  evidence: ['alarms'],
  thresholds: { alarms: 'at least 1 that reaches a confirmed subscriber' },
  isAttestable: false,
  decide: (evidence) => {
    const { alarms, reaching, isComplete } = evidence.fact('alarms');
    if (alarms === 0)
      return unlessCut(isComplete, met('There is no alarm on the metrics of Bedrock or of the gateway.'));
    if (reaching === 0)
      return unlessCut(
        isComplete,
        met(`Not one of ${toCount(alarms, 'alarm')} reaches a confirmed subscriber.`),
      );
    return unmet(
      `${toNumber(reaching)} of ${toCount(alarms, 'alarm')} ${reaching === 1 ? 'reaches' : 'reach'} a confirmed subscriber.`,
    );
  },
  nextAction: {
    title: 'Let an alarm reach somebody',
    steps: [
      'Set an alarm on server errors, throttles or latency of the gateway: aws cloudwatch put-metric-alarm with an SNS topic as its action.',
      'Subscribe an address that is read: aws sns subscribe --topic-arn <topic> --protocol email --notification-endpoint <address>.',
      'Confirm the subscription with the link in the mail; an unconfirmed one gets nothing.',
    ],
    link: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html',
  },
};
