import { Duration, type RemovalPolicy } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  ApplicationLogLevel,
  Architecture,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { NAMESPACE } from '#core/signals/namespace.ts';
import { acknowledge, acknowledgeBelow } from './acknowledge.ts';
import { type HandlerCodeOptions, toHandlerCode } from './handler-code.ts';

/** What all functions of a stack share. */
export interface FunctionDefaults {
  readonly stage: string;
  /** Encrypts the log group, the environment and the dead-letter queue. */
  readonly encryptionKey: IKey;
  readonly logRetention: RetentionDays;
  /** What happens to the logs with the stack. */
  readonly removalPolicy: RemovalPolicy;
  /** Whether X-Ray records calls at all; of which, API Gateway decides where a call comes in. */
  readonly isTraced: boolean;
}

/** What one function is. */
export interface ObservedFunctionProps extends FunctionDefaults, HandlerCodeOptions {
  /** Folder in `functions/` that holds `handler.ts`; also the service name in logs and metrics. */
  readonly functionName: string;
  readonly description: string;
  readonly timeout: Duration;
  readonly memorySizeMegabytes: number;
  /** Executions at once: kept free for this function and never exceeded. 0 stops it, 'none' reserves nothing. */
  readonly reservedConcurrency: number | 'none';
  /**
   * Variables besides those that every function has.
   * @default - none
   */
  readonly environment?: Readonly<Record<string, string>>;
  /**
   * Who waits for the outcome: the caller, or a dead-letter queue.
   * @default 'synchronous'
   */
  readonly invocation?: 'synchronous' | 'asynchronous';
  /**
   * Group of another function that it logs to as well.
   * @default - one of its own
   */
  readonly logGroup?: LogGroup;
}

/**
 * Lambda's own lines (start, report) would be paid for on every call, so only those of failed invocations are kept.
 * A successful invocation writes no `platform.report`: its memory use is not in the log.
 */
const LOGGING = {
  loggingFormat: LoggingFormat.JSON, // levels exist in this format only
  systemLogLevelV2: SystemLogLevel.WARN,
  applicationLogLevelV2: ApplicationLogLevel.INFO,
} as const;

/** A function with its own role, encrypted log group, tracing and reserved concurrency. */
export class ObservedFunction extends Construct {
  readonly handler: LambdaFunction;
  readonly logGroup: LogGroup;
  readonly role: Role;

  constructor(scope: Construct, id: string, props: ObservedFunctionProps) {
    super(scope, id);
    this.logGroup = props.logGroup ?? this.createLogGroup(props);
    this.role = this.createRole(props);
    const isAsynchronous = props.invocation === 'asynchronous';
    this.handler = new LambdaFunction(this, 'Handler', {
      code: toHandlerCode(props.functionName, props),
      handler: 'index.handler',
      description: props.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      role: this.role,
      logGroup: this.logGroup,
      ...LOGGING,
      timeout: props.timeout,
      memorySize: props.memorySizeMegabytes,
      ...toReservation(props.reservedConcurrency),
      tracing: props.isTraced ? Tracing.ACTIVE : Tracing.DISABLED,
      environment: { ...commonEnvironment(props), ...props.environment },
      environmentEncryption: props.encryptionKey,
      ...(isAsynchronous && { deadLetterQueue: this.createDeadLetterQueue(props) }),
    });
    if (!isAsynchronous) this.acknowledgeMissingDeadLetterQueue();
    if (!props.isTraced) acknowledge(this.handler, UNTRACED);
  }

  private createLogGroup(props: ObservedFunctionProps): LogGroup {
    return new LogGroup(this, 'Logs', {
      encryptionKey: props.encryptionKey,
      retention: props.logRetention,
      removalPolicy: props.removalPolicy,
    });
  }

  /** Not the managed basic-execution policy: it may write to every log group of the account. */
  private createRole(props: ObservedFunctionProps): Role {
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: `Waymark ${props.functionName} (${props.stage})`,
    });
    this.logGroup.grantWrite(role);
    props.encryptionKey.grantDecrypt(role);
    acknowledgeBelow(role, WITHOUT_RESOURCE);
    return role;
  }

  private createDeadLetterQueue(props: ObservedFunctionProps): Queue {
    const queue = new Queue(this, 'DeadLetters', {
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: props.encryptionKey,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      removalPolicy: props.removalPolicy,
    });
    acknowledge(queue, {
      id: 'Serverless-SQSRedrivePolicy',
      reason: 'It is the dead-letter queue: what lies in it waits for a person.',
    });
    return queue;
  }

  private acknowledgeMissingDeadLetterQueue(): void {
    acknowledge(this.handler, {
      id: 'Serverless-LambdaDLQ',
      reason:
        'Invoked synchronously by API Gateway only: the caller gets the error, no event is ever queued.',
    });
  }
}

const WITHOUT_RESOURCE = {
  id: 'AwsSolutions-IAM5[Resource::*]',
  reason:
    'xray:PutTraceSegments and xray:PutTelemetryRecords take no resource; nothing else is granted on *.',
};

const UNTRACED = {
  id: 'Serverless-LambdaTracing',
  reason: 'The setting tracedPercent is 0: the team does without traces; every call still has its record.',
};

function toReservation(reservedConcurrency: number | 'none') {
  return reservedConcurrency === 'none' ? {} : { reservedConcurrentExecutions: reservedConcurrency };
}

function commonEnvironment({ stage, functionName }: ObservedFunctionProps): Record<string, string> {
  return {
    STAGE: stage,
    POWERTOOLS_SERVICE_NAME: functionName,
    POWERTOOLS_METRICS_NAMESPACE: NAMESPACE,
    POWERTOOLS_LOG_LEVEL: 'INFO',
  };
}
