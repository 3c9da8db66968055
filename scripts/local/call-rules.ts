import type { TrailEvent } from './aws/cloudtrail/event.ts';
import type { CallRuleDefinition } from './template/capture.ts';

/** Invokes the targets of the rules that an API call matches, with the event that EventBridge makes of it. */
export function followCallRules(
  rules: readonly CallRuleDefinition[],
  invoke: (functionArn: string, event: unknown) => void,
): (event: TrailEvent) => void {
  return ({ eventName, eventSource, principalArn, errorCode }) => {
    const source = `aws.${eventSource.split('.', 1)[0]}`;
    const matching = rules.filter(
      (rule) => rule.source.includes(source) && rule.eventNames.includes(eventName),
    );
    const event = {
      source,
      'detail-type': 'AWS API Call via CloudTrail',
      detail: { eventSource, eventName, errorCode, userIdentity: { arn: principalArn } },
    };
    for (const { functionArns } of matching)
      for (const functionArn of functionArns) invoke(functionArn, event);
  };
}
