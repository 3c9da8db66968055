import { Duration, Stack } from 'aws-cdk-lib';
import {
  AccessLogFormat,
  AuthorizationType,
  CfnRestApi,
  EndpointType,
  type IAuthorizer,
  LambdaIntegration,
  LogGroupLogDestination,
  type MethodDeploymentOptions,
  MethodLoggingLevel,
  ResponseTransferMode,
  RestApi,
  type StageOptions,
} from 'aws-cdk-lib/aws-apigateway';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';
import { CONSOLE_ROUTES, ROUTES, type Route } from '../routes.ts';
import type { StageSettings } from '../settings/schema.ts';
import { toAccessLogFormat } from './access-log-format.ts';
import { acknowledge, acknowledgeBelow } from './acknowledge.ts';
import { addGatewayResponses } from './gateway-responses.ts';
import type { FunctionDefaults } from './observed-function.ts';
import { TraceSampling } from './trace-sampling.ts';

/** What the API is made of. */
export interface GatewayApiProps {
  readonly functionDefaults: FunctionDefaults;
  readonly settings: StageSettings;
  /** The function behind each route. */
  readonly targets: Readonly<Record<(typeof ROUTES)[number]['target'], IFunction>>;
  /**
   * Checks bearer keys.
   * @default - callers sign their requests (IAM)
   */
  readonly authorizer?: IAuthorizer;
}

/** What API Gateway waits for a streamed answer beyond a call's deadline: the function's own grace and a margin. */
const STREAM_MARGIN_SECONDS = 10;
/** API Gateway ends a buffered answer after 29 s at most. */
const BUFFERED_TIMEOUT = {
  feedback: Duration.seconds(15),
  maturity: Duration.seconds(29),
  cost: Duration.seconds(29),
  console: Duration.seconds(29),
} as const;

/** The REST API: streaming relay of Bedrock's operations, every route authorised, throttled, traced and logged. */
export class GatewayApi extends Construct {
  readonly api: RestApi;
  readonly accessLogs: LogGroup;
  private readonly settings: StageSettings;

  constructor(scope: Construct, id: string, props: GatewayApiProps) {
    super(scope, id);
    this.settings = props.settings;
    this.accessLogs = this.createLogGroup('AccessLogs', props);
    this.api = this.createApi(props);
    for (const route of ROUTES) this.addRoute(route, props.targets[route.target]);
    addGatewayResponses(this.api, props.settings.auth);
    this.createExecutionLogs(props);
    this.acknowledgeFindings(props);
    if (props.settings.webAclArn !== undefined) this.associateWebAcl(props.settings.webAclArn);
    if (props.functionDefaults.isTraced) this.sampleTraces(props);
  }

  private sampleTraces({ functionDefaults: { stage }, settings }: GatewayApiProps): void {
    const apiName = this.api.restApiName;
    new TraceSampling(this, 'Traces', { apiName, stage, percent: settings.tracedPercent });
  }

  private createApi(props: GatewayApiProps): RestApi {
    const { authorizer, settings } = props;
    const api = new RestApi(this, 'Api', {
      restApiName: Stack.of(this).stackName, // the metrics' ApiName dimension: two stages must not share it
      description: 'Waymark gateway in front of Amazon Bedrock',
      endpointTypes: [EndpointType.REGIONAL],
      binaryMediaTypes: ['*/*'], // bodies pass byte for byte
      cloudWatchRole: settings.apiGatewayLogRole === 'managed',
      deployOptions: this.toStageOptions(props),
      defaultMethodOptions: authorizer
        ? { authorizationType: AuthorizationType.CUSTOM, authorizer }
        : { authorizationType: AuthorizationType.IAM },
    });
    api.node.tryRemoveChild('Endpoint'); // the stack has an output of its own for the URL
    requireModernTls(api);
    return api;
  }

  private toStageOptions({ functionDefaults, settings }: GatewayApiProps): StageOptions {
    const { methods, ...stageLimits } = settings.throttling;
    const overrides = Object.entries(methods).map(([route, limits]) => [
      toMethodPath(route),
      toOptions(limits),
    ]);
    return {
      stageName: functionDefaults.stage,
      tracingEnabled: functionDefaults.isTraced,
      accessLogDestination: new LogGroupLogDestination(this.accessLogs),
      accessLogFormat: AccessLogFormat.custom(toAccessLogFormat(settings.auth)),
      ...toOptions(stageLimits),
      methodOptions: Object.fromEntries(overrides),
    };
  }

