import {
  CloudWatchClient,
  GetMetricDataCommand,
  ListMetricsCommand,
  type MetricDataQuery,
  PutMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import type { Aws, Comparison } from './comparison.ts';

const Namespace = 'Compared';
const Dimensions = [{ Name: 'Stage', Value: 'dev' }];
const MINUTE_MS = 60_000;
/** A full minute that has passed, so that every sample falls into one period. */
const minute = new Date(Math.floor(Date.now() / MINUTE_MS - 5) * MINUTE_MS);

const client = (aws: Aws) => new CloudWatchClient({ ...aws, maxAttempts: 1 });

function read(aws: Aws, MetricDataQueries: MetricDataQuery[]) {
  const StartTime = new Date(minute.getTime() - 10 * MINUTE_MS);
  const EndTime = new Date(minute.getTime() + MINUTE_MS);
  return client(aws).send(new GetMetricDataCommand({ MetricDataQueries, StartTime, EndTime }));
}

function query(Stat: string, MetricName = 'Latency'): MetricDataQuery {
  const Metric = { Namespace, MetricName, Dimensions };
  return { Id: 'm1', MetricStat: { Metric, Period: 60, Stat } };
}

const MINISTACK_ANSWER = {
  Messages: 'CloudWatch answers with an empty list, MiniStack with none.',
  Label: 'CloudWatch labels a metric with its name, MiniStack with the id of the query.',
};

/** What signals need of CloudWatch. */
export const CLOUDWATCH: readonly Comparison[] = [
  {
    name: 'PutMetricData with values',
    call: (aws) =>
      client(aws).send(
        new PutMetricDataCommand({
          Namespace,
          MetricData: [
            {
              MetricName: 'Latency',
              Dimensions,
              Timestamp: minute,
              Unit: 'Milliseconds',
              Values: [10, 20, 30, 40],
              Counts: [1, 2, 3, 4],
            },
          ],
        }),
      ),
  },
  {
    name: 'PutMetricData with one value',
    call: (aws) =>
      client(aws).send(
        new PutMetricDataCommand({
          Namespace,
          MetricData: [{ MetricName: 'Calls', Dimensions, Timestamp: minute, Unit: 'Count', Value: 3 }],
        }),
      ),
  },
  ...['Sum', 'Average', 'Minimum', 'Maximum', 'SampleCount', 'p50', 'p99'].map((stat) => ({
    name: `GetMetricData ${stat}`,
    call: (aws: Aws) => read(aws, [query(stat)]),
    differences: MINISTACK_ANSWER,
  })),
  {
    name: 'GetMetricData of an expression',
    call: (aws) =>
      read(aws, [
        { ...query('Sum'), ReturnData: false },
        { Id: 'e1', Expression: 'm1 / 2', Label: 'half' },
      ]),
    differences: {
      Messages: MINISTACK_ANSWER.Messages,
      MetricDataResults: 'MiniStack answers InternalError to an expression.',
    },
  },
  {
    name: 'GetMetricData of a metric that has no data',
    call: (aws) => read(aws, [query('Sum', 'Nothing')]),
    differences: MINISTACK_ANSWER,
  },
  { name: 'ListMetrics', call: (aws) => client(aws).send(new ListMetricsCommand({ Namespace })) },
  {
    name: 'ListMetrics by dimension',
    call: (aws) =>
      client(aws).send(new ListMetricsCommand({ Namespace, Dimensions: [{ Name: 'Stage', Value: 'prod' }] })),
  },
];
