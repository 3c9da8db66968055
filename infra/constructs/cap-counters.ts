import { Aws, RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { FunctionDefaults } from './observed-function.ts';

/** What keys and tenants with caps have used: one item for each and calendar month, deleted some weeks after it. */
export class CapCounters extends Construct {
  readonly table: Table;
  private readonly encryptionKey: FunctionDefaults['encryptionKey'];

  constructor(scope: Construct, id: string, { encryptionKey, removalPolicy }: FunctionDefaults) {
    super(scope, id);
    this.encryptionKey = encryptionKey;
    this.table = new Table(this, 'Table', {
      partitionKey: { name: 'counter', type: AttributeType.STRING },
      timeToLiveAttribute: 'expiresAt',
      billingMode: BillingMode.PAY_PER_REQUEST, // nothing while nobody has caps
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: removalPolicy === RemovalPolicy.RETAIN,
      removalPolicy,
    });
  }

  /** Lets a function count. It can neither list counters nor delete one. */
  grantCount(role: Role): void {
    role.addToPolicy(
      new PolicyStatement({
        actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
        resources: [this.table.tableArn],
      }),
    );
    // DynamoDB asks the key in the caller's name (Developer Guide, "DynamoDB encryption at rest: usage notes")
    role.addToPolicy(
      new PolicyStatement({
        actions: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:DescribeKey'],
        resources: [this.encryptionKey.keyArn],
        conditions: { StringEquals: { 'kms:ViaService': `dynamodb.${Aws.REGION}.amazonaws.com` } },
      }),
    );
  }
}
