import { BedrockClient, ListGuardrailsCommand } from '@aws-sdk/client-bedrock';
import { BedrockAgentClient, ListAgentsCommand } from '@aws-sdk/client-bedrock-agent';
import { ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
import { BudgetsClient, DescribeBudgetsCommand } from '@aws-sdk/client-budgets';
import { CloudTrailClient, DescribeTrailsCommand } from '@aws-sdk/client-cloudtrail';
import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { ListSubscriptionsByTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { beforeEach, describe, expect, test } from 'vitest';
import { ACCOUNT } from './account-fixture.ts';
import { clientOptions } from './target.ts';
import { bedrockClient, question, useEmbeddedAws } from './use-embedded-aws.ts';

const denied: string[] = [];
const throttled: string[] = [];
const aws = useEmbeddedAws({ account: { ...ACCOUNT, denied, throttled } });

beforeEach(() => {
  denied.length = 0;
  throttled.length = 0;
});

const options = () => clientOptions(() => aws().endpoint);
const AccountId = '123456789012';

/** One call of each service by its IAM action, with the names of its errors. */
const CALLS: readonly (readonly [
  action: string,
  call: () => Promise<unknown>,
  deniedName: string,
  throttledName: string,
])[] = [
  [
    'bedrock:ListGuardrails',
    () => new BedrockClient(options()).send(new ListGuardrailsCommand({})),
    'AccessDeniedException',
    'ThrottlingException',
  ],
  [
    'bedrock:ListAgents',
    () => new BedrockAgentClient(options()).send(new ListAgentsCommand({})),
    'AccessDeniedException',
    'ThrottlingException',
  ],
  [
    'bedrock:InvokeModel',
    () =>
      bedrockClient(aws()).send(
        new ConverseCommand({ modelId: 'amazon.nova-lite-v1:0', messages: question('hello') }),
      ),
    'AccessDeniedException',
    'ThrottlingException',
  ],
  [
    'budgets:ViewBudget',
    () => new BudgetsClient(options()).send(new DescribeBudgetsCommand({ AccountId })),
    'AccessDeniedException',
    'ThrottlingException',
  ],
  [
    'cloudtrail:DescribeTrails',
    () => new CloudTrailClient(options()).send(new DescribeTrailsCommand({})),
    'AccessDeniedException',
    'ThrottlingException',
  ],
  [
    'logs:DescribeLogGroups',
    () => new CloudWatchLogsClient(options()).send(new DescribeLogGroupsCommand({})),
    'AccessDeniedException',
    'ThrottlingException',
  ],
  [
    'cloudwatch:DescribeAlarms',
    () => new CloudWatchClient(options()).send(new DescribeAlarmsCommand({})),
    'AccessDenied',
    'Throttling',
  ],
  [
    'iam:GetRole',
    () => new IAMClient(options()).send(new GetRoleCommand({ RoleName: 'other' })),
    'AccessDenied',
    'Throttling',
  ],
  [
    'sns:ListSubscriptionsByTopic',
    () =>
      new SNSClient(options()).send(
        new ListSubscriptionsByTopicCommand({ TopicArn: `arn:aws:sns:us-east-1:${AccountId}:alarms` }),
      ),
    'AuthorizationErrorException',
    'ThrottledException',
  ],
];

describe('an account that refuses', () => {
  test.each(CALLS)(
    '%s denied: the error of the service, which names the action',
    async (action, call, name) => {
      denied.push(action);

      await expect(call()).rejects.toMatchObject({ name, message: expect.stringContaining(action) });
    },
  );

  test.each(CALLS)('%s throttled: the error of the service', async (action, call, _, name) => {
    throttled.push(action);

    await expect(call()).rejects.toMatchObject({ name });
  });

  test('answers everything else', async () => {
    denied.push('bedrock:ListGuardrails');

    const { agentSummaries } = await new BedrockAgentClient(options()).send(new ListAgentsCommand({}));

    expect(agentSummaries).toHaveLength(2);
  });

  test('takes a whole service by its prefix', async () => {
    denied.push('bedrock:*');

    await expect(new BedrockAgentClient(options()).send(new ListAgentsCommand({}))).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
    await expect(
      new CloudWatchLogsClient(options()).send(new DescribeLogGroupsCommand({})),
    ).resolves.toBeDefined();
  });
});
