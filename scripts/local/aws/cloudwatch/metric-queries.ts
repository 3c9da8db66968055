import * as z from 'zod';
import { ServiceError } from '../wire.ts';
import { evaluateExpression } from './math/expression.ts';
import { search } from './math/search.ts';
import type { Operand, Points, Series } from './math/series.ts';
import type { MetricIdentity, MetricStore, Window } from './metric-store.ts';
import { findStatistic } from './statistic.ts';

/** Dimensions as the API writes them. */
export const Dimensions = z.array(z.object({ Name: z.string(), Value: z.string() })).default([]);

/** One query of GetMetricData or of an alarm on metric math. */
export const MetricDataQuery = z.object({
  Id: z.string().regex(/^[a-z][A-Za-z0-9_]*$/),
  MetricStat: z
    .object({
      Metric: z.object({ Namespace: z.string(), MetricName: z.string(), Dimensions }),
      Period: z.int().multipleOf(60).min(60),
      Stat: z.string(),
      Unit: z.string().optional(),
    })
    .optional(),
  Expression: z.string().optional(),
  Period: z.int().multipleOf(60).min(60).optional(),
  Label: z.string().optional(),
  ReturnData: z.boolean().default(true),
});
export type MetricDataQuery = z.infer<typeof MetricDataQuery>;
type MetricStat = NonNullable<MetricDataQuery['MetricStat']>;

/** What queries are computed from. */
export interface QueryContext {
  readonly store: MetricStore;
  /** One figure of a Contributor Insights rule. */
  readonly insightRule: (ruleName: string, metricName: string, window: Window) => Points;
  readonly now: () => number;
  /** The time that is asked for, in periods of this length. */
  readonly windowOf: (periodSeconds: number) => Window;
}

/** Series that a query answers. */
export type Evaluation = (query: MetricDataQuery) => readonly Series[];

/** Refuses queries with the same id, and those that are neither a metric nor an expression. */
export function checkQueries(queries: readonly MetricDataQuery[]): void {
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

/** Queries may refer to each other in any order, but not in a circle. */
export function createEvaluation(queries: readonly MetricDataQuery[], context: QueryContext): Evaluation {
  const known = new Map<string, readonly Series[]>();
  const open = new Set<string>();
  const evaluate: Evaluation = (query) => {
    const ready = known.get(query.Id);
    if (ready) return ready;
    if (open.has(query.Id))
      throw new ServiceError('ValidationError', `The query ${query.Id} refers to itself.`);
    open.add(query.Id);
    const series = query.MetricStat
      ? [readMetric(query.MetricStat, query.Label, context)]
      : computeExpression(query, { queries, evaluate, context });
    known.set(query.Id, series);
    return series;
  };
  return evaluate;
}

function readMetric(stat: MetricStat, label: string | undefined, context: QueryContext): Series {
  const { Metric, Period, Stat: statistic } = stat;
  const metric = toIdentity(Metric);
  const window = context.windowOf(Period);
  const points = context.store.query(metric, window, findStatistic(statistic));
  const origin = { label: label ?? metric.metricName, metric, statistic, periodMs: window.periodMs };
  return { points, origin };
}

const toIdentity = ({
  Namespace,
  MetricName,
  Dimensions: dimensions,
}: MetricStat['Metric']): MetricIdentity => ({
  namespace: Namespace,
  metricName: MetricName,
  dimensions: dimensions.map(({ Name, Value }) => ({ name: Name, value: Value })),
});

function computeExpression(
  { Id, Expression = '' }: MetricDataQuery,
  parts: {
    readonly queries: readonly MetricDataQuery[];
    readonly evaluate: Evaluation;
    readonly context: QueryContext;
  },
): readonly Series[] {
  const { queries, evaluate, context } = parts;
  const { store, insightRule, now, windowOf } = context;
  const window = windowOf(periodOf(queries, Id));
  return evaluateExpression(Expression, {
    window,
    resolve: (id) => {
      const other = queries.find((query) => query.Id === id);
      return other && toOperand(evaluate(other));
    },
    metrics: (contains) =>
      queries
        .filter((query) => query.MetricStat && query.Id.includes(contains))
        .flatMap((query) => evaluate(query)),
    search: (asked) =>
      search(store, asked, {
        window: asked.periodSeconds === undefined ? window : windowOf(asked.periodSeconds),
        nowMs: now(),
      }),
    insightRule: (ruleName, metricName) => insightRule(ruleName, metricName, window),
  });
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
