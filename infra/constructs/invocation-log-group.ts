import { Aws } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { DataIdentifier, DataProtectionPolicy, LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { bedrockConditions } from './bedrock-conditions.ts';
import type { FunctionDefaults } from './observed-function.ts';

/** How the log of model invocations is kept. */
export interface InvocationLogGroupProps {
  readonly functionDefaults: Pick<FunctionDefaults, 'encryptionKey' | 'removalPolicy' | 'stage'>;
  readonly retention: RetentionDays;
}

/** The stream that Bedrock writes to, whatever the group is called. */
const STREAM = 'aws/bedrock/modelinvocations';

/**
 * Masked wherever events leave the group, subscription filters included. Identifiers of text only: digits that look
 * like a telephone number would be masked in token counts too.
 */
const MASKED = [
  DataIdentifier.EMAILADDRESS,
  DataIdentifier.CREDITCARDNUMBER,
  DataIdentifier.AWSSECRETKEY,
  DataIdentifier.OPENSSHPRIVATEKEY,
  DataIdentifier.PGPPRIVATEKEY,
  DataIdentifier.PKCSPRIVATEKEY,
  DataIdentifier.PUTTYPRIVATEKEY,
];

/** The encrypted, masked log group that Bedrock writes invocations to, and the role it writes with. */
export class InvocationLogGroup extends Construct {
  readonly logGroup: LogGroup;
  readonly role: Role;

  constructor(scope: Construct, id: string, { functionDefaults, retention }: InvocationLogGroupProps) {
    super(scope, id);
    const { encryptionKey, removalPolicy, stage } = functionDefaults;
    // the policy is a property of the group: no event can come before it
    const dataProtectionPolicy = new DataProtectionPolicy({
      name: 'waymark-invocations',
      description: 'Masks addresses, card numbers and keys in prompts and answers',
      identifiers: MASKED,
    });
    this.logGroup = new LogGroup(this, 'Logs', {
      encryptionKey,
      retention,
      removalPolicy,
      dataProtectionPolicy,
    });
    this.role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('bedrock.amazonaws.com', { conditions: bedrockConditions() }),
      description: `Bedrock writes model invocations (Waymark ${stage})`,
    });
    // by hand: `logGroupArn` ends in `:*`, to which no stream can be added
    const { logGroupName } = this.logGroup;
    const group = `arn:${Aws.PARTITION}:logs:${Aws.REGION}:${Aws.ACCOUNT_ID}:log-group:${logGroupName}`;
    this.role.addToPolicy(
      new PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [`${group}:log-stream:${STREAM}`],
      }),
    );
  }
}
