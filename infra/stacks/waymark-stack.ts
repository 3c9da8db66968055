import { Aws, CfnOutput, Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { AlarmTopic } from '../constructs/alarm-topic.ts';
import { CapCounters } from '../constructs/cap-counters.ts';
import { ConsoleFunction } from '../constructs/console-function.ts';
import { CostGuards } from '../constructs/cost-guards.ts';
import { CostRollup } from '../constructs/cost-rollup.ts';
import { DataKey } from '../constructs/data-key.ts';
import { DefaultGuardrail, type PinnedGuardrail } from '../constructs/default-guardrail.ts';
import { EvidenceBucket } from '../constructs/evidence-bucket.ts';
import { GatewayApi } from '../constructs/gateway-api.ts';
import { GatewayFunction } from '../constructs/gateway-function.ts';
import { GatewayKeys } from '../constructs/gateway-keys.ts';
import { HashSecret } from '../constructs/hash-secret.ts';
import { MaturityFunction } from '../constructs/maturity-function.ts';
import { MaturitySchedules } from '../constructs/maturity-schedules.ts';
import { ModelInvocationLogging } from '../constructs/model-invocation-logging.ts';
import { type FunctionDefaults, ObservedFunction } from '../constructs/observed-function.ts';
import { OperatorView } from '../constructs/operator-view.ts';
import { ReportTopic } from '../constructs/report-topic.ts';
import { toDashboardNames } from '../constructs/stage-dashboards.ts';
import type { StageName, StageSettings } from '../settings/schema.ts';

/** A stage and what it is built from. */
export interface WaymarkStackProps extends StackProps {
  readonly stage: StageName;
  readonly settings: StageSettings;
}

const REMOVAL = { retain: RemovalPolicy.RETAIN, destroy: RemovalPolicy.DESTROY } as const;

/** One stage of Waymark. */
export class WaymarkStack extends Stack {
  private readonly settings: StageSettings;
  private readonly functionDefaults: FunctionDefaults & { readonly encryptionKey: Key };
  private readonly hashSecret: HashSecret;

  constructor(scope: Construct, id: string, props: WaymarkStackProps) {
    super(scope, id, props);
    this.settings = props.settings;
    this.functionDefaults = this.createFunctionDefaults(props);
    this.hashSecret = new HashSecret(this, 'HashSecret', this.functionDefaults);
    const keys = this.settings.auth === 'keys' ? this.createKeys() : undefined;
    const functions = this.createFunctions();
    const api = this.createApi(functions, keys);
    const topic = new AlarmTopic(this, 'AlarmTopic', {
      encryptionKey: this.functionDefaults.encryptionKey,
      ...(this.settings.alarmEmail !== undefined && { email: this.settings.alarmEmail }),
    });
    new CostGuards(this, 'CostGuards', {
      settings: this.settings,
      topic: topic.topic,
      encryptionKey: this.functionDefaults.encryptionKey,
      gatewayRole: functions.gateway.role,
    });
    const console = this.settings.console ? this.createConsole(api, functions) : undefined;
    const capture = this.createCapture(functions);
    const view = new OperatorView(this, 'View', {
      functionDefaults: this.functionDefaults,
      settings: this.settings,
      topic: topic.topic,
      api,
      // not the authorizer: it refuses a key by throwing, which Lambda counts as an error
      functions: { ...functions, ...(console && { console }), ...capture },
    });

    this.addOutput('ApiUrl', 'Endpoint for Bedrock clients', toEndpoint(api));
    this.addOutput('DashboardUrl', 'Dashboard to begin with', view.dashboards.url);
    this.addOutput('AlarmTopicArn', 'Topic that alarms are published to', topic.topic.topicArn);
    this.addOutput('HashSecretArn', 'Secret that keys are hashed with', this.hashSecret.arn);
    if (keys) this.addKeyOutputs(keys);
  }

  private createFunctionDefaults({ stage, settings }: WaymarkStackProps) {
    const removalPolicy = REMOVAL[settings.dataRetention];
    const { key } = new DataKey(this, 'DataKey', { removalPolicy });
    const isTraced = settings.tracedPercent > 0;
    return { stage, encryptionKey: key, logRetention: settings.logRetentionDays, removalPolicy, isTraced };
  }

  private createKeys(): GatewayKeys {
    return new GatewayKeys(this, 'Keys', {
      functionDefaults: this.functionDefaults,
      hashSecret: this.hashSecret,
      reservedConcurrency: this.settings.reservedConcurrency.authorizer,
      cacheSeconds: this.settings.authorizerCacheSeconds,
    });
  }

  private createApi(functions: Functions, keys: GatewayKeys | undefined): GatewayApi {
    const { gateway, feedback, maturity, cost } = functions;
    return new GatewayApi(this, 'GatewayApi', {
      functionDefaults: this.functionDefaults,
      settings: this.settings,
      targets: {
        ...{ gateway: gateway.handler, feedback: feedback.handler },
        ...{ maturity: maturity.handler, cost: cost.handler },
      },
      ...(keys && { authorizer: keys.authorizer }),
    });
  }

  private createFunctions(): Functions {
    const gateway = new GatewayFunction(this, 'Gateway', {
      functionDefaults: this.functionDefaults,
      settings: this.settings,
      hashSecret: this.hashSecret,
      ...toGuardrailProp(this.createGuardrail()),
      ...this.createCapCounters(),
    });
    const feedback = this.createFeedback();
    const { function: cost, table: costs } = new CostRollup(this, 'Costs', {
      functionDefaults: this.functionDefaults,
      settings: this.settings,
      observed: { gateway: gateway.logGroup, feedback: feedback.logGroup },
    });
    return { gateway, feedback, maturity: this.createMaturity({ gateway, feedback }, costs), cost };
  }

  private createMaturity(observed: Pick<Functions, 'gateway' | 'feedback'>, costs: Table): MaturityFunction {
    const { encryptionKey } = this.functionDefaults;
    const { reportEmail: email, maturity: settings } = this.settings;
    const evidence = new EvidenceBucket(this, 'Evidence', { encryptionKey });
    const reports = new ReportTopic(this, 'ReportTopic', {
      encryptionKey,
      ...(email !== undefined && { email }),
    });
    const maturity = new MaturityFunction(this, 'Maturity', {
      functionDefaults: this.functionDefaults,
      settings: this.settings,
      hashSecret: this.hashSecret,
      evidence,
      reports,
      observed,
      costs,
    });
    new MaturitySchedules(this, 'MaturitySchedules', { handler: maturity.handler, settings });
    this.addOutput('EvidenceBucketName', 'Bucket of reports and attestations', evidence.bucket.bucketName);
    this.addOutput(
      'ReportTopicArn',
      'Topic that maturity reports are mailed through',
      reports.topic.topicArn,
    );
    return maturity;
  }

  private createConsole(api: GatewayApi, { gateway, feedback, maturity }: Functions): ConsoleFunction {
    const queried = [gateway, feedback, maturity].map(({ logGroup }) => logGroup);
    const console = new ConsoleFunction(this, 'Console', {
      functionDefaults: this.functionDefaults,
      settings: this.settings,
      evidence: maturity.evidence,
      dashboards: toDashboardNames(this.settings.dashboards),
      records: gateway.logGroup,
      queried: [...queried, api.accessLogs],
    });
    api.addConsole(console.handler);
    return console;
  }

  /** Keys can be given caps at any time, without a deployment; callers who sign have those of the settings only. */
  private createCapCounters(): { readonly capCounters?: CapCounters } {
    const { auth, caps } = this.settings;
    const isNeeded = auth === 'keys' || caps.default !== undefined || Object.keys(caps.tenants).length > 0;
    return isNeeded ? { capCounters: new CapCounters(this, 'CapCounters', this.functionDefaults) } : {};
  }

  /** Capture without the gateway, when the settings ask for it. */
  private createCapture({ gateway }: Functions): Readonly<Partial<Record<string, ObservedFunction>>> {
    if (this.settings.invocationLogging.mode === 'off') return {};
    const { collector, control } = new ModelInvocationLogging(this, 'InvocationLogging', {
      functionDefaults: this.functionDefaults,
      settings: this.settings,
      hashSecret: this.hashSecret,
      gateway,
    });
    return { collector, 'invocation-logging': control };
  }

  private createGuardrail(): PinnedGuardrail | undefined {
    const { guardrail } = this.settings;
    if (guardrail.mode === 'off') return undefined;
    return guardrail.mode === 'existing'
      ? guardrail
      : new DefaultGuardrail(this, 'DefaultGuardrail', this.functionDefaults);
  }

  private createFeedback(): ObservedFunction {
    return new ObservedFunction(this, 'Feedback', {
      ...this.functionDefaults,
      functionName: 'feedback',
      description: 'Records what users say about answers',
      timeout: Duration.seconds(10),
      memorySizeMegabytes: 256,
      reservedConcurrency: this.settings.reservedConcurrency.feedback,
    });
  }

  private addKeyOutputs({ table }: GatewayKeys): void {
    const { stage } = this.functionDefaults;
    const where = `--table ${table.tableName} --secret-arn ${this.hashSecret.arn}`;
    this.addOutput('KeysTableName', 'Table of gateway keys', table.tableName);
    this.addOutput(
      'FirstKeyCommand',
      'Creates a gateway key and prints it once',
      `npm run keys -- create --stage ${stage} --tenant my-team --label first ${where}`,
    );
  }

  private addOutput(id: string, description: string, value: string): void {
    new CfnOutput(this, id, { description, value });
  }
}

interface Functions {
  readonly gateway: ObservedFunction;
  readonly feedback: ObservedFunction;
  readonly maturity: MaturityFunction;
  readonly cost: ObservedFunction;
}

function toGuardrailProp(guardrail: PinnedGuardrail | undefined) {
  return guardrail === undefined ? {} : { guardrail };
}

/** Without the slash that `RestApi.url` ends in: SDK clients would ask for `/dev//model/…`. */
function toEndpoint({ api }: GatewayApi): string {
  return `https://${api.restApiId}.execute-api.${Aws.REGION}.${Aws.URL_SUFFIX}/${api.deploymentStage.stageName}`;
}
