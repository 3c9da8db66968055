import {
  CloudWatchClient,
  DeleteAlarmsCommand,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
  PutMetricDataCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clientOptions, type GetEndpoint, uniqueName } from './target.ts';

const ALARM: Omit<PutMetricAlarmCommandInput, 'AlarmName'> = {
  Namespace: 'Nothing',
  MetricName: 'Errors',
  Dimensions: [{ Name: 'Stage', Value: 'dev' }],
  Statistic: 'Sum',
  Period: 300,
  EvaluationPeriods: 3,
  DatapointsToAlarm: 2,
  Threshold: 5,
  ComparisonOperator: 'GreaterThanOrEqualToThreshold',
  TreatMissingData: 'notBreaching',
};

/** CloudWatch alarms that are made, evaluated, changed and removed; `evaluate` is called where that takes a tick. */
export function describeCloudWatchAlarmsContract(
  getEndpoint: GetEndpoint,
  evaluate: () => void = () => undefined,
): void {
  describe('CloudWatch alarms', () => {
    let client: CloudWatchClient;
    const put = async (change: Pick<Partial<PutMetricAlarmCommandInput>, 'AlarmName' | 'Threshold'> = {}) => {
      const AlarmName = change.AlarmName ?? uniqueName('alarm');
      await client.send(new PutMetricAlarmCommand({ ...ALARM, ...change, AlarmName }));
      return AlarmName;
    };
    const read = async (AlarmName: string) => {
      const { MetricAlarms } = await client.send(new DescribeAlarmsCommand({ AlarmNames: [AlarmName] }));
      return MetricAlarms?.[0];
    };

    beforeAll(() => {
      client = new CloudWatchClient(clientOptions(getEndpoint));
    });

    afterAll(() => client.destroy());

    test('gives back what an alarm was made of, without data in no known state', async () => {
      const AlarmName = await put();

      expect(await read(AlarmName)).toMatchObject({
        ...ALARM,
        AlarmName,
        ActionsEnabled: true,
        StateValue: 'INSUFFICIENT_DATA',
        StateReason: 'Unchecked: Initial alarm creation',
        StateUpdatedTimestamp: expect.any(Date),
      });
      expect((await read(AlarmName))?.AlarmArn).toMatch(
        new RegExp(`^arn:aws:cloudwatch:us-east-1:\\d{12}:alarm:${AlarmName}$`),
      );
    });

    test.each([
      ['ALARM', 'Sum', 39],
      ['OK', 'Sum', 41],
      ['ALARM', 'Maximum', 29],
      ['OK', 'Average', 21],
      ['ALARM', 'SampleCount', 1],
    ] as const)('is %s where the %s is compared with %d', async (state, Statistic, Threshold) => {
      const MetricName = uniqueName('Metric');
      // inside of the last five minutes and of the last five whole ones
      const Timestamp = new Date(Date.now() - 90_000);
      const MetricData = [10, 30].map((Value) => ({ MetricName, Value, Timestamp }));
      await client.send(new PutMetricDataCommand({ Namespace: 'Alarms', MetricData }));
      const AlarmName = uniqueName('alarm');
      await client.send(
        new PutMetricAlarmCommand({
          ...{ AlarmName, Namespace: 'Alarms', MetricName, Statistic, Threshold },
          ...{ Period: 300, EvaluationPeriods: 1, ComparisonOperator: 'GreaterThanThreshold' },
        }),
      );
      evaluate();

      expect(await read(AlarmName)).toMatchObject({ StateValue: state });
      expect((await read(AlarmName))?.StateReason).toMatch(/^Threshold Crossed: /);
    });

    test('gives back metric math', async () => {
      const Metrics = [
        { Id: 'twice', Expression: '2 * errors', ReturnData: true },
        {
          Id: 'errors',
          MetricStat: { Metric: { Namespace: 'Nothing', MetricName: 'Errors' }, Period: 300, Stat: 'Sum' },
          ReturnData: false,
        },
      ];
      const { MetricName: _m, Namespace: _n, Dimensions: _d, Statistic: _s, Period: _p, ...rest } = ALARM;
      const AlarmName = uniqueName('alarm');
      await client.send(new PutMetricAlarmCommand({ ...rest, AlarmName, Metrics }));

      expect((await read(AlarmName))?.Metrics).toMatchObject(Metrics);
    });

    test('sets a state by hand and keeps the change', async () => {
      const AlarmName = await put();
      await client.send(
        new SetAlarmStateCommand({ AlarmName, StateValue: 'ALARM', StateReason: 'To see it ring.' }),
      );

      expect(await read(AlarmName)).toMatchObject({ StateValue: 'ALARM', StateReason: 'To see it ring.' });
      const { AlarmHistoryItems } = await client.send(
        new DescribeAlarmHistoryCommand({ AlarmName, HistoryItemType: 'StateUpdate' }),
      );
      expect(AlarmHistoryItems?.[0]).toMatchObject({
        AlarmName,
        HistoryItemType: 'StateUpdate',
        HistorySummary: 'Alarm updated from INSUFFICIENT_DATA to ALARM',
        Timestamp: expect.any(Date),
      });
      expect(JSON.parse(AlarmHistoryItems?.[0]?.HistoryData ?? '')).toMatchObject({
        newState: { stateValue: 'ALARM', stateReason: 'To see it ring.' },
      });
    });

    test('keeps the state of an alarm that is changed', async () => {
      const AlarmName = await put();
      await client.send(new SetAlarmStateCommand({ AlarmName, StateValue: 'OK', StateReason: 'By hand.' }));
      await put({ AlarmName, Threshold: 7 });

      expect(await read(AlarmName)).toMatchObject({ StateValue: 'OK', Threshold: 7 });
    });

    test('knows no state of an alarm that does not exist', async () => {
      const AlarmName = uniqueName('missing');

      await expect(
        client.send(new SetAlarmStateCommand({ AlarmName, StateValue: 'OK', StateReason: 'None.' })),
      ).rejects.toMatchObject({ name: expect.stringMatching(/^ResourceNotFound/) });
    });

    test('removes alarms', async () => {
      const AlarmName = await put();
      await client.send(new DeleteAlarmsCommand({ AlarmNames: [AlarmName] }));

      expect(await read(AlarmName)).toBeUndefined();
    });
  });
}
