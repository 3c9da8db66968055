import {
  CloudWatchClient,
  GetMetricDataCommand,
  type MetricDataQuery,
  type MetricDatum,
  PutMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toGraphLines } from '#core/console/metric-lines.ts';
import { alarmOf } from '#core/signals/alarm-words.ts';
import type { AlarmId } from '#core/signals/alarms.ts';
import { measureOf, toFormula } from '#core/signals/formula.ts';
import { clientOptions } from '../scripts/local/aws/target.ts';
import { useEmbeddedAws } from '../scripts/local/aws/use-embedded-aws.ts';
import { dashboards, drawnIn, OPTIONS } from './support.ts';

const aws = useEmbeddedAws();
const PERIOD_MS = 300_000;
const start = new Date(Math.floor(Date.now() / PERIOD_MS) * PERIOD_MS - 12 * PERIOD_MS);
const end = new Date(start.getTime() + 3 * PERIOD_MS);
let client: CloudWatchClient;
beforeAll(() => {
  client = new CloudWatchClient(clientOptions(() => aws().endpoint));
});
afterAll(() => client.destroy());

async function ask(queries: readonly MetricDataQuery[]) {
  const answer = await client.send(
    new GetMetricDataCommand({
      StartTime: start,
      EndTime: end,
      ScanBy: 'TimestampAscending',
      MetricDataQueries: [...queries],
    }),
  );
  return answer.MetricDataResults ?? [];
}

/** Puts counts of a stage into one period. */
async function put(stage: string, period: number, counts: Readonly<Record<string, number>>) {
  const MetricData = Object.entries(counts).map(
    ([MetricName, Value]): MetricDatum => ({
      ...{ MetricName, Value, Unit: 'Count' },
      Timestamp: new Date(start.getTime() + period * PERIOD_MS),
      Dimensions: [{ Name: 'Stage', Value: stage }],
    }),
  );
  await client.send(new PutMetricDataCommand({ Namespace: 'Waymark', MetricData }));
}

/** Values that the alarm on a row compares. */
async function compared(id: AlarmId, stage: string) {
  const alarm = alarmOf(id);
  const context = { place: { ...OPTIONS, stage }, periodSeconds: PERIOD_MS / 1_000 };
  const { metrics, expression } = toFormula(measureOf(id, alarm), context);
  const [result] = await ask([
    { Id: 'result', ...(expression !== undefined && { Expression: expression }) },
    ...metrics.map((metric) => ({
      Id: metric.id,
      ReturnData: false,
      MetricStat: {
        Metric: {
          Namespace: metric.namespace,
          MetricName: metric.metricName,
          Dimensions: metric.dimensions.map(([Name, Value]) => ({ Name, Value })),
        },
        ...{ Period: context.periodSeconds, Stat: metric.statistic },
      },
    })),
  ]);
  return result?.Values;
}

describe('what an alarm compares', () => {
  it('is the share of the calls, where there are enough of them', async () => {
    await put('share', 0, { Requests: 40, FailedCalls: 4 });
    await put('share', 1, { Requests: 19, FailedCalls: 19 });
    await put('share', 2, { Requests: 20 });

    expect(await compared('failedCalls', 'share')).toEqual([10, 0]);
  });

  it('is nothing where nobody called', async () => {
    expect(await compared('failedCalls', 'quiet')).toEqual([]);
  });

  it('is the average of what is 0 or 1 for each, in percent', async () => {
    await put('feedback', 0, { FeedbackNegative: 1 });
    for (const rating of [1, 0, 0, 0]) await put('feedback', 1, { FeedbackNegative: rating });
    await put('feedback', 2, { FeedbackNegative: 0 });

    expect(await compared('feedbackNegative', 'feedback')).toEqual([100, 25, 0]);
  });

  it('is a share that falls', async () => {
    for (const recovered of [0, 1, 1, 1]) await put('retries', 1, { RetriedSuccesses: recovered });
    await put('retries', 0, { RetriedSuccesses: 0 });

    expect(await compared('retrySuccessRate', 'retries')).toEqual([0, 75]);
  });
});

describe.each(Object.entries(dashboards))('the graphs of %s', (_id, body) => {
  it('ask what CloudWatch can answer', async () => {
    for (const { properties } of drawnIn(body)) {
      const queries = toGraphLines(properties.metrics, 'Average').map(
        ({ id, source, statistic, isVisible }): MetricDataQuery =>
          source.kind === 'expression'
            ? { Id: id, Expression: source.expression, ReturnData: isVisible }
            : {
                Id: id,
                ReturnData: isVisible,
                MetricStat: {
                  Metric: {
                    Namespace: source.namespace,
                    MetricName: source.metricName,
                    Dimensions: source.dimensions.map(([Name, Value]) => ({ Name, Value })),
                  },
                  ...{ Period: properties.period, Stat: statistic },
                },
              },
      );

      await expect(ask(queries), properties.title).resolves.toBeDefined();
    }
  });
});
