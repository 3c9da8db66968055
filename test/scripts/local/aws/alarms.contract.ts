import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  type DescribeAlarmsCommandInput,
  ListDashboardsCommand,
} from '@aws-sdk/client-cloudwatch';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clientOptions, type GetEndpoint } from './target.ts';

/** CloudWatch's alarms and dashboards, on an account that holds what `account-fixture.ts` says. */
export function describeAlarmsContract(getEndpoint: GetEndpoint): void {
  describe('CloudWatch alarms and dashboards', () => {
    let client: CloudWatchClient;
    const describeAlarms = (input: DescribeAlarmsCommandInput) =>
      client.send(new DescribeAlarmsCommand(input));
    const namesOf = async (input: DescribeAlarmsCommandInput) =>
      (await describeAlarms(input)).MetricAlarms?.map(({ AlarmName }) => AlarmName);

    beforeAll(() => {
      client = new CloudWatchClient(clientOptions(getEndpoint));
    });

    afterAll(() => client.destroy());

    test('describes an alarm on one metric', async () => {
      const { MetricAlarms } = await describeAlarms({ AlarmNames: ['waymark-latency'] });

      expect(MetricAlarms).toMatchObject([
        {
          Namespace: 'Waymark',
          MetricName: 'Latency',
          Dimensions: [{ Name: 'Stage', Value: 'dev' }],
          ExtendedStatistic: 'p95',
          ActionsEnabled: true,
          AlarmActions: ['arn:aws:sns:us-east-1:123456789012:alarms'],
        },
      ]);
      expect(MetricAlarms?.[0]?.AlarmArn).toMatch(/^arn:aws:cloudwatch:.*:alarm:waymark-latency$/);
    });

    test('describes an alarm on metric math by its queries', async () => {
      const { MetricAlarms } = await describeAlarms({ AlarmNames: ['waymark-error-rate'] });

      expect(MetricAlarms?.[0]?.MetricName).toBeUndefined();
      expect(MetricAlarms?.[0]?.Metrics).toMatchObject([
        { Id: 'rate', Expression: 'errors / requests' },
        { Id: 'errors', MetricStat: { Metric: { Namespace: 'Waymark', MetricName: 'Errors' } } },
      ]);
    });

    test('finds alarms by prefix, state and action', async () => {
      expect(await namesOf({ AlarmNamePrefix: 'waymark-' })).toEqual([
        'waymark-error-rate',
        'waymark-latency',
      ]);
      expect(await namesOf({ AlarmNamePrefix: 'waymark-', StateValue: 'ALARM' })).toEqual([
        'waymark-error-rate',
      ]);
      expect(await namesOf({ ActionPrefix: 'arn:aws:sns:' })).toEqual(['waymark-latency']);
      expect(await namesOf({ AlarmNames: ['missing'] })).toEqual([]);
    });

    test('pages through alarms', async () => {
      const first = await describeAlarms({ MaxRecords: 2 });
      const second = await describeAlarms({ MaxRecords: 2, NextToken: first.NextToken });

      expect(first.MetricAlarms).toHaveLength(2);
      expect(second.MetricAlarms).toHaveLength(1);
      expect(second.NextToken).toBeUndefined();
    });

    test('refuses a token that it never gave', async () => {
      await expect(describeAlarms({ NextToken: 'not a token' })).rejects.toMatchObject({
        name: expect.stringContaining('InvalidNextToken'),
      });
    });

    test('lists dashboards by their prefix', async () => {
      const { DashboardEntries } = await client.send(
        new ListDashboardsCommand({ DashboardNamePrefix: 'waymark-' }),
      );

      expect(DashboardEntries?.map(({ DashboardName }) => DashboardName)).toEqual([
        'waymark-level-1',
        'waymark-level-2',
      ]);
    });
  });
}
