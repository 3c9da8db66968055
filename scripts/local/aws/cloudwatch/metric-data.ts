import * as z from 'zod';
import { ServiceError } from '../wire.ts';
import { evaluateExpression } from './expression.ts';
import { floorTo, type MetricStore, type Window } from './metric-store.ts';
import type { Operand, Series } from './series.ts';
import { findStatistic } from './statistic.ts';

const Dimensions = z
  .array(
    z
      .object({ Name: z.string(), Value: z.string() })
      .transform(({ Name, Value }) => ({ name: Name, value: Value })),
  )
  .default([]);

const MetricDataQuery = z.object({
  Id: z.string().regex(/^[a-z][A-Za-z0-9_]*$/),
  MetricStat: z
    .object({
      Metric: z.object({ Namespace: z.string(), MetricName: z.string(), Dimensions }),
      Period: z.int().multipleOf(60).min(60),
      Stat: z.string(),
    })
    .optional(),
  Expression: z.string().optional(),
  Period: z.int().multipleOf(60).min(60).optional(),
  Label: z.string().optional(),
  ReturnData: z.boolean().default(true),
});
type MetricDataQuery = z.infer<typeof MetricDataQuery>;

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
export function getMetricData(store: MetricStore, request: MetricDataRequest) {
  if (!(request.StartTime < request.EndTime))
    throw new ServiceError(
      'ValidationError',
      'The parameter StartTime must be less than the parameter EndTime.',
    );
  checkIds(request.MetricDataQueries);
  const evaluate = createEvaluation(store, request);
  const results = request.MetricDataQueries.filter(({ ReturnData }) => ReturnData).flatMap((query) =>
    evaluate(query).map((series) => toResult(query, series, request.ScanBy)),
  );
  return page(results, request);
}

function checkIds(queries: readonly MetricDataQuery[]): void {
  if (new Set(queries.map(({ Id }) => Id)).size < queries.length)
    throw new ServiceError(
      'ValidationError',
      'The values for parameter id in MetricDataQueries are not unique.',
    );
  const wrong = queries.find(
    ({ MetricStat, Expression }) => (MetricStat === undefined) === (Expression === undefined),
  );
  if (wrong)
    throw new ServiceError(
      'ValidationError',
      `The query ${wrong.Id} must have either MetricStat or Expression.`,
    );
}

type Evaluation = (query: MetricDataQuery) => readonly Series[];

/** Queries may refer to each other in any order, but not in a circle. */
function createEvaluation(store: MetricStore, request: MetricDataRequest): Evaluation {
  const { MetricDataQueries: queries } = request;
  const known = new Map<string, readonly Series[]>();
  const open = new Set<string>();
  const evaluate: Evaluation = (query) => {
    const ready = known.get(query.Id);
    if (ready) return ready;
    if (open.has(query.Id))
      throw new ServiceError('ValidationError', `The query ${query.Id} refers to itself.`);
    open.add(query.Id);
    const series = compute(query);
    known.set(query.Id, series);
    return series;
  };
  const compute: Evaluation = ({ Id, MetricStat, Expression = '' }) => {
    if (MetricStat) {
      const { Metric, Period, Stat } = MetricStat;
      const { Namespace: namespace, MetricName: metricName, Dimensions: dimensions } = Metric;
      const window = toWindow(request, Period);
      return [store.query({ namespace, metricName, dimensions }, window, findStatistic(Stat))];
    }
    return evaluateExpression(Expression, {
      window: toWindow(request, periodOf(queries, Id)),
      resolve: (id) => {
        const other = queries.find((query) => query.Id === id);
        return other && toOperand(evaluate(other));
      },
      metrics: (contains) =>
        queries
          .filter((query) => query.MetricStat && query.Id.includes(contains))
          .flatMap((query) => evaluate(query)),
    });
  };
  return evaluate;
}

const toOperand = (list: readonly Series[]): Operand => {
  const [series] = list;
  return list.length === 1 && series ? { kind: 'series', series } : { kind: 'list', list };
};

/** An expression's own period, or the longest of the metrics that are asked for with it. */
function periodOf(queries: readonly MetricDataQuery[], id: string): number {
  const own = queries.find(({ Id }) => Id === id)?.Period;
  return own ?? Math.max(60, ...queries.flatMap(({ MetricStat }) => MetricStat?.Period ?? []));
}

function toWindow({ StartTime, EndTime }: MetricDataRequest, period: number): Window {
  const periodMs = period * 1_000;
  return { startMs: floorTo(StartTime * 1_000, periodMs), endMs: EndTime * 1_000, periodMs };
}

function toResult(
  { Id, Label, MetricStat }: MetricDataQuery,
  series: Series,
  scanBy: MetricDataRequest['ScanBy'],
): Result {
  const points = scanBy === 'TimestampAscending' ? [...series] : [...series].reverse();
  return {
    Id,
    Label: Label ?? MetricStat?.Metric.MetricName ?? Id,
    Timestamps: points.map(([startsMs]) => startsMs / 1_000),
    Values: points.map(([, value]) => value),
  };
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
