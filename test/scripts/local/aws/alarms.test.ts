import {
  CloudWatchClient,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  type MetricAlarm,
  type MetricDatum,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
  PutMetricDataCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Mail } from '#scripts/local/aws/mail.ts';
import { type EmbeddedAws, startEmbeddedAws } from '#scripts/local/aws/server.ts';
import { clientOptions } from './target.ts';

const START_MS = Date.parse('2026-11-22T10:00:00Z');
const MINUTE_MS = 60_000;
const TOPIC = 'arn:aws:sns:us-east-1:123456789012:on-call';
const NAMESPACE = 'Shop';

let nowMs: number;
let aws: EmbeddedAws;
let client: CloudWatchClient;
let mails: Mail[];

beforeEach(async () => {
  [nowMs, mails] = [START_MS, []];
  const subscriptions = [{ protocol: 'email', endpoint: 'ops@example.org' }];
  aws = await startEmbeddedAws({
    now: () => nowMs,
    account: { topics: [{ arn: TOPIC, subscriptions }] },
    onMail: (mail) => mails.push(mail),
  });
  client = new CloudWatchClient(clientOptions(() => aws.endpoint));
});

afterEach(async () => {
  client.destroy();
  await aws.close();
});

const ERRORS = {
  AlarmName: 'errors',
  AlarmDescription: 'What it means.',
  Namespace: NAMESPACE,
  MetricName: 'Errors',
  Statistic: 'Sum',
  Period: 60,
  EvaluationPeriods: 3,
  DatapointsToAlarm: 2,
  Threshold: 5,
  ComparisonOperator: 'GreaterThanThreshold',
  TreatMissingData: 'notBreaching',
  AlarmActions: [TOPIC],
  OKActions: [TOPIC],
} as const satisfies PutMetricAlarmCommandInput;

type Change = Partial<Omit<PutMetricAlarmCommandInput, 'AlarmName'>>;

const putAlarm = (change: Change = {}) => client.send(new PutMetricAlarmCommand({ ...ERRORS, ...change }));

async function alarm(): Promise<MetricAlarm | undefined> {
  const { MetricAlarms } = await client.send(new DescribeAlarmsCommand({ AlarmNames: ['errors'] }));
  return MetricAlarms?.[0];
}

const record = (metricName: string, minute: number, ...values: readonly number[]) => {
  const add = aws.openMetric({ namespace: NAMESPACE, metricName, dimensions: [] });
  for (const value of values) add(START_MS + minute * MINUTE_MS, value);
};

/** Evaluates at the end of each minute; answers the states that came out. */
async function evaluate(fromMinute: number, toMinute: number): Promise<readonly (string | undefined)[]> {
  const states: (string | undefined)[] = [];
  for (let minute = fromMinute; minute <= toMinute; minute += 1) {
    nowMs = START_MS + (minute + 1) * MINUTE_MS;
    aws.evaluateAlarms(nowMs);
    states.push((await alarm())?.StateValue);
  }
  return states;
}

