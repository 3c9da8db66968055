import { afterEach, describe, expect, test } from 'vitest';
import { createEvidenceClients } from '#adapters/evidence/clients.ts';
import { createIdentitySource } from '#adapters/evidence/identity.ts';
import { createCall, createMeteredCalls } from '#adapters/evidence/metered-calls.ts';
import { windowEnding } from '#core/maturity/window.ts';
import { doctorPolicy } from '#scripts/doctor/policy.ts';
import { checkAll } from '#scripts/doctor/run.ts';
import type { AccountSetup } from '#scripts/local/aws/account.ts';
import { LOCAL_CREDENTIALS } from '#scripts/local/aws/credentials.ts';
import { type EmbeddedAws, startEmbeddedAws } from '#scripts/local/aws/server.ts';
import { richAccount } from '../functions/maturity/rich-account.ts';
import { awsEnvironment, runCommand } from '../support/aws-command.ts';

const running: EmbeddedAws[] = [];
afterEach(() => Promise.all(running.splice(0).map((aws) => aws.close())));

async function doctor(account: AccountSetup, ...arguments_: readonly string[]) {
  const aws = await startEmbeddedAws({ account });
  running.push(aws);
  return runCommand('doctor', arguments_, awsEnvironment(aws.endpoint));
}

const statuses = (output: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    JSON.parse(output).checks.map((check: { id: string; status: string }) => [check.id, check.status]),
  );
const commandsOf = (output: string, id: string): readonly string[] =>
  JSON.parse(output).checks.find((check: { id: string }) => check.id === id).commands;

const MODEL = ['--model', 'us.amazon.nova-lite-v1:0'];
const TOPIC = 'arn:aws:sns:us-east-1:123456789012:waymark-reports';

describe('npm run doctor', () => {
  test('finds nothing missing where all is in place', async () => {
    const account = richAccount();
    const topics = [{ arn: TOPIC, subscriptions: [{ protocol: 'email', endpoint: 'ops@example.org' }] }];

    const { code, output } = await doctor({ ...account, topics }, '--json', ...MODEL);

    expect(code).toBe(0);
    expect(new Set(Object.values(statuses(output)))).toEqual(new Set(['ok']));
  });

  test('names what is missing in an empty account, each with a command', async () => {
    const account: AccountSetup = {
      topics: [
        {
          arn: TOPIC,
          subscriptions: [{ protocol: 'email', endpoint: 'ops@example.org', isConfirmed: false }],
        },
      ],
      agents: richAccount().agents,
      unavailableModels: ['amazon.nova-lite-v1:0'],
    };

    const { code, output } = await doctor(account, '--json', ...MODEL);

    expect(code).toBe(1);
    expect(new Set(Object.values(statuses(output)))).toEqual(new Set(['missing']));
    expect(commandsOf(output, 'invocation-logging').at(-1)).toContain(
      'put-model-invocation-logging-configuration',
    );
    expect(commandsOf(output, 'report-subscription')).toEqual([
      `aws sns subscribe --region us-east-1 --topic-arn ${TOPIC} --protocol email --notification-endpoint <you@example.org>`,
    ]);
    expect(commandsOf(output, 'transaction-search').at(-1)).toBe(
      'aws xray update-trace-segment-destination --region us-east-1 --destination CloudWatchLogs',
    );
    expect(commandsOf(output, 'agent-data-events')[0]).toContain('aws cloudtrail create-trail');
    expect(commandsOf(output, 'model-access')[0]).toContain('--model-id amazon.nova-lite-v1:0');
  });

  test('keeps the settings that are there in the command that adds what is missing', async () => {
    const { invocationLogging, agents } = richAccount();
    const config = { ...invocationLogging?.config, textDataDeliveryEnabled: false };
    const trails = [{ name: 'audit', bucketName: 'audit-logs' }];

    const { output } = await doctor({ invocationLogging: { config }, agents, trails }, '--json');

    const [put = ''] = commandsOf(output, 'invocation-logging');
    expect(JSON.parse(/'(.*)'/.exec(put)?.[1] ?? '')).toMatchObject({
      cloudWatchConfig: { logGroupName: 'model-log' },
      textDataDeliveryEnabled: true,
    });
    const [selectors = ''] = commandsOf(output, 'agent-data-events');
    expect(JSON.parse(/'(.*)'/.exec(selectors)?.[1] ?? '')).toHaveLength(3);
  });

  test('a refusal is unknown, and nothing missing', async () => {
    const { code, output } = await doctor({ denied: ['bedrock:*', 'sns:*', 'logs:*', 'cloudwatch:*'] });

    expect(code).toBe(0);
    expect(output).toContain('bedrock:GetModelInvocationLoggingConfiguration: AWS answered');
    expect(output).toContain('Nothing is missing. 5 could not be checked.');
    expect(output).not.toContain('\u001b');
  });

  test('says that there are no credentials', async () => {
    const { code, errors } = await runCommand('doctor', ['--region', 'us-east-1'], awsEnvironment());

    expect(code).toBe(1);
    expect(errors).toContain('There are no AWS credentials.');
  });
});

describe('the policy of doctor', () => {
  test('is what the checks call, no more and no less', async () => {
    const aws = await startEmbeddedAws({
      account: { ...richAccount(), topics: [{ arn: TOPIC, subscriptions: [] }] },
    });
    running.push(aws);
    const calls = createMeteredCalls();
    const call = createCall(calls);
    const clients = createEvidenceClients({
      region: 'us-east-1',
      endpoint: aws.endpoint,
      credentials: LOCAL_CREDENTIALS,
    });
    const { accountId } = await createIdentitySource({ client: clients.sts, call }).caller();
    const window = windowEnding(Date.now(), 14);
    const signal = AbortSignal.timeout(30_000);
    const context = { accountId, region: 'us-east-1', stage: '', window, signal };
    const models = ['amazon.nova-lite-v1:0'];

    await checkAll({ clients, call, context, topicArn: undefined, models });
    await checkAll({ clients, call, context, topicArn: undefined, models: [] });

    const allowed = doctorPolicy().Statement.flatMap(({ Action: actions }) => actions);
    expect(Object.keys(calls.all()).toSorted()).toEqual(allowed);
  });

  test('is printed without asking AWS', async () => {
    const { code, output } = await runCommand('doctor', ['--print-policy'], awsEnvironment());

    expect(code).toBe(0);
    expect(JSON.parse(output)).toEqual(doctorPolicy());
  });
});
