import {
  CloudWatchClient,
  GetMetricDataCommand,
  ListMetricsCommand,
  type MetricDataQuery,
  type MetricDatum,
  PutMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clientOptions, type GetEndpoint, uniqueName } from './target.ts';

const MINUTE_MS = 60_000;
/** The start of a five-minute period a while ago, so that no test meets the edge of a period. */
const base = new Date(Math.floor(Date.now() / (5 * MINUTE_MS)) * 5 * MINUTE_MS - 60 * MINUTE_MS);
const atMinute = (minute: number): Date => new Date(base.getTime() + minute * MINUTE_MS);

/** CloudWatch metrics: PutMetricData, GetMetricData, ListMetrics. */
export function describeCloudWatchContract(getEndpoint: GetEndpoint): void {
  describe('CloudWatch', () => {
    let client: CloudWatchClient;
    const put = (namespace: string, data: MetricDatum[]) =>
      client.send(new PutMetricDataCommand({ Namespace: namespace, MetricData: data }));
    const query = async (
      namespace: string,
      stat: string,
      period = 60,
      dimensions: [string, string][] = [],
    ) => {
      const asked: MetricDataQuery = {
        Id: 'm1',
        MetricStat: {
          Metric: {
            Namespace: namespace,
            MetricName: 'Latency',
            Dimensions: dimensions.map(([Name, Value]) => ({ Name, Value })),
          },
          Period: period,
          Stat: stat,
        },
      };
      const { MetricDataResults: results } = await client.send(
        new GetMetricDataCommand({
          StartTime: atMinute(0),
          EndTime: atMinute(10),
          ScanBy: 'TimestampAscending',
          MetricDataQueries: [asked],
        }),
      );
      return {
        values: results?.[0]?.Values,
        minutes: results?.[0]?.Timestamps?.map(toMinute),
        id: results?.[0]?.Id,
      };
    };
    const toMinute = (time: Date) => (time.getTime() - base.getTime()) / MINUTE_MS;

    beforeAll(() => {
      client = new CloudWatchClient(clientOptions(getEndpoint));
    });

    afterAll(() => client.destroy());

    test('computes the basic statistics of a period', async () => {
      const namespace = uniqueName('Statistics');
      await put(
        namespace,
        [1, 2, 6].map((Value) => ({
          MetricName: 'Latency',
          Value,
          Timestamp: atMinute(1),
          Unit: 'Milliseconds' as const,
        })),
      );

      const statistics = ['Sum', 'Average', 'Minimum', 'Maximum', 'SampleCount'];
      const values = await Promise.all(statistics.map(async (stat) => (await query(namespace, stat)).values));

      expect(values).toEqual([[9], [3], [1], [6], [3]]);
    });

    test('computes percentiles', async () => {
      const namespace = uniqueName('Percentiles');
      await put(
        namespace,
        Array.from({ length: 101 }, (_, Value) => ({ MetricName: 'Latency', Value, Timestamp: atMinute(1) })),
      );

      const [p50, p90, p99] = await Promise.all(
        ['p50', 'p90', 'p99'].map(async (stat) => (await query(namespace, stat)).values?.[0] ?? Number.NaN),
      );

      // Emulators interpolate differently; none may be a whole rank away.
      expect(Math.abs((p50 ?? 0) - 50)).toBeLessThanOrEqual(1);
      expect(Math.abs((p90 ?? 0) - 90)).toBeLessThanOrEqual(1);
      expect(Math.abs((p99 ?? 0) - 99)).toBeLessThanOrEqual(1);
    });

    test('gives one value per period that has data, timestamped with its start', async () => {
      const namespace = uniqueName('Periods');
      await put(namespace, [
        { MetricName: 'Latency', Value: 1, Timestamp: atMinute(1) },
        { MetricName: 'Latency', Value: 2, Timestamp: atMinute(2) },
        { MetricName: 'Latency', Value: 4, Timestamp: atMinute(7) },
      ]);

      expect(await query(namespace, 'Sum')).toMatchObject({ values: [1, 2, 4], minutes: [1, 2, 7] });
      expect(await query(namespace, 'Sum', 300)).toMatchObject({ values: [3, 4], minutes: [0, 5] });
    });

    test('counts values that come with their counts', async () => {
      const namespace = uniqueName('Counts');
      await put(namespace, [
        { MetricName: 'Latency', Values: [10, 20], Counts: [3, 1], Timestamp: atMinute(1) },
      ]);

      expect((await query(namespace, 'SampleCount')).values).toEqual([4]);
      expect((await query(namespace, 'Sum')).values).toEqual([50]);
    });

    test('keeps metrics with other dimensions apart, whatever their order', async () => {
      const namespace = uniqueName('Dimensions');
      const Dimensions = [
        { Name: 'Stage', Value: 'dev' },
        { Name: 'Model', Value: 'nova' },
      ];
      await put(namespace, [
        { MetricName: 'Latency', Value: 1, Timestamp: atMinute(1) },
        { MetricName: 'Latency', Value: 5, Timestamp: atMinute(1), Dimensions },
      ]);

      const reversed = await query(namespace, 'Sum', 60, [
        ['Model', 'nova'],
        ['Stage', 'dev'],
      ]);

      expect(reversed.values).toEqual([5]);
      expect((await query(namespace, 'Sum')).values).toEqual([1]);
    });

    test('gives no values for a metric that does not exist', async () => {
      expect(await query(uniqueName('Nothing'), 'Sum')).toMatchObject({ id: 'm1', values: [] });
    });

    test('lists the metrics of a namespace with their dimensions', async () => {
      const namespace = uniqueName('Listed');
      const Dimensions = [{ Name: 'Stage', Value: 'dev' }];
      await put(namespace, [{ MetricName: 'Latency', Value: 5, Dimensions }]);

      const { Metrics } = await client.send(
        new ListMetricsCommand({ Namespace: namespace, MetricName: 'Latency' }),
      );

      expect(Metrics).toEqual([{ Namespace: namespace, MetricName: 'Latency', Dimensions }]);
    });
  });
}