describe('an alarm on one metric', () => {
  test('fires at M of N datapoints, tells why, and clears', async () => {
    await putAlarm();
    for (const [minute, value] of [9, 1, 8, 1, 1].entries()) record('Errors', minute, value);

    expect((await alarm())?.StateValue).toBe('INSUFFICIENT_DATA');
    expect(await evaluate(0, 2)).toEqual(['OK', 'OK', 'ALARM']);
    expect(await alarm()).toMatchObject({
      StateReason:
        'Threshold Crossed: 2 out of the last 3 datapoints [8.0 (22/11/26 10:02:00), 9.0 (22/11/26 10:00:00)] were greater than the threshold (5.0) (minimum 2 datapoints for OK -> ALARM transition).',
      StateUpdatedTimestamp: new Date('2026-11-22T10:03:00Z'),
      StateTransitionedTimestamp: new Date('2026-11-22T10:03:00Z'),
    });
    expect(JSON.parse((await alarm())?.StateReasonData ?? '')).toEqual({
      version: '1.0',
      queryDate: '2026-11-22T10:03:00.000+0000',
      startDate: '2026-11-22T10:00:00.000+0000',
      statistic: 'Sum',
      period: 60,
      recentDatapoints: [9, 1, 8],
      threshold: 5,
      evaluatedDatapoints: [
        { timestamp: '2026-11-22T10:02:00.000+0000', sampleCount: 1, value: 8 },
        { timestamp: '2026-11-22T10:01:00.000+0000', sampleCount: 1, value: 1 },
        { timestamp: '2026-11-22T10:00:00.000+0000', sampleCount: 1, value: 9 },
      ],
    });

    expect(await evaluate(3, 3)).toEqual(['OK']);
    expect((await alarm())?.StateReason).toBe(
      'Threshold Crossed: 2 out of the last 3 datapoints [1.0 (22/11/26 10:03:00), 1.0 (22/11/26 10:01:00)] were not greater than the threshold (5.0) (minimum 2 datapoints for ALARM -> OK transition).',
    );
  });

  test('sends one mail for each change, in the words of CloudWatch', async () => {
    await putAlarm();
    for (const [minute, value] of [9, 8, 8, 8, 1, 1].entries()) record('Errors', minute, value);

    await evaluate(0, 5);
    await aws.mailsWritten();

    expect(mails.map(({ subject }) => subject)).toEqual([
      'OK: "errors" in US East (N. Virginia)',
      'ALARM: "errors" in US East (N. Virginia)',
      'OK: "errors" in US East (N. Virginia)',
    ]);
    expect(mails[1]).toMatchObject({ to: 'ops@example.org', sentMs: START_MS + 2 * MINUTE_MS });
    expect(mails[1]?.text).toContain(
      'You are receiving this email because your Amazon CloudWatch Alarm "errors" in the US East (N. Virginia) region has entered the ALARM state, because "Threshold Crossed: 2 out of the last 3 datapoints',
    );
    expect(mails[1]?.text).toContain('- Description:                What it means.');
    expect(mails[1]?.text).toContain('- State Change:               OK -> ALARM');
    expect(mails[1]?.text).toContain('- Timestamp:                  Sunday 22 November, 2026 10:02:00 UTC');
    expect(mails[1]?.text).toContain(
      'when the metric is GreaterThanThreshold 5.0 for at least 2 of the last 3 period(s) of 60 seconds.',
    );
  });

  test('keeps what happened, the message in JSON included', async () => {
    await putAlarm({ OKActions: [] });
    for (const minute of [0, 1]) record('Errors', minute, 9);
    await evaluate(0, 1);

    const { AlarmHistoryItems: items = [] } = await client.send(
      new DescribeAlarmHistoryCommand({ AlarmName: 'errors', ScanBy: 'TimestampAscending' }),
    );

    expect(items.map(({ HistoryItemType, HistorySummary }) => [HistoryItemType, HistorySummary])).toEqual([
      ['ConfigurationUpdate', 'Alarm "errors" created'],
      ['StateUpdate', 'Alarm updated from INSUFFICIENT_DATA to OK'],
      ['StateUpdate', 'Alarm updated from OK to ALARM'],
      ['Action', `Successfully executed action ${TOPIC}`],
    ]);
    const { publishedMessage } = JSON.parse(items[3]?.HistoryData ?? '');
    expect(JSON.parse(JSON.parse(publishedMessage).default)).toMatchObject({
      AlarmName: 'errors',
      AWSAccountId: '123456789012',
      NewStateValue: 'ALARM',
      OldStateValue: 'OK',
      StateChangeTime: '2026-11-22T10:02:00.000+0000',
      Region: 'US East (N. Virginia)',
      AlarmActions: [TOPIC],
      Trigger: { MetricName: 'Errors', Statistic: 'SUM', Period: 60, DatapointsToAlarm: 2, Threshold: 5 },
    });
  });

  test('tells nobody while its actions are off', async () => {
    await putAlarm({ ActionsEnabled: false });
    for (const minute of [0, 1]) record('Errors', minute, 9);

    expect(await evaluate(0, 1)).toEqual(['OK', 'ALARM']);
    await aws.mailsWritten();
    expect(mails).toEqual([]);
  });

  test('changes its state even when its topic is gone', async () => {
    await putAlarm({ AlarmActions: [`${TOPIC}-gone`], EvaluationPeriods: 1, DatapointsToAlarm: 1 });
    record('Errors', 0, 9);

    expect(await evaluate(0, 0)).toEqual(['ALARM']);
    const { AlarmHistoryItems } = await client.send(
      new DescribeAlarmHistoryCommand({ HistoryItemType: 'Action' }),
    );
    expect(AlarmHistoryItems?.[0]?.HistorySummary).toBe(`Failed to execute action ${TOPIC}-gone`);
  });

  test.each([
    ['missing', 'INSUFFICIENT_DATA', 'Insufficient Data: 3 datapoints were unknown.'],
    [
      'breaching',
      'ALARM',
      'Threshold Crossed: no datapoints were received for 3 periods and 3 missing datapoints were treated as [Breaching].',
    ],
    [
      'notBreaching',
      'OK',
      'Threshold Crossed: no datapoints were received for 3 periods and 3 missing datapoints were treated as [NonBreaching].',
    ],
    ['ignore', 'OK', 'By hand.'],
  ] as const)('without data, when it is treated as %s, is %s', async (TreatMissingData, state, reason) => {
    await putAlarm({ TreatMissingData });
    await client.send(
      new SetAlarmStateCommand({
        AlarmName: 'errors',
        StateValue: TreatMissingData === 'notBreaching' ? 'ALARM' : 'OK',
        StateReason: 'By hand.',
      }),
    );

    expect(await evaluate(20, 20)).toEqual([state]);
    expect((await alarm())?.StateReason).toBe(reason);
  });

  test('slides over whole minutes, whatever its period', async () => {
    await putAlarm({ Period: 300, EvaluationPeriods: 1, DatapointsToAlarm: 1, Threshold: 9 });
    for (const minute of [3, 6]) record('Errors', minute, 5);

    // minutes 2 to 6 are the first five that hold both
    expect(await evaluate(4, 8)).toEqual(['OK', 'OK', 'ALARM', 'ALARM', 'OK']);
  });

  test('compares percentiles', async () => {
    const change = { Statistic: undefined, ExtendedStatistic: 'p90', MetricName: 'Latency', Threshold: 100 };
    await putAlarm({ ...change, EvaluationPeriods: 1, DatapointsToAlarm: 1 });
    record('Latency', 0, ...Array.from({ length: 10 }, (_, at) => (at < 2 ? 500 : 10)));
    record('Latency', 1, ...Array.from({ length: 20 }, (_, at) => (at < 2 ? 500 : 10)));

    expect(await evaluate(0, 1)).toEqual(['ALARM', 'OK']);
  });

  test('leaves percentiles of few samples alone where it is told so', async () => {
    await putAlarm({
      ...{ Statistic: undefined, ExtendedStatistic: 'p90', MetricName: 'Latency', Threshold: 100 },
      ...{ EvaluationPeriods: 1, DatapointsToAlarm: 1, EvaluateLowSampleCountPercentile: 'ignore' },
    });
    // p90 wants 10 / (1 - 0.9) samples
    record('Latency', 0, ...Array.from({ length: 99 }, () => 500));
    record('Latency', 1, ...Array.from({ length: 100 }, () => 500));

    expect(await evaluate(0, 1)).toEqual(['INSUFFICIENT_DATA', 'ALARM']);
  });

  test('keeps its state when it is changed, and loses all else', async () => {
    await putAlarm();
    for (const minute of [0, 1]) record('Errors', minute, 9);
    await evaluate(0, 1);
    await putAlarm({ AlarmDescription: undefined, Threshold: 100 });

    expect(await alarm()).toMatchObject({ StateValue: 'ALARM', Threshold: 100 });
    expect((await alarm())?.AlarmDescription).toBeUndefined();
  });
});

