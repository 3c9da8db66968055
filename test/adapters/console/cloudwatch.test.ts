import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { describe, expect, it } from 'vitest';
import { createAlarmReader } from '#adapters/console/alarms.ts';
import { createContributorReader } from '#adapters/console/contributors.ts';
import { createDashboardReader } from '#adapters/console/dashboards.ts';
import { createGraphReader } from '#adapters/console/graphs.ts';
import type { GraphPlan } from '#core/console/graph-queries.ts';
import { type StubbedCall, serviceFailure, stubClient } from '../../support/stub-client.ts';

const stub = (answer: (call: StubbedCall) => unknown) =>
  stubClient(new CloudWatchClient({ region: 'us-east-1' }), answer);
const refusing = () =>
  stub(() => {
    throw serviceFailure('AccessDenied', 403);
  }).client;
const at = (minute: number) => new Date(Date.UTC(2026, 10, 21, 12, minute));

const PLAN: GraphPlan = {
  startMs: at(0).getTime(),
  endMs: at(10).getTime(),
  periodSeconds: 300,
  queries: [
    {
      id: 'm1',
      source: {
        kind: 'metric',
        namespace: 'Waymark',
        metricName: 'Requests',
        dimensions: [['Stage', 'dev']],
      },
      statistic: 'Sum',
      periodSeconds: 300,
      returnsData: false,
    },
    {
      id: 'e1',
      label: 'Rate',
      source: { kind: 'expression', expression: 'm1 / 300' },
      statistic: 'Average',
      periodSeconds: 300,
      returnsData: true,
    },
  ],
};

describe('the graph reader', () => {
  it('asks for metrics and expressions in CloudWatch’s terms', async () => {
    const { client, calls } = stub(() => ({ MetricDataResults: [] }));

    await createGraphReader(client).read(PLAN);

    expect(calls[0]?.input).toMatchObject({
      StartTime: at(0),
      EndTime: at(10),
      ScanBy: 'TimestampAscending',
      MetricDataQueries: [
        {
          Id: 'm1',
          ReturnData: false,
          MetricStat: {
            Metric: {
              Namespace: 'Waymark',
              MetricName: 'Requests',
              Dimensions: [{ Name: 'Stage', Value: 'dev' }],
            },
            Period: 300,
            Stat: 'Sum',
          },
        },
        { Id: 'e1', Label: 'Rate', ReturnData: true, Expression: 'm1 / 300', Period: 300 },
      ],
    });
  });

  it('joins what comes in pages, and keeps apart what a search finds', async () => {
    const pages = [
      {
        NextToken: 'more',
        MetricDataResults: [
          { Id: 'e1', Label: 'a', Timestamps: [at(0)], Values: [1] },
          { Id: 'e1', Label: 'b', Timestamps: [at(0)], Values: [7] },
        ],
      },
      { MetricDataResults: [{ Id: 'e1', Label: 'a', Timestamps: [at(5)], Values: [2] }] },
    ];
    const { client } = stub(() => pages.shift());

    const reading = await createGraphReader(client).read(PLAN);

    expect(reading).toEqual({
      status: 'known',
      series: [
        {
          id: 'e1',
          label: 'a',
          points: [
            [at(0).getTime(), 1],
            [at(5).getTime(), 2],
          ],
        },
        { id: 'e1', label: 'b', points: [[at(0).getTime(), 7]] },
      ],
    });
  });

  it('asks nothing where nothing is drawn, which CloudWatch would refuse', async () => {
    const { client, calls } = stub(() => ({}));

    const reading = await createGraphReader(client).read({ ...PLAN, queries: PLAN.queries.slice(0, 1) });

    expect(reading).toEqual({ status: 'known', series: [] });
    expect(calls).toEqual([]);
  });
});

