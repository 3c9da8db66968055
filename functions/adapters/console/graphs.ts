import {
  type CloudWatchClient,
  GetMetricDataCommand,
  type MetricDataQuery,
} from '@aws-sdk/client-cloudwatch';
import * as z from 'zod/mini';
import type { GraphPlan, GraphQuery } from '#core/console/graph-queries.ts';
import type { GraphReader, GraphSeries } from '#functions/console-ports.ts';
import { listOf, optionalText, readAnswer } from '../evidence/answer.ts';
import { cutShort, toUnknown } from '../evidence/failure.ts';
import { readPages } from '../evidence/pages.ts';

const DATA = 'cloudwatch:GetMetricData';
/** A graph has at most 500 lines of 720 points: four pages of 100,800 datapoints (API limit). */
const MAX_PAGES = 4;

const Answer = z.object({
  NextToken: optionalText,
  MetricDataResults: listOf(
    z.object({
      Id: z.string(),
      Label: optionalText,
      Timestamps: z._default(z.array(z.date()), []),
      Values: z._default(z.array(z.number()), []),
    }),
  ),
});
type Result = z.infer<typeof Answer>['MetricDataResults'][number];

/** Data of graphs through GetMetricData, which evaluates metric math and searches itself. */
export function createGraphReader(client: Pick<CloudWatchClient, 'send'>): GraphReader {
  return {
    read: async (plan) => {
      if (!plan.queries.some(({ returnsData }) => returnsData)) return { status: 'known', series: [] };
      try {
        const { items: results, isComplete } = await readPages<Result>(MAX_PAGES, async (token) => {
          const answer = await client.send(toCommand(plan, token));
          const { MetricDataResults: items, NextToken: next } = readAnswer(Answer, answer);
          return { items, next: next ?? undefined };
        });
        if (!isComplete) return cutShort(DATA, MAX_PAGES);
        return { status: 'known', series: join(results) };
      } catch (error) {
        return toUnknown(error, DATA);
      }
    },
  };
}

function toCommand({ startMs, endMs, queries }: GraphPlan, NextToken: string | undefined) {
  return new GetMetricDataCommand({
    StartTime: new Date(startMs),
    EndTime: new Date(endMs),
    ScanBy: 'TimestampAscending',
    NextToken,
    MetricDataQueries: queries.map(toDataQuery),
  });
}

function toDataQuery({
  id,
  label,
  source,
  statistic,
  periodSeconds,
  returnsData,
}: GraphQuery): MetricDataQuery {
  const shared = { Id: id, ReturnData: returnsData, ...(label !== undefined && { Label: label }) };
  if (source.kind === 'expression')
    return { ...shared, Expression: source.expression, Period: periodSeconds };
  const { namespace: Namespace, metricName: MetricName, dimensions } = source;
  const Dimensions = dimensions.map(([Name, Value]) => ({ Name, Value }));
  return {
    ...shared,
    MetricStat: { Metric: { Namespace, MetricName, Dimensions }, Period: periodSeconds, Stat: statistic },
  };
}

/** A line that goes over several pages has the same id and label on each. */
function join(results: readonly Result[]): readonly GraphSeries[] {
  const series = new Map<string, GraphSeries & { readonly points: (readonly [number, number])[] }>();
  for (const { Id: id, Label, Timestamps, Values } of results) {
    const label = Label ?? id;
    const key = `${id} ${label}`;
    const known = series.get(key) ?? { id, label, points: [] };
    series.set(key, known);
    for (const [index, time] of Timestamps.entries()) {
      const value = Values[index];
      if (value !== undefined) known.points.push([time.getTime(), value]);
    }
  }
  return [...series.values()];
}
