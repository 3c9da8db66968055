import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement, type Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledge, acknowledgeBelow } from './acknowledge.ts';
import { bedrockConditions } from './bedrock-conditions.ts';
import { logicalIdOf } from './logical-id.ts';

/** Where Bedrock puts bodies that are too large for the log. */
export const BODY_PREFIX = 'bodies';
const QUARANTINE = 'quarantine/*';

/** How captured data is kept. */
export interface CaptureStoreProps {
  readonly encryptionKey: Key;
  /** Days until bodies and events in quarantine are deleted. */
  readonly retentionDays: number;
  readonly removalPolicy: RemovalPolicy;
}

/** What capture keeps: large bodies and events in quarantine, and which calls it has seen. */
export class CaptureStore extends Construct {
  readonly bucket: Bucket;
  readonly table: Table;
  private readonly encryptionKey: Key;

  constructor(scope: Construct, id: string, props: CaptureStoreProps) {
    super(scope, id);
    this.encryptionKey = props.encryptionKey;
    this.bucket = this.createBucket(props);
    this.table = this.createTable(props);
  }

  /** Lets Bedrock deliver bodies, for this account and Region (policy as in Bedrock's user guide; path unverified). */
  grantDelivery(): void {
    const principals = [new ServicePrincipal('bedrock.amazonaws.com')];
    const logs = `${BODY_PREFIX}/AWSLogs/${Aws.ACCOUNT_ID}/BedrockModelInvocationLogs/*`;
    this.bucket.addToResourcePolicy(
      new PolicyStatement({
        sid: 'BedrockDeliversBodies',
        principals,
        actions: ['s3:PutObject'],
        resources: [this.bucket.arnForObjects(logs)],
        conditions: bedrockConditions(),
      }),
    );
    this.encryptionKey.addToResourcePolicy(
      new PolicyStatement({
        sid: 'BedrockEncryptsBodies',
        principals,
        actions: ['kms:GenerateDataKey'],
        resources: ['*'], // in a key policy: this key
        conditions: bedrockConditions(),
      }),
    );
  }

  /** What the collector does here: reads bodies, keeps what it cannot read, remembers what it has seen. */
  grantCollect(role: Role): void {
    for (const [action, objects] of [
      ['s3:GetObject', `${BODY_PREFIX}/*`],
      ['s3:PutObject', QUARANTINE],
    ] as const) {
      const resources = [this.bucket.arnForObjects(objects)];
      role.addToPolicy(new PolicyStatement({ actions: [action], resources }));
      acknowledgeBelow(role, {
        id: `AwsSolutions-IAM5[Resource::<${logicalIdOf(this.bucket)}.Arn>/${objects}]`,
        reason: 'Keys of objects carry days and ids; the bucket is the stack’s own.',
      });
    }
    this.grantTable(role, ['dynamodb:PutItem']);
  }

  /** What the logging function does here: remembers what it found in the Region. */
  grantRemember(role: Role): void {
    this.grantTable(role, ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:DeleteItem']);
  }

  private grantTable(role: Role, actions: string[]): void {
    role.addToPolicy(new PolicyStatement({ actions, resources: [this.table.tableArn] }));
    this.encryptionKey.grant(role, 'kms:Decrypt', 'kms:GenerateDataKey');
  }

  /** Retained: a bucket that is not empty would keep the stack from being deleted; it empties itself. */
  private createBucket({ encryptionKey, retentionDays }: CaptureStoreProps): Bucket {
    const bucket = new Bucket(this, 'Bucket', {
      encryption: BucketEncryption.KMS,
      encryptionKey,
      bucketKeyEnabled: true, // one KMS call for many objects
      enforceSSL: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      lifecycleRules: [
        { expiration: Duration.days(retentionDays), abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
      removalPolicy: RemovalPolicy.RETAIN,
    });
    acknowledge(bucket, {
      id: 'AwsSolutions-S1',
      reason: 'Bedrock and one function write here; CloudTrail data events tell who read it.',
    });
    return bucket;
  }

  private createTable({ encryptionKey, removalPolicy }: CaptureStoreProps): Table {
    return new Table(this, 'Table', {
      partitionKey: { name: 'id', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      timeToLiveAttribute: 'expiresAt',
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: removalPolicy === RemovalPolicy.RETAIN,
      removalPolicy,
    });
  }
}
