import { join } from 'node:path';
import { Aws, Duration, type RemovalPolicy, Validations } from 'aws-cdk-lib';
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Architecture, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { type BundlingOptions, NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { NAMESPACE } from '#core/signals/catalogue.ts';
import { PROJECT_ROOT } from '../project-root.ts';

/** What all functions of a stack share. */
export interface FunctionDefaults {
  readonly stage: string;
  /** Encrypts the log group, the environment and the dead-letter queue. */
  readonly encryptionKey: IKey;
  readonly logRetention: RetentionDays;
  /** What happens to the logs with the stack. */
  readonly removalPolicy: RemovalPolicy;
}

/** What one function is. */
export interface ObservedFunctionProps extends FunctionDefaults {
  /** Folder in `functions/` that holds `handler.ts`; also the service name in logs and metrics. */
  readonly functionName: string;
  readonly description: string;
  readonly timeout: Duration;
  readonly memorySizeMegabytes: number;
  /** Executions at once: kept free for this function and never exceeded. 0 stops it. */
  readonly reservedConcurrency: number;
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
}

/**
 * CommonJS starts faster than ESM on Lambda, and the SDK is bundled so that what was tested is what runs.
 * Comments are dropped: the bundle is deployed, not distributed.
 */
export const BUNDLING = {
  format: OutputFormat.CJS,
  target: 'node24',
  mainFields: ['module', 'main'],
  minify: true,
  sourceMap: false,
  bundleAwsSDK: true,
  esbuildArgs: { '--legal-comments': 'none' },
} as const satisfies BundlingOptions;

/** A function with its own role, encrypted log group, tracing and reserved concurrency. */
export class ObservedFunction extends Construct {
  readonly handler: NodejsFunction;
  readonly logGroup: LogGroup;
  readonly role: Role;

  constructor(scope: Construct, id: string, props: ObservedFunctionProps) {
    super(scope, id);
    this.logGroup = this.createLogGroup(props);
    this.role = this.createRole(props);
    const { asynchronous } = { asynchronous: props.invocation === 'asynchronous' };
    this.handler = new NodejsFunction(this, 'Handler', {
      entry: join(PROJECT_ROOT, 'functions', props.functionName, 'handler.ts'),
      projectRoot: PROJECT_ROOT,
      depsLockFilePath: join(PROJECT_ROOT, 'package-lock.json'),
      bundling: BUNDLING,
      description: props.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      role: this.role,
      logGroup: this.logGroup,
      timeout: props.timeout,
      memorySize: props.memorySizeMegabytes,
      reservedConcurrentExecutions: props.reservedConcurrency,
      tracing: Tracing.ACTIVE,
      awsSdkConnectionReuse: false, // SDK v3 keeps connections alive by itself
      environment: { ...commonEnvironment(props), ...props.environment },
      environmentEncryption: props.encryptionKey,
      ...(asynchronous ? { deadLetterQueue: this.createDeadLetterQueue(props), retryAttempts: 2 } : {}),
    });
    if (!asynchronous) this.acknowledgeMissingDeadLetterQueue();
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
    Validations.of(role).acknowledge({
      id: 'AwsSolutions-IAM5[Resource::*]',
      reason: 'xray:PutTraceSegments and xray:PutTelemetryRecords take no resource; nothing else is granted on *.',
    });
    return role;
  }

  private createDeadLetterQueue(props: ObservedFunctionProps): Queue {
    return new Queue(this, 'DeadLetters', {
      encryption: QueueEncryption.KMS,
      encryptionMasterKey: props.encryptionKey,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      removalPolicy: props.removalPolicy,
    });
  }

  private acknowledgeMissingDeadLetterQueue(): void {
    Validations.of(this.handler).acknowledge({
      id: 'Serverless-LambdaDLQ',
      reason: 'Invoked synchronously by API Gateway only: the caller gets the error, no event is ever queued.',
    });
  }
}

function commonEnvironment({ stage, functionName }: ObservedFunctionProps): Record<string, string> {
  return {
    STAGE: stage,
    POWERTOOLS_SERVICE_NAME: functionName,
    POWERTOOLS_METRICS_NAMESPACE: NAMESPACE,
    POWERTOOLS_LOG_LEVEL: 'INFO',
  };
}
