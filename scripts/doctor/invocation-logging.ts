import type { LoggingConfig } from '@aws-sdk/client-bedrock';
import { GetModelInvocationLoggingConfigurationCommand } from '@aws-sdk/client-bedrock';
import type { Prerequisite } from './check.ts';

const ACTION = 'bedrock:GetModelInvocationLoggingConfiguration';
const LOG_GROUP = '/waymark/bedrock/model-invocations';
const ROLE = 'WaymarkModelInvocationLogging';
/** Bedrock always writes to this stream (awslabs constructs and others agree; unverified). */
const LOG_STREAM = 'aws/bedrock/modelinvocations';

/** Model invocation logging, with the text of calls: one setting per account and Region, off by default. */
export const invocationLogging: Prerequisite = {
  id: 'invocation-logging',
  title: 'Bedrock model invocation logging, with text',
  action: ACTION,
  permissions: [ACTION],
  check: async ({ clients, call, context: { accountId, region, signal } }) => {
    const command = new GetModelInvocationLoggingConfigurationCommand({});
    const { loggingConfig: config } = await call(ACTION, () =>
      clients.bedrock.send(command, { abortSignal: signal }),
    );
    if (!config || !(config.cloudWatchConfig?.logGroupName || config.s3Config?.bucketName))
      return {
        status: 'missing',
        detail: `Bedrock logs no calls in ${region}.`,
        commands: createCommands(accountId, region),
      };
    const target = config.cloudWatchConfig?.logGroupName ?? `s3://${config.s3Config?.bucketName}`;
    if (config.textDataDeliveryEnabled === false)
      return {
        status: 'missing',
        detail: `Bedrock logs calls to ${target}, but without their text.`,
        commands: [putCommand({ ...config, textDataDeliveryEnabled: true }, region)],
      };
    return { status: 'ok', detail: `Bedrock logs calls and their text to ${target}.` };
  },
};

function createCommands(accountId: string, region: string): readonly string[] {
  const trust = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'bedrock.amazonaws.com' },
        Action: 'sts:AssumeRole',
        Condition: {
          StringEquals: { 'aws:SourceAccount': accountId },
          ArnLike: { 'aws:SourceArn': `arn:aws:bedrock:${region}:${accountId}:*` },
        },
      },
    ],
  };
  const write = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        Resource: `arn:aws:logs:${region}:${accountId}:log-group:${LOG_GROUP}:log-stream:${LOG_STREAM}`,
      },
    ],
  };
  const config = {
    cloudWatchConfig: { logGroupName: LOG_GROUP, roleArn: `arn:aws:iam::${accountId}:role/${ROLE}` },
    textDataDeliveryEnabled: true,
  };
  return [
    `aws logs create-log-group --region ${region} --log-group-name ${LOG_GROUP}`,
    `aws logs put-retention-policy --region ${region} --log-group-name ${LOG_GROUP} --retention-in-days 30`,
    `aws iam create-role --role-name ${ROLE} --assume-role-policy-document ${quoted(trust)}`,
    `aws iam put-role-policy --role-name ${ROLE} --policy-name write-logs --policy-document ${quoted(write)}`,
    putCommand(config, region),
  ];
}

const putCommand = (config: LoggingConfig, region: string): string =>
  `aws bedrock put-model-invocation-logging-configuration --region ${region} --logging-config ${quoted(config)}`;

/** JSON as one word of a shell. */
const quoted = (value: unknown): string => `'${JSON.stringify(value).replaceAll("'", "'\\''")}'`;
