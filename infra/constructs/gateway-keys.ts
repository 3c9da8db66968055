import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { type IAuthorizer, IdentitySource, RequestAuthorizer } from 'aws-cdk-lib/aws-apigateway';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { HashSecret } from './hash-secret.ts';
import { type FunctionDefaults, ObservedFunction } from './observed-function.ts';

/** How keys are kept and checked. */
export interface GatewayKeysProps {
  readonly functionDefaults: FunctionDefaults;
  readonly hashSecret: HashSecret;
  readonly reservedConcurrency: number | 'none';
  /** How long an authorisation is remembered: a revoked key works that much longer. 0 asks every time. */
  readonly cacheSeconds: number;
}

/** Bearer keys: the table that holds their digests and the authorizer that checks them. */
export class GatewayKeys extends Construct {
  readonly table: Table;
  readonly authorizer: IAuthorizer;
  /** The function behind the authorizer. */
  readonly function: ObservedFunction;

  constructor(scope: Construct, id: string, props: GatewayKeysProps) {
    super(scope, id);
    this.table = this.createTable(props.functionDefaults);
    this.function = this.createFunction(props);
    this.authorizer = new RequestAuthorizer(this, 'Authorizer', {
      handler: this.function.handler,
      // The cache is keyed by the whole header, so two keys can never share an identity.
      identitySources: [IdentitySource.header('Authorization')],
      resultsCacheTtl: Duration.seconds(props.cacheSeconds),
    });
  }

  private createTable({ encryptionKey, removalPolicy }: FunctionDefaults): Table {
    return new Table(this, 'Table', {
      partitionKey: { name: 'keyId', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: removalPolicy === RemovalPolicy.RETAIN,
      removalPolicy,
    });
  }

  private createFunction(props: GatewayKeysProps): ObservedFunction {
    const authorizer = new ObservedFunction(this, 'AuthorizerFunction', {
      ...props.functionDefaults,
      functionName: 'authorizer',
      description: 'Recognises bearer keys',
      timeout: Duration.seconds(10),
      memorySizeMegabytes: 512,
      reservedConcurrency: props.reservedConcurrency,
      environment: { KEYS_TABLE_NAME: this.table.tableName, HASH_SECRET_ARN: props.hashSecret.arn },
    });
    authorizer.role.addToPolicy(
      new PolicyStatement({ actions: ['dynamodb:GetItem'], resources: [this.table.tableArn] }),
    );
    props.hashSecret.grantRead(authorizer.role);
    return authorizer;
  }
}
