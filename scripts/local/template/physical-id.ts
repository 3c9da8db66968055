import * as z from 'zod';
import type { Resource } from './assembly.ts';

/** Where a stack is imagined to be deployed. */
export interface StackPlace {
  readonly stackName: string;
  readonly accountId: string;
  readonly region: string;
}

/** What `Ref` and `Fn::GetAtt` give for one resource. */
export interface PhysicalId {
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
}

interface NamingInput extends StackPlace {
  readonly logicalId: string;
  readonly resource: Resource;
  /** Resolves what a name is put together from. */
  readonly resolve: (value: unknown) => unknown;
}

/** AWS's limit for function names; tables and log groups allow more. */
const MAXIMUM_NAME_LENGTH = 64;
/** Buckets have lower-case names (S3 User Guide, "General purpose bucket naming rules"). */
const MAXIMUM_BUCKET_NAME_LENGTH = 63;

/** One entry per resource type whose names or ARNs a function or route can refer to. */
const KINDS: Readonly<Record<string, (input: NamingInput) => PhysicalId>> = {
  'AWS::Lambda::Function': (input) =>
    named(input, 'FunctionName', (name) => arn(input, 'lambda', `function:${name}`)),
  'AWS::DynamoDB::Table': (input) =>
    named(input, 'TableName', (name) => arn(input, 'dynamodb', `table/${name}`)),
  'AWS::Logs::LogGroup': (input) =>
    named(input, 'LogGroupName', (name) => arn(input, 'logs', `log-group:${name}:*`)),
  'AWS::SQS::Queue': (input) => named(input, 'QueueName', (name) => arn(input, 'sqs', name)),
  'AWS::S3::Bucket': (input) => {
    const name = nameOf(input, 'BucketName').toLowerCase().slice(0, MAXIMUM_BUCKET_NAME_LENGTH);
    return { ref: name, attributes: { Arn: `arn:aws:s3:::${name}` } };
  },
  'AWS::IAM::Role': (input) =>
    named(input, 'RoleName', (name) => `arn:aws:iam::${input.accountId}:role/${name}`),
  'AWS::KMS::Key': (input) => {
    const id = input.logicalId;
    return { ref: id, attributes: { KeyId: id, Arn: arn(input, 'kms', `key/${id}`) } };
  },
  'AWS::SNS::Topic': (input) => {
    const name = nameOf(input, 'TopicName');
    const topicArn = arn(input, 'sns', name);
    return { ref: topicArn, attributes: { TopicArn: topicArn, TopicName: name } };
  },
  'AWS::SecretsManager::Secret': (input) => {
    const secretArn = arn(input, 'secretsmanager', `secret:${nameOf(input, 'Name')}-local0`);
    return { ref: secretArn, attributes: { Id: secretArn } };
  },
  'AWS::Bedrock::Guardrail': (input) => {
    const id = guardrailId(input.logicalId);
    const guardrailArn = arn(input, 'bedrock', `guardrail/${id}`);
    return {
      ref: guardrailArn,
      attributes: { GuardrailId: id, GuardrailArn: guardrailArn, Version: 'DRAFT' },
    };
  },
  'AWS::Bedrock::GuardrailVersion': () => ({ ref: 'guardrail|1', attributes: { Version: '1' } }),
  'AWS::CloudWatch::Alarm': (input) =>
    named(input, 'AlarmName', (name) => arn(input, 'cloudwatch', `alarm:${name}`)),
  'AWS::CloudWatch::Dashboard': (input) => ({ ref: nameOf(input, 'DashboardName'), attributes: {} }),
  'AWS::CloudWatch::InsightRule': (input) => {
    const name = nameOf(input, 'RuleName');
    return {
      ref: name,
      attributes: { RuleName: name, Arn: arn(input, 'cloudwatch', `insight-rule/${name}`) },
    };
  },
  // what the function that makes it answers with, where nothing was set up before
  'Custom::WaymarkInvocationLogging': ({ logicalId, resource, resolve }) => ({
    ref: `invocation-logging-${logicalId}`,
    attributes: { LogGroupName: logGroupOf(resolve(resource.Properties.LoggingConfig)), State: 'managed' },
  }),
  'AWS::ApiGateway::RestApi': () => ({
    ref: 'localapi00',
    attributes: { RootResourceId: 'root', RestApiId: 'localapi00' },
  }),
  'AWS::ApiGateway::Stage': ({ resource }) => ({
    ref: String(resource.Properties.StageName),
    attributes: {},
  }),
};

/** Names a resource as CloudFormation would; types that nothing refers to keep their logical id. */
export function physicalId(input: NamingInput): PhysicalId {
  const kind = KINDS[input.resource.Type];
  return kind ? kind(input) : { ref: input.logicalId, attributes: {} };
}

function named(input: NamingInput, property: string, toArn: (name: string) => string): PhysicalId {
  const name = nameOf(input, property);
  return { ref: name, attributes: { Arn: toArn(name) } };
}

function nameOf({ stackName, logicalId, resource, resolve }: NamingInput, property: string): string {
  const explicit = resolve(resource.Properties[property]);
  return typeof explicit === 'string' ? explicit : `${stackName}-${logicalId}`.slice(0, MAXIMUM_NAME_LENGTH);
}

function arn({ region, accountId }: StackPlace, service: string, rest: string): string {
  return `arn:aws:${service}:${region}:${accountId}:${rest}`;
}

/** Guardrail ids are lower-case letters and digits. */
function guardrailId(logicalId: string): string {
  return logicalId
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '')
    .slice(-12);
}

const LoggingConfig = z.object({ cloudWatchConfig: z.object({ logGroupName: z.string() }) });

/** The log group that a logging configuration names; the account has none of its own here. */
function logGroupOf(configuration: unknown): string {
  if (typeof configuration !== 'string') return 'none';
  return LoggingConfig.parse(JSON.parse(configuration)).cloudWatchConfig.logGroupName;
}
