import * as z from 'zod';
import { ServiceError } from '../wire.ts';
import { labelOf } from './label.ts';
import type { Series } from './math/series.ts';
import { checkQueries, createEvaluation, MetricDataQuery, type QueryContext } from './metric-queries.ts';
import { floorTo, type Window } from './metric-store.ts';

/** Most data points of one answer. */
const MAX_DATAPOINTS = 100_800;

/** Input of GetMetricData; times in seconds since the epoch. */
export const MetricDataRequest = z.object({
  MetricDataQueries: z.array(MetricDataQuery).min(1).max(500),
  StartTime: z.number(),
  EndTime: z.number(),
  ScanBy: z.enum(['TimestampDescending', 'TimestampAscending']).default('TimestampDescending'),
  MaxDatapoints: z.int().min(1).max(MAX_DATAPOINTS).default(MAX_DATAPOINTS),
  NextToken: z.string().optional(),
});
export type MetricDataRequest = z.infer<typeof MetricDataRequest>;

interface Result {
  readonly Id: string;
  readonly Label: string;
  readonly Timestamps: readonly number[];
  readonly Values: readonly number[];
}

/** GetMetricData: statistics and metric math, paged by data points. */
export function getMetricData(context: Omit<QueryContext, 'windowOf'>, request: MetricDataRequest) {
  if (!(request.StartTime < request.EndTime))
    throw new ServiceError(
      'ValidationError',
      'The parameter StartTime must be less than the parameter EndTime.',
    );
  const { MetricDataQueries: queries } = request;
  checkQueries(queries);
  const evaluate = createEvaluation(queries, {
    ...context,
    windowOf: (periodSeconds) => toWindow(request, periodSeconds),
  });
  const results = queries
    .filter(({ ReturnData }) => ReturnData)
    .flatMap((query) => evaluate(query).map((series) => toResult(query, series, request.ScanBy)));
  return page(results, request);
}

/** Periods begin at multiples of their length. */
function toWindow({ StartTime, EndTime }: MetricDataRequest, periodSeconds: number): Window {
  const periodMs = periodSeconds * 1_000;
  return { startMs: floorTo(StartTime * 1_000, periodMs), endMs: EndTime * 1_000, periodMs };
}

function toResult(
  { Id, Label, MetricStat }: MetricDataQuery,
  series: Series,
  scanBy: MetricDataRequest['ScanBy'],
): Result {
  const ascending = [...series.points];
  const points = scanBy === 'TimestampAscending' ? ascending : ascending.reverse();
  return {
    Id,
    // a metric's own label stands alone: it is no part of a list
    Label: MetricStat ? labelOfMetric(series, Label) : labelOf(series, Label, Id),
    Timestamps: points.map(([startsMs]) => startsMs / 1_000),
    Values: points.map(([, value]) => value),
  };
}

/** `${LABEL}` of a metric is its name. */
function labelOfMetric({ points, origin }: Series, label: string | undefined): string {
  const name = origin?.metric.metricName ?? '';
  if (label === undefined || !label.includes('${')) return label ?? name;
  return labelOf({ points, origin: origin && { ...origin, label: name } }, label, name);
}

/** A page is a run of data points over all results in their order; the token is where the next one starts. */
function page(results: readonly Result[], { MaxDatapoints, NextToken = '0' }: MetricDataRequest) {
  const start = Number(NextToken);
  const total = results.reduce((sum, { Values }) => sum + Values.length, 0);
  if (!Number.isInteger(start) || start < 0 || start > total)
    throw new ServiceError('InvalidNextToken', 'The next token specified is invalid.');
  const end = start + MaxDatapoints;
  let offset = 0;
  const paged = results.map((result) => {
    const [from, to] = [start - offset, end - offset].map((at) => Math.max(0, at));
    offset += result.Values.length;
    return {
      ...result,
      Timestamps: result.Timestamps.slice(from, to),
      Values: result.Values.slice(from, to),
      StatusCode: offset > end ? 'PartialData' : 'Complete',
    };
  });
  return { MetricDataResults: paged, Messages: [], ...(end < total ? { NextToken: String(end) } : {}) };
}