describe('an alarm on metric math', () => {
  const stat = (MetricName: string) => ({
    MetricStat: { Metric: { Namespace: NAMESPACE, MetricName }, Period: 60, Stat: 'Sum' },
    ReturnData: false,
  });
  const rate = (Expression: string): Change => ({
    ...{ Namespace: undefined, MetricName: undefined, Statistic: undefined, Period: undefined },
    Metrics: [
      { Id: 'rate', Expression },
      { Id: 'errors', ...stat('Errors') },
      { Id: 'calls', ...stat('Calls') },
    ],
  });

  test('compares the one result', async () => {
    await putAlarm({
      ...rate('IF(calls >= 20, 100 * FILL(errors, 0) / calls)'),
      DatapointsToAlarm: 1,
      EvaluationPeriods: 1,
      TreatMissingData: 'missing',
    });
    const samples: readonly MetricDatum[] = [
      { MetricName: 'Calls', Value: 100, Timestamp: new Date(START_MS) },
      { MetricName: 'Calls', Value: 100, Timestamp: new Date(START_MS + MINUTE_MS) },
      { MetricName: 'Errors', Value: 6, Timestamp: new Date(START_MS + MINUTE_MS) },
      { MetricName: 'Calls', Value: 19, Timestamp: new Date(START_MS + 2 * MINUTE_MS) },
      { MetricName: 'Errors', Value: 19, Timestamp: new Date(START_MS + 2 * MINUTE_MS) },
    ];
    await client.send(new PutMetricDataCommand({ Namespace: NAMESPACE, MetricData: [...samples] }));

    expect(await evaluate(0, 1)).toEqual(['OK', 'ALARM']);
    expect(JSON.parse((await alarm())?.StateReasonData ?? '')).toMatchObject({
      period: 60,
      evaluatedDatapoints: [{ timestamp: '2026-11-22T10:01:00.000+0000', value: 6 }],
    });
    // too few calls to tell a rate: the newest that there is counts, then nothing
    expect(await evaluate(2, 4)).toEqual(['ALARM', 'ALARM', 'INSUFFICIENT_DATA']);
  });

  test.each([
    [
      'two results',
      {
        Metrics: [
          { Id: 'a', Expression: '1' },
          { Id: 'b', Expression: '1' },
        ],
      },
    ],
    ['a search', { Metrics: [{ Id: 'a', Expression: `SUM(SEARCH('{Shop} Errors', 'Sum'))` }] }],
    [
      'more than ten metrics',
      {
        Metrics: [
          { Id: 'sum', Expression: 'm0' },
          ...Array.from({ length: 11 }, (_, at) => ({ Id: `m${at}`, ...stat('Errors') })),
        ],
      },
    ],
    ['more datapoints than periods', { DatapointsToAlarm: 4 }],
    ['no threshold', { Threshold: undefined }],
    ['neither metric nor math', { MetricName: undefined }],
    ['no statistic', { Statistic: undefined }],
    ['a statistic that is none', { Statistic: undefined, ExtendedStatistic: 'q90' }],
    ['anomaly detection', { ComparisonOperator: 'GreaterThanUpperThreshold', ThresholdMetricId: 'ad1' }],
    ['more than a day in short periods', { Period: 300, EvaluationPeriods: 289 }],
  ] as [string, Change][])('is refused with %s', async (_, change) => {
    const isMath = change.Metrics !== undefined;
    await expect(putAlarm(isMath ? { ...rate(''), ...change } : change)).rejects.toMatchObject({
      $metadata: { httpStatusCode: 400 },
    });
  });
});
