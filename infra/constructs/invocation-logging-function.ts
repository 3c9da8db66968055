import { Duration } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { InvocationLogging } from '../settings/invocation-logging.ts';
import { acknowledge, acknowledgeBelow } from './acknowledge.ts';
import type { CaptureStore } from './capture-store.ts';
import { type FunctionDefaults, ObservedFunction } from './observed-function.ts';

/** What the function needs from the stack. */
export interface InvocationLoggingFunctionProps {
  readonly functionDefaults: FunctionDefaults;
  readonly settings: InvocationLogging;
  readonly store: CaptureStore;
}

const CONTROL = ['Get', 'Put', 'Delete'].map((verb) => `bedrock:${verb}ModelInvocationLoggingConfiguration`);

/** Sets up, watches and puts back the Region's model invocation logging. */
export class InvocationLoggingFunction extends ObservedFunction {
  constructor(
    scope: Construct,
    id: string,
    { functionDefaults, settings, store }: InvocationLoggingFunctionProps,
  ) {
    super(scope, id, {
      ...functionDefaults,
      functionName: 'invocation-logging',
      description: 'Sets up the Region’s model invocation logging and notices when somebody changes it',
      timeout: Duration.minutes(3), // two of them for a new role to become known
      memorySizeMegabytes: 256,
      reservedConcurrency: settings.concurrency === 'none' ? 'none' : 1,
      invocation: 'asynchronous',
      environment: { MEMORY_TABLE_NAME: store.table.tableName },
    });
    const actions = settings.mode === 'manage' ? CONTROL : CONTROL.slice(0, 1);
    this.role.addToPolicy(new PolicyStatement({ actions, resources: ['*'] })); // the Region's one configuration has no ARN
    store.grantRemember(this.role);
    this.watch();
  }

  /** Lets it hand a role to Bedrock, and to nobody else. */
  allowPassing(role: Role | 'any'): void {
    const resources = role === 'any' ? ['*'] : [role.roleArn];
    this.role.addToPolicy(
      new PolicyStatement({
        actions: ['iam:PassRole'],
        resources,
        conditions: { StringEquals: { 'iam:PassedToService': 'bedrock.amazonaws.com' } },
      }),
    );
    acknowledgeBelow(this.role, {
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason:
        'The Region’s logging configuration has no ARN; with overwrite, the role of the one that is put back is not known here. Confined to Bedrock.',
    });
  }

  /** CloudTrail tells EventBridge of changes only where a trail records management events (unverified for this call). */
  private watch(): void {
    const rule = new Rule(this, 'Changes', {
      description: 'Somebody changed the Region’s model invocation logging',
      eventPattern: {
        source: ['aws.bedrock'],
        detailType: ['AWS API Call via CloudTrail'],
        detail: {
          eventSource: ['bedrock.amazonaws.com'],
          eventName: CONTROL.slice(1).map((action) => action.slice(8)),
        },
      },
      targets: [new LambdaFunction(this.handler, { retryAttempts: 2 })],
    });
    acknowledge(rule, {
      id: 'Serverless-EventBusDLQ',
      reason:
        'The function compares states: a change whose event got lost is seen with the next one, and in every assessment.',
    });
  }
}
