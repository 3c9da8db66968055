import { Aws, Stack } from 'aws-cdk-lib';
import { CfnInsightRule } from 'aws-cdk-lib/aws-cloudwatch';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

/**
 * Where calls are recorded.
 *
 * @example
 * new ModelRoutingRule(stack, 'ModelRouting', { logGroup: gateway.logGroup });
 */
export interface ModelRoutingRuleProps {
  /** Log group of the gateway; of the class Standard, the only one that Contributor Insights reads. */
  readonly logGroup: ILogGroup;
}

/** Counts calls by the model that answered, from the gateway's records: every model, not only those listed in advance. */
export class ModelRoutingRule extends Construct {
  readonly ruleName = `${Aws.STACK_NAME}-model-routing`;

  constructor(scope: Construct, id: string, { logGroup }: ModelRoutingRuleProps) {
    super(scope, id);
    new CfnInsightRule(this, 'Rule', {
      ruleName: this.ruleName,
      ruleState: 'ENABLED',
      ruleBody: Stack.of(this).toJsonString(toRule(logGroup.logGroupName)),
    });
  }
}

/** Syntax as in the CloudWatch User Guide, "Contributor Insights rule syntax". */
function toRule(logGroupName: string) {
  return {
    Schema: { Name: 'CloudWatchLogRule', Version: 1 },
    LogGroupNames: [logGroupName],
    LogFormat: 'JSON',
    Contribution: { Keys: ['$.Model'], Filters: [{ Match: '$.message', In: ['invocation'] }] },
    AggregateOn: 'Count',
  };
}
