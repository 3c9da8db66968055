import { Aws, Duration } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSubscriptionFilter } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { PRICES_FILE, priceFiles } from '../settings/prices.ts';
import type { StageSettings } from '../settings/schema.ts';
import { acknowledgeBelow } from './acknowledge.ts';
import type { CaptureStore } from './capture-store.ts';
import type { HashSecret } from './hash-secret.ts';
import { type FunctionDefaults, ObservedFunction } from './observed-function.ts';

/** What the collector needs from the stack. */
export interface CollectorFunctionProps {
  readonly functionDefaults: FunctionDefaults;
  readonly settings: StageSettings;
  readonly hashSecret: HashSecret;
  readonly store: CaptureStore;
  /** Whose calls are recorded already, and whose log its records go to. */
  readonly gateway: ObservedFunction;
}

/**
 * Makes records of logged invocations. It writes into the gateway's log group: whoever reads records reads one group,
 * whichever way a call was captured.
 */
export class CollectorFunction extends ObservedFunction {
  constructor(scope: Construct, id: string, props: CollectorFunctionProps) {
    const { functionDefaults, settings, hashSecret, store, gateway } = props;
    super(scope, id, {
      ...functionDefaults,
      functionName: 'collector',
      description: 'Records calls that Bedrock logged and the gateway did not make',
      timeout: Duration.minutes(1),
      memorySizeMegabytes: 512,
      reservedConcurrency: settings.invocationLogging.concurrency,
      siteFiles: () => priceFiles(settings),
      invocation: 'asynchronous',
      logGroup: gateway.logGroup,
      environment: {
        GATEWAY_ROLE_ARN: gateway.role.roleArn,
        CLAIMS_TABLE_NAME: store.table.tableName,
        CAPTURE_BUCKET: store.bucket.bucketName,
        HASH_SECRET_ARN: hashSecret.arn,
        ...(settings.cost.prices !== undefined && { PRICES_FILE }),
      },
    });
    store.grantCollect(this.role);
    hashSecret.grantRead(this.role);
    this.allowProfiles();
  }

  /** Callers past the gateway name any profile of the account; its price is that of the model behind it. */
  private allowProfiles(): void {
    const profiles = `bedrock:${Aws.REGION}:${Aws.ACCOUNT_ID}:application-inference-profile/*`;
    this.role.addToPolicy(
      new PolicyStatement({
        actions: ['bedrock:GetInferenceProfile'],
        resources: [`arn:${Aws.PARTITION}:${profiles}`],
      }),
    );
    acknowledgeBelow(this.role, {
      id: `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:bedrock:<AWS::Region>:<AWS::AccountId>:application-inference-profile/*]`,
      reason: 'Reads which model a profile stands for; applications make profiles as they please.',
    });
  }

  /** Has CloudWatch Logs send it every event of a group: what is no invocation must be seen, too. */
  subscribeTo(logGroupName: string): void {
    const group = `arn:${Aws.PARTITION}:logs:${Aws.REGION}:${Aws.ACCOUNT_ID}:log-group:${logGroupName}:*`;
    this.handler.addPermission('Subscription', {
      principal: new ServicePrincipal('logs.amazonaws.com'),
      sourceArn: group,
      sourceAccount: Aws.ACCOUNT_ID,
    });
    const filter = new CfnSubscriptionFilter(this, 'Subscription', {
      logGroupName,
      filterPattern: '',
      destinationArn: this.handler.functionArn,
    });
    // CloudWatch invokes its destination when the filter is made
    filter.node.addDependency(this.handler);
  }
}
