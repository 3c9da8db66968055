import { CfnSamplingRule } from 'aws-cdk-lib/aws-xray';
import { Construct } from 'constructs';

/** Which calls are traced, and how many of them. */
export interface TraceSamplingProps {
  /** As the metrics' `ApiName` has it. */
  readonly apiName: string;
  readonly stage: string;
  /** Share of the calls that X-Ray records, above 0 and at most 100. */
  readonly percent: number;
}

/** Before X-Ray's default rule, which has 10,000, and with room for rules of the account's own. */
const PRIORITY = 9_000;

/**
 * X-Ray's rule for one stage of a REST API (developer guide, "Configure sampling rules for API Gateway APIs"). Without
 * one the default rule holds: the first call of each second on top of the share, which is nearly every call below some
 * hundred thousand a day.
 */
export class TraceSampling extends Construct {
  constructor(scope: Construct, id: string, { apiName, stage, percent }: TraceSamplingProps) {
    super(scope, id);
    new CfnSamplingRule(this, 'Rule', {
      samplingRule: {
        ruleName: `${apiName}-calls`,
        version: 1,
        priority: PRIORITY,
        serviceName: `${apiName}/${stage}`,
        serviceType: 'AWS::ApiGateway::Stage',
        reservoirSize: 0,
        fixedRate: percent / 100,
        ...{ resourceArn: '*', host: '*', httpMethod: '*', urlPath: '*' },
      },
    });
  }
}
