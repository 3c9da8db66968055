import { BedrockClient } from '@aws-sdk/client-bedrock';
import { BedrockAgentClient } from '@aws-sdk/client-bedrock-agent';
import { BudgetsClient } from '@aws-sdk/client-budgets';
import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { IAMClient } from '@aws-sdk/client-iam';
import { SNSClient } from '@aws-sdk/client-sns';
import { STSClient } from '@aws-sdk/client-sts';

/** How the clients reach AWS. */
export interface ClientOptions {
  readonly region: string;
  /** Profile of the shared configuration. @default - the SDK's own order */
  readonly profile?: string | undefined;
  /** One endpoint for all services. @default - AWS's own, or `AWS_ENDPOINT_URL` */
  readonly endpoint?: string | undefined;
  /** @default - the SDK's own order */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined;
}

/** Longest wait for a connection and for an answer, in milliseconds: evidence that is late is unknown. */
const CONNECTION_TIMEOUT_MS = 2_000;
const REQUEST_TIMEOUT_MS = 10_000;
/** The SDK's standard retry mode. */
const MAX_ATTEMPTS = 3;

/** How every client of an assessment is set up. */
export function clientConfiguration({ region, profile, endpoint, credentials }: ClientOptions) {
  return {
    region,
    ...(profile !== undefined && { profile }),
    ...(endpoint !== undefined && { endpoint }),
    ...(credentials && { credentials }),
    maxAttempts: MAX_ATTEMPTS,
    retryMode: 'standard',
    requestHandler: {
      connectionTimeout: CONNECTION_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      throwOnRequestTimeout: true,
    },
  };
}

/** One client per service that evidence is read from. */
export interface EvidenceClients {
  readonly bedrock: BedrockClient;
  readonly bedrockAgent: BedrockAgentClient;
  readonly budgets: BudgetsClient;
  readonly cloudTrail: CloudTrailClient;
  readonly cloudWatch: CloudWatchClient;
  readonly logs: CloudWatchLogsClient;
  readonly iam: IAMClient;
  readonly sns: SNSClient;
  readonly sts: STSClient;
}

/** Creates them. Nothing is sent before the first call. */
export function createEvidenceClients(options: ClientOptions): EvidenceClients {
  const configuration = clientConfiguration(options);
  return {
    bedrock: new BedrockClient(configuration),
    bedrockAgent: new BedrockAgentClient(configuration),
    budgets: new BudgetsClient(configuration),
    cloudTrail: new CloudTrailClient(configuration),
    cloudWatch: new CloudWatchClient(configuration),
    logs: new CloudWatchLogsClient(configuration),
    iam: new IAMClient(configuration),
    sns: new SNSClient(configuration),
    sts: new STSClient(configuration),
  };
}
