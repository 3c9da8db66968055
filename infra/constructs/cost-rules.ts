import { Aws, Stack } from 'aws-cdk-lib';
import { CfnInsightRule } from 'aws-cdk-lib/aws-cloudwatch';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { ownMetrics } from '#core/signals/own-metrics.ts';

/** Where calls are recorded. */
export interface CostRulesProps {
  /** Log group of the gateway; of the class Standard, the only one that Contributor Insights reads. */
  readonly logGroup: ILogGroup;
}

/** Keys of the records that cost is added up by. */
const KEYS = { tenant: ['$.invocation.tenant'], user: ['$.invocation.tenant', '$.invocation.user'] } as const;

/** Adds up what calls cost by tenant and by user, from the gateway's records, while they come in. */
export class CostRules extends Construct {
  readonly names = { tenant: toName('tenant'), user: toName('user') } as const;

  constructor(scope: Construct, id: string, { logGroup }: CostRulesProps) {
    super(scope, id);
    for (const by of ['tenant', 'user'] as const)
      new CfnInsightRule(this, by, {
        ruleName: this.names[by],
        ruleState: 'ENABLED',
        ruleBody: Stack.of(this).toJsonString(toRule(logGroup.logGroupName, KEYS[by])),
      });
  }
}

const toName = (by: keyof typeof KEYS): string => `${Aws.STACK_NAME}-cost-by-${by}`;

/** Syntax as in the CloudWatch User Guide, "Contributor Insights rule syntax". */
function toRule(logGroupName: string, keys: readonly string[]) {
  return {
    Schema: { Name: 'CloudWatchLogRule', Version: 1 },
    LogGroupNames: [logGroupName],
    LogFormat: 'JSON',
    Contribution: {
      Keys: keys,
      ValueOf: `$.${ownMetrics.cost.metricName}`,
      Filters: [{ Match: '$.message', In: ['invocation'] }],
    },
    AggregateOn: 'Sum',
  };
}
