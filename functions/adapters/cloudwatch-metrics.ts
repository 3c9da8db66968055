import {
  type CloudWatchClient,
  GetMetricDataCommand,
  ListMetricsCommand,
  type MetricDataQuery,
} from '@aws-sdk/client-cloudwatch';
import * as z from 'zod/mini';
import type { MetricIdentity, MetricQuery, MetricResult } from '#core/maturity/metric-plan.ts';
import type { ObservationWindow, UnknownReading } from '#core/maturity/observation.ts';
import type { MetricReader } from '#functions/ports.ts';
import { listOf, optionalText, readAnswer, unexpectedAnswer } from './evidence/answer.ts';
import { EvidenceFailure, toUnknown } from './evidence/failure.ts';
import type { Call } from './evidence/metered-calls.ts';
import { mapWide, readPages } from './evidence/pages.ts';

/** Most queries of one GetMetricData call (API limit). */
export const QUERIES_PER_CALL = 500;
/** Most pages of ListMetrics (500 metrics each) of one namespace; above it sums would be wrong. */
const MAX_LIST_PAGES = 100;
/** Pages that one GetMetricData call may take: 500 queries of 63 days are 31,500 of its 100,800 datapoints. */
const MAX_DATA_PAGES = 10;
/** Calls under way at once: a quarter of GetMetricData's 50 requests a second (recalled, not verified). */
const PARALLEL_CALLS = 10;
const DAY_SECONDS = 86_400;

const ListAnswer = z.object({
  NextToken: optionalText,
  Metrics: listOf(
    z.object({
      Namespace: z.string(),
      MetricName: z.string(),
      Dimensions: listOf(z.object({ Name: z.string(), Value: z.string() })),
    }),
  ),
});

const DataAnswer = z.object({
  NextToken: optionalText,
  MetricDataResults: listOf(
    z.object({
      Id: z.string(),
      StatusCode: optionalText,
      Timestamps: z._default(z.array(z.date()), []),
      Values: z._default(z.array(z.number()), []),
    }),
  ),
});
type DataPage = z.infer<typeof DataAnswer>['MetricDataResults'];

const LIST = 'cloudwatch:ListMetrics';
const DATA = 'cloudwatch:GetMetricData';

/** CloudWatch metrics through ListMetrics and GetMetricData. */
export function createMetricReader({
  client,
  call,
}: {
  readonly client: CloudWatchClient;
  readonly call: Call;
}): MetricReader {
  const list = async (namespace: string, metricName?: string, signal?: AbortSignal) => {
    let pages = 0;
    const { items } = await readPages<MetricIdentity>(MAX_LIST_PAGES, async (token) => {
      pages += 1;
      const command = new ListMetricsCommand({
        Namespace: namespace,
        MetricName: metricName,
        NextToken: token,
      });
      const answer = await call(LIST, () => client.send(command, { abortSignal: signal }));
      const { Metrics: found, NextToken: next } = readAnswer(ListAnswer, answer);
      if (next && pages === MAX_LIST_PAGES) throw tooMany(namespace);
      return { items: found.map(toIdentity), next: next ?? undefined };
    });
    return items;
  };
  return {
    list: async (namespace, metricName, signal) => {
      try {
        return { status: 'known', metrics: await list(namespace, metricName, signal) };
      } catch (error) {
        return toUnknown(error, LIST);
      }
    },
    read: async (queries, window, signal) => {
      const batches = Array.from({ length: Math.ceil(queries.length / QUERIES_PER_CALL) }, (_, index) =>
        queries.slice(index * QUERIES_PER_CALL, (index + 1) * QUERIES_PER_CALL),
      );
      const send = (command: GetMetricDataCommand) =>
        call(DATA, () => client.send(command, { abortSignal: signal }));
      const results = await mapWide(batches, PARALLEL_CALLS, (batch) => readBatch(batch, window, send));
      return results.flat();
    },
  };
}

function toIdentity(metric: z.infer<typeof ListAnswer>['Metrics'][number]): MetricIdentity {
  return {
    namespace: metric.Namespace,
    metricName: metric.MetricName,
    dimensions: Object.fromEntries(metric.Dimensions.map(({ Name, Value }) => [Name, Value])),
  };
}

function tooMany(namespace: string): EvidenceFailure {
  const detail = `${namespace} holds more metrics than ${MAX_LIST_PAGES} pages of ${LIST} name; a part would be misleading.`;
  return new EvidenceFailure({ status: 'unknown', reason: 'failed', detail }, undefined);
}

/** A batch that fails leaves its own queries unknown and no others. */
async function readBatch(
  batch: readonly MetricQuery[],
  window: ObservationWindow,
  send: (command: GetMetricDataCommand) => Promise<unknown>,
): Promise<readonly MetricResult[]> {
  try {
    const { items: results, isComplete } = await readPages<DataPage[number]>(
      MAX_DATA_PAGES,
      async (token) => {
        const answer = await send(toCommand(batch, window, token));
        const { MetricDataResults: items, NextToken: next } = readAnswer(DataAnswer, answer);
        return { items, next: next ?? undefined };
      },
    );
    if (!isComplete) throw unexpectedAnswer(); // a part of the datapoints would be a wrong sum
    const byId = new Map<string, DataPage>();
    for (const result of results) byId.set(result.Id, [...(byId.get(result.Id) ?? []), result]);
    return batch.map((_, index) => toResult(byId.get(`q${index}`)));
  } catch (error) {
    const reading = toUnknown(error, DATA);
    return batch.map(() => reading);
  }
}

/** No unit: a query with the wrong one is answered with nothing. */
function toCommand(
  batch: readonly MetricQuery[],
  { start, end }: ObservationWindow,
  token: string | undefined,
): GetMetricDataCommand {
  return new GetMetricDataCommand({
    StartTime: new Date(start),
    EndTime: new Date(end),
    ScanBy: 'TimestampAscending',
    NextToken: token,
    MetricDataQueries: batch.map(toDataQuery),
  });
}

function toDataQuery(query: MetricQuery, index: number): MetricDataQuery {
  const { namespace, metricName, dimensions, statistic, periodSeconds = DAY_SECONDS } = query;
  return {
    Id: `q${index}`,
    MetricStat: {
      Metric: {
        Namespace: namespace,
        MetricName: metricName,
        Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
      },
      Period: periodSeconds,
      Stat: statistic,
    },
  };
}

function toResult(pages: DataPage | undefined): MetricResult {
  const last = pages?.at(-1);
  if (!pages || !last) return unanswered('left the query without a result');
  // `PartialData` stands on every page but the last
  if (last.StatusCode === 'InternalError' || last.StatusCode === 'Forbidden')
    return unanswered(`answered ${last.StatusCode}`);
  const points = pages.flatMap(({ Timestamps: times, Values: values }) =>
    times.flatMap((time, index) => {
      const value = values[index];
      return value === undefined ? [] : [{ startMs: time.getTime(), value }];
    }),
  );
  return { status: 'known', points };
}

function unanswered(words: string): UnknownReading {
  return { status: 'unknown', reason: 'failed', detail: `${DATA} ${words}.` };
}
