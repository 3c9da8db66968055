import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  GetDashboardCommand,
  GetInsightRuleReportCommand,
  GetMetricDataCommand,
  PutMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { LOCAL_CREDENTIALS } from '#scripts/local/aws/server.ts';
import { type LocalStack, startLocalStack } from '#scripts/local/stack.ts';
import type { LocalStackOptions } from '#scripts/local/stack-options.ts';
import { loadTemplate } from '#scripts/local/template.ts';

const FIXTURES = fileURLToPath(new URL('../../fixtures/local', import.meta.url));
const TOPIC = 'arn:aws:sns:us-east-1:123456789012:Fixture-OnCall';

/** As CloudFormation documents them and CDK writes them. */
const RESOURCES = {
  OnCall: { Type: 'AWS::SNS::Topic', Properties: {} },
  OnCallMail: {
    Type: 'AWS::SNS::Subscription',
    Properties: { TopicArn: { Ref: 'OnCall' }, Protocol: 'email', Endpoint: 'ops@example.org' },
  },
  FunctionErrors: {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      AlarmName: { 'Fn::Join': ['-', [{ Ref: 'AWS::StackName' }, 'errors']] },
      AlarmDescription: 'The gateway fails.',
      ActionsEnabled: true,
      AlarmActions: [{ Ref: 'OnCall' }],
      Namespace: 'AWS/Lambda',
      MetricName: 'Errors',
      Dimensions: [{ Name: 'FunctionName', Value: { Ref: 'Gateway' } }],
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
    },
  },
  ErrorRate: {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      Metrics: [
        { Id: 'result', Expression: '100 * FILL(m0, 0) / m1', ReturnData: true },
        ...['Errors', 'Calls'].map((MetricName, at) => ({
          Id: `m${at}`,
          MetricStat: { Metric: { Namespace: 'Shop', MetricName, Dimensions: [] }, Period: 300, Stat: 'Sum' },
          ReturnData: false,
        })),
      ],
      EvaluationPeriods: 3,
      DatapointsToAlarm: 2,
      Threshold: 5,
      ComparisonOperator: 'GreaterThanThreshold',
    },
  },
  Overview: {
    Type: 'AWS::CloudWatch::Dashboard',
    Properties: {
      DashboardName: 'shop-overview',
      DashboardBody: {
        'Fn::Join': [
          '',
          [
            '{"widgets":[{"type":"alarm","properties":{"alarms":["',
            { 'Fn::GetAtt': ['ErrorRate', 'Arn'] },
            '"]}}]}',
          ],
        ],
      },
    },
  },
  CallsByModel: {
    Type: 'AWS::CloudWatch::InsightRule',
    Properties: {
      RuleName: 'calls-by-model',
      RuleState: 'ENABLED',
      RuleBody: {
        'Fn::Join': [
          '',
          [
            '{"Schema":{"Name":"CloudWatchLogRule","Version":1},"LogGroupNames":["',
            { Ref: 'GatewayLogs' },
            '"],"LogFormat":"JSON","Contribution":{"Keys":["$.model"]},"AggregateOn":"Count"}',
          ],
        ],
      },
    },
  },
};

let folder: string;
let assemblyFolder: string;
const stacks: LocalStack[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'waymark-'));
  cpSync(FIXTURES, folder, { recursive: true });
  assemblyFolder = join(folder, 'assembly');
  const file = join(assemblyFolder, 'Fixture.template.json');
  const template = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify({ ...template, Resources: { ...template.Resources, ...RESOURCES } }));
});

afterEach(async () => {
  await Promise.all(stacks.splice(0).map((stack) => stack.close()));
});

afterAll(() => rmSync(folder, { recursive: true }));

async function start(options: LocalStackOptions = {}) {
  const stack = await startLocalStack({ assemblyFolder, ...options });
  stacks.push(stack);
  const { endpoint } = stack.aws;
  const client = new CloudWatchClient({ endpoint, region: 'us-east-1', credentials: LOCAL_CREDENTIALS });
  return { stack, client };
}

const call = (stack: LocalStack, authorization = 'Bearer good') =>
  fetch(`${stack.apiUrl}/model/m/converse`, { method: 'POST', headers: { authorization }, body: '{}' });

const stateOf = async (client: CloudWatchClient, name: string) => {
  const { MetricAlarms } = await client.send(new DescribeAlarmsCommand({ AlarmNames: [name] }));
  return MetricAlarms?.[0]?.StateValue;
};

describe('the template', () => {
  it('names alarms, dashboards and rules as CloudFormation does, and resolves what is in them', () => {
    const { alarms, dashboards, insightRules } = loadTemplate(assemblyFolder);

    expect(alarms.map(({ AlarmName }) => AlarmName)).toEqual(['Fixture-errors', 'Fixture-ErrorRate']);
    expect(alarms[0]).toMatchObject({
      AlarmActions: [TOPIC],
      Dimensions: [{ Name: 'FunctionName', Value: 'Fixture-Gateway' }],
    });
    expect(dashboards).toEqual([
      { name: 'shop-overview', body: expect.stringContaining(':alarm:Fixture-ErrorRate"') },
    ]);
    expect(insightRules).toMatchObject([
      {
        name: 'calls-by-model',
        state: 'ENABLED',
        body: expect.stringContaining('"LogGroupNames":["Fixture-GatewayLogs"]'),
      },
    ]);
  });
});