describe('the other readers of CloudWatch', () => {
  it('read a dashboard’s body', async () => {
    const { client, calls } = stub(() => ({ DashboardBody: '{"widgets":[]}' }));

    expect(await createDashboardReader(client).body('wm')).toEqual({
      status: 'known',
      body: '{"widgets":[]}',
    });
    expect(calls[0]?.input).toEqual({ DashboardName: 'wm' });
  });

  it('read contributors, the largest first as CloudWatch has them', async () => {
    const { client, calls } = stub(() => ({
      KeyLabels: ['$.Model'],
      AggregateValue: 12,
      ApproximateUniqueCount: 2,
      Contributors: [
        { Keys: ['a'], ApproximateAggregateValue: 10, Datapoints: [] },
        { Keys: ['b'], ApproximateAggregateValue: 2, Datapoints: [] },
      ],
    }));
    const range = { startMs: at(0).getTime(), endMs: at(10).getTime() };

    const reading = await createContributorReader(client).read({
      ...{ ruleName: 'models', orderBy: 'Sum', most: 5, periodSeconds: 300, range },
    });

    expect(reading).toEqual({
      ...{ status: 'known', keyLabels: ['$.Model'], total: 12, uniqueContributors: 2 },
      contributors: [
        { keys: ['a'], value: 10 },
        { keys: ['b'], value: 2 },
      ],
    });
    expect(calls[0]?.input).toMatchObject({
      RuleName: 'models',
      MaxContributorCount: 5,
      OrderBy: 'Sum',
      Period: 300,
    });
  });

  it('read the alarms of the stack, page by page', async () => {
    const alarm = { AlarmArn: 'arn', StateValue: 'ALARM', StateReason: 'why', StateUpdatedTimestamp: at(0) };
    const pages = [
      {
        NextToken: 'more',
        MetricAlarms: [
          {
            ...alarm,
            AlarmName: 'one',
            Namespace: 'Waymark',
            MetricName: 'Latency',
            Threshold: 5,
            AlarmActions: ['sns'],
          },
        ],
      },
      {
        MetricAlarms: [
          {
            ...alarm,
            AlarmName: 'two',
            StateTransitionedTimestamp: at(4),
            ActionsEnabled: false,
            AlarmActions: ['sns'],
            Metrics: [
              { Id: 'e', Expression: 'm' },
              {
                Id: 'm',
                MetricStat: {
                  Metric: { Namespace: 'Waymark', MetricName: 'Requests' },
                  Period: 60,
                  Stat: 'Sum',
                },
              },
            ],
          },
        ],
      },
    ];
    const { client, calls } = stub(() => pages.shift());

    const reading = await createAlarmReader({ client, namePrefix: 'Waymark-dev-' }).all();

    const shared = { arn: 'arn', description: '', state: 'ALARM', reason: 'why' };
    expect(reading).toEqual({
      status: 'known',
      alarms: [
        {
          ...shared,
          ...{ name: 'one', changedMs: at(0).getTime(), threshold: 5, hasActions: true },
          metrics: ['Waymark Latency'],
        },
        {
          ...shared,
          ...{ name: 'two', changedMs: at(4).getTime(), hasActions: false },
          metrics: ['Waymark Requests'],
        },
      ],
    });
    expect(calls[0]?.input).toMatchObject({ AlarmNamePrefix: 'Waymark-dev-', AlarmTypes: ['MetricAlarm'] });
  });

  it('say what was refused, without the message that may quote names', async () => {
    const range = { startMs: 0, endMs: 1 };
    const readings = await Promise.all([
      createDashboardReader(refusing()).body('wm'),
      createGraphReader(refusing()).read(PLAN),
      createAlarmReader({ client: refusing(), namePrefix: 'x' }).all(),
      createContributorReader(refusing()).read({
        ruleName: 'r',
        orderBy: 'Sum',
        most: 1,
        periodSeconds: 60,
        range,
      }),
    ]);

    expect(readings.map((reading) => reading.status === 'unknown' && reading.permission)).toEqual([
      'cloudwatch:GetDashboard',
      'cloudwatch:GetMetricData',
      'cloudwatch:DescribeAlarms',
      'cloudwatch:GetInsightRuleReport',
    ]);
    expect(JSON.stringify(readings)).not.toContain('ann');
  });

  it('do not take an answer of another shape for an empty one', async () => {
    const { client } = stub(() => ({ MetricDataResults: [{ Id: 5 }] }));

    expect(await createGraphReader(client).read(PLAN)).toMatchObject({ status: 'unknown', reason: 'failed' });
  });
});
