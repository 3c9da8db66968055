import { Aws, type RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';

/** How the key is kept. */
export interface DataKeyProps {
  /** What happens to the key with the stack: what it encrypted is lost with it. */
  readonly removalPolicy: RemovalPolicy;
}

/**
 * The one customer-managed key of a stack: log groups, keys table, secret, topic, queues, guardrail and the
 * functions' environment. One key, because all of it belongs to the same stack and is read by the same few roles.
 */
export class DataKey extends Construct {
  readonly key: Key;

  constructor(scope: Construct, id: string, props: DataKeyProps) {
    super(scope, id);
    this.key = new Key(this, 'Key', {
      description: `Waymark data (${Stack.of(this).stackName})`,
      enableKeyRotation: true,
      removalPolicy: props.removalPolicy,
    });
    this.allowLogs();
    this.allowAlarms();
  }

  /** CloudWatch Logs encrypts with it, for log groups of this account and Region only. */
  private allowLogs(): void {
    const logGroups = `arn:${Aws.PARTITION}:logs:${Aws.REGION}:${Aws.ACCOUNT_ID}:log-group:*`;
    this.key.addToResourcePolicy(
      new PolicyStatement({
        sid: 'CloudWatchLogs',
        principals: [new ServicePrincipal(`logs.${Aws.REGION}.amazonaws.com`)],
        actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
        resources: ['*'], // in a key policy: this key
        conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': logGroups } },
      }),
    );
  }

  /** CloudWatch alarms of this account publish to the encrypted topic. */
  private allowAlarms(): void {
    this.key.addToResourcePolicy(
      new PolicyStatement({
        sid: 'CloudWatchAlarms',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
        resources: ['*'], // in a key policy: this key
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
  }
}