  /** Serves the console beside everything else, behind the same authorisation. */
  addConsole(handler: IFunction): void {
    for (const route of CONSOLE_ROUTES) this.addRoute(route, handler);
  }

  private addRoute(route: Route, handler: IFunction): void {
    const integration = new LambdaIntegration(handler, {
      ...toTransfer(route.target, this.settings),
      allowTestInvoke: false, // nobody calls a route past the authorizer, not even from the console
    });
    this.api.root.resourceForPath(route.path).addMethod(route.method, integration);
  }

  /** API Gateway writes errors to a group of this name; made here, so that it is encrypted and expires. */
  private createExecutionLogs(props: GatewayApiProps): void {
    const { stage } = props.functionDefaults;
    const name = `API-Gateway-Execution-Logs_${this.api.restApiId}/${stage}`;
    this.api.deploymentStage.node.addDependency(this.createLogGroup('ExecutionLogs', props, name));
  }

  private createLogGroup(id: string, { functionDefaults }: GatewayApiProps, logGroupName?: string): LogGroup {
    return new LogGroup(this, id, {
      encryptionKey: functionDefaults.encryptionKey,
      retention: functionDefaults.logRetention,
      removalPolicy: functionDefaults.removalPolicy,
      ...(logGroupName !== undefined && { logGroupName }),
    });
  }

  private associateWebAcl(webAclArn: string): void {
    new CfnWebACLAssociation(this, 'WebAcl', {
      resourceArn: this.api.deploymentStage.stageArn,
      webAclArn,
    });
  }

  private acknowledgeFindings({ functionDefaults, settings }: GatewayApiProps): void {
    if (!functionDefaults.isTraced) acknowledge(this.api.deploymentStage, UNTRACED_STAGE);
    acknowledge(this.api, {
      id: 'AwsSolutions-APIG2',
      reason:
        'Bodies pass untouched, fields newer than this stack included; the functions check size and form.',
    });
    acknowledgeBelow(this.api.root, {
      id: 'AwsSolutions-COG4',
      reason: 'Callers are applications: they hold gateway keys or IAM roles, not a user pool login.',
    });
    if (settings.webAclArn === undefined) acknowledge(this.api.deploymentStage, MISSING_WEB_ACL);
    if (settings.apiGatewayLogRole === 'managed') acknowledgeBelow(this.api, LOG_ROLE_POLICY);
  }
}

function toTransfer(target: Route['target'], { callTimeoutSeconds }: StageSettings) {
  return target === 'gateway'
    ? {
        responseTransferMode: ResponseTransferMode.STREAM,
        timeout: Duration.seconds(callTimeoutSeconds + STREAM_MARGIN_SECONDS),
      }
    : { responseTransferMode: ResponseTransferMode.BUFFERED, timeout: BUFFERED_TIMEOUT[target] };
}

const MISSING_WEB_ACL = {
  id: 'AwsSolutions-APIG3',
  reason:
    'Optional (webAclArn): every route is authorised and throttled, prompts look like attacks to a WAF.',
};

const UNTRACED_STAGE = {
  id: 'Serverless-APIGWXrayEnabled',
  reason: 'The setting tracedPercent is 0: the team does without traces; every call still has its record.',
};

const LOG_ROLE_POLICY = {
  id: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]',
  reason: 'The policy AWS publishes for this one role, which serves every API of the account and Region.',
};

/** Errors only, without bodies. A route's options replace the stage's as a whole, so each carries all of them. */
function toOptions(limits: {
  readonly rateLimit: number;
  readonly burstLimit: number;
}): MethodDeploymentOptions {
  return {
    throttlingRateLimit: limits.rateLimit,
    throttlingBurstLimit: limits.burstLimit,
    loggingLevel: MethodLoggingLevel.ERROR,
    dataTraceEnabled: false,
    metricsEnabled: false,
  };
}

/** `POST /v1/feedback` to CDK's `/v1/feedback/POST`. */
function toMethodPath(routeKey: string): string {
  const [method, path] = routeKey.split(' ');
  return `${path}/${method}`;
}

/** TLS 1.2 with forward secrecy, or 1.3: API Gateway's default for regional APIs is older. */
function requireModernTls(api: RestApi): void {
  const resource = api.node.defaultChild;
  if (!(resource instanceof CfnRestApi)) throw new TypeError('RestApi has no CfnRestApi');
  resource.securityPolicy = 'SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09';
  resource.endpointAccessMode = 'BASIC';
}