describe('a local stack', () => {
  it('has the alarms, dashboards and rules of the template', async () => {
    const { client } = await start();
    const { MetricAlarms } = await client.send(new DescribeAlarmsCommand({}));
    const { DashboardBody } = await client.send(new GetDashboardCommand({ DashboardName: 'shop-overview' }));
    const report = await client.send(
      new GetInsightRuleReportCommand({
        RuleName: 'calls-by-model',
        StartTime: new Date(0),
        EndTime: new Date(),
        Period: 86_400,
      }),
    );

    expect(MetricAlarms).toMatchObject([
      { AlarmName: 'Fixture-ErrorRate', DatapointsToAlarm: 2, Metrics: [{ Id: 'result' }, {}, {}] },
      { AlarmName: 'Fixture-errors', AlarmDescription: 'The gateway fails.' },
    ]);
    expect(JSON.parse(DashboardBody ?? '')).toMatchObject({ widgets: [{ type: 'alarm' }] });
    expect(report.KeyLabels).toEqual(['$.model']);
  });

  it('measures API and functions as AWS does', async () => {
    const { stack, client } = await start();
    for (const authorization of ['Bearer good', 'Bearer good', 'Bearer denied'])
      await (await call(stack, authorization)).text();
    await stack.settled();
    const metric = (Id: string, Namespace: string, MetricName: string, Stat: string) => ({
      Id,
      MetricStat: {
        Metric: {
          Namespace,
          MetricName,
          Dimensions: [
            Namespace === 'AWS/Lambda'
              ? { Name: 'FunctionName', Value: 'Fixture-Gateway' }
              : { Name: 'ApiName', Value: stack.template.api.name },
          ],
        },
        Period: 3_600,
        Stat,
      },
    });

    const { MetricDataResults = [] } = await client.send(
      new GetMetricDataCommand({
        StartTime: new Date(Date.now() - 3_600_000),
        EndTime: new Date(Date.now() + 3_600_000),
        MetricDataQueries: [
          metric('count', 'AWS/ApiGateway', 'Count', 'Sum'),
          metric('refused', 'AWS/ApiGateway', '4XXError', 'Sum'),
          metric('failed', 'AWS/ApiGateway', '5XXError', 'Sum'),
          metric('latencies', 'AWS/ApiGateway', 'Latency', 'SampleCount'),
          metric('integrations', 'AWS/ApiGateway', 'IntegrationLatency', 'SampleCount'),
          metric('invocations', 'AWS/Lambda', 'Invocations', 'Sum'),
          metric('errors', 'AWS/Lambda', 'Errors', 'Sum'),
          metric('throttles', 'AWS/Lambda', 'Throttles', 'Sum'),
          metric('durations', 'AWS/Lambda', 'Duration', 'SampleCount'),
          metric('concurrency', 'AWS/Lambda', 'ConcurrentExecutions', 'Maximum'),
        ],
      }),
    );

    const total = ({ Values = [] }: (typeof MetricDataResults)[number]) =>
      Values.reduce((sum, value) => sum + value, 0);
    expect(Object.fromEntries(MetricDataResults.map((result) => [result.Id, total(result)]))).toEqual({
      ...{ count: 3, refused: 1, failed: 0, latencies: 3, integrations: 2 },
      ...{ invocations: 2, errors: 0, throttles: 0, durations: 2, concurrency: 1 },
    });
  });

  it('keeps the states of alarms over a restart, and tells nobody again', async () => {
    const stateFile = join(folder, 'state.json');
    const mailFolder = join(folder, 'mail');
    const first = await start({ stateFile, mailFolder });
    const atMs = Math.floor(Date.now() / 60_000) * 60_000;
    await first.client.send(
      new PutMetricDataCommand({
        Namespace: 'AWS/Lambda',
        MetricData: [
          {
            MetricName: 'Errors',
            Dimensions: [{ Name: 'FunctionName', Value: 'Fixture-Gateway' }],
            Timestamp: new Date(atMs - 60_000),
            Value: 1,
          },
        ],
      }),
    );
    first.stack.aws.evaluateAlarms(atMs);
    expect(await stateOf(first.client, 'Fixture-errors')).toBe('ALARM');
    await first.stack.close();

    const second = await start({ stateFile, mailFolder });
    expect(await stateOf(second.client, 'Fixture-errors')).toBe('ALARM');
    second.stack.aws.evaluateAlarms(atMs);
    await second.stack.aws.mailsWritten();
    expect(readdirSync(mailFolder)).toHaveLength(1);
  });
});
