import { factorOf, type RatioSignal, type RatioTerm } from '../signals/definition.ts';
import { combineSeries, type DailyValues, isAdditive, valueOfWindow } from './daily-values.ts';
import {
  describeDimensions,
  describeQuery,
  type MetricPlan,
  type MetricResult,
  type PlannedStatistic,
  rowsOfKind,
  type SignalTable,
} from './metric-plan.ts';
import type { ObservationWindow, SignalObservation, UnknownReading } from './observation.ts';
import { type DailyTerm, toQuotient } from './quotient.ts';
import { daysIn } from './window.ts';

type Reading = SignalObservation['reading'];
type KnownSeries = Extract<MetricResult, { readonly status: 'known' }>;

/** Series that a source names one by one; the rest is counted, or a large account's report would be a list. */
const NAMED_SERIES = 5;

/** What was asked and what came of it. */
export interface MetricAnswers {
  readonly table: SignalTable;
  readonly plan: MetricPlan;
  /** One per query of the plan. */
  readonly results: readonly MetricResult[];
  readonly window: ObservationWindow;
  readonly observedAt: string;
}

/** One observation per metric row and per ratio of the catalogue. */
export function toMetricObservations(answers: MetricAnswers): readonly SignalObservation[] {
  const { table, plan, window, observedAt } = answers;
  const common = { kind: 'signal', window, observedAt } as const;
  const headlines = plan.statistics.filter(
    ({ statistic, definition }) => statistic === definition.statistics[0],
  );
  return [
    ...headlines.map((planned) => ({
      ...common,
      id: planned.signal,
      source: sourceOf(planned, plan),
      reading: readStatistic(planned, answers),
    })),
    ...rowsOfKind(table, 'ratio').map(([id, ratio]) => ({
      ...common,
      id,
      source: { call: 'cloudwatch:GetMetricData', query: describeRatio(ratio) },
      reading: readRatio(ratio, answers),
    })),
  ];
}

function sourceOf({ queries, definition, statistic }: PlannedStatistic, { queries: all }: MetricPlan) {
  const { namespace, metricName } = definition;
  const asked = `${namespace} ${metricName}`;
  if ('status' in queries) return { call: 'cloudwatch:ListMetrics', query: asked };
  const series = queries.flatMap((position) => all[position] ?? []);
  const [only] = series;
  if (!only) return { call: 'cloudwatch:ListMetrics', query: `${asked}: no series` };
  if (series.length === 1) return { call: 'cloudwatch:GetMetricData', query: describeQuery(only) };
  const named = series.slice(0, NAMED_SERIES).map(({ dimensions }) => describeDimensions(dimensions));
  const rest = series.length > NAMED_SERIES ? ` and ${series.length - NAMED_SERIES} more` : '';
  const how = isAdditive(statistic) ? 'added over' : 'the worst of';
  return {
    call: 'cloudwatch:GetMetricData',
    query: `${asked} ${statistic} per 86400 s, ${how} ${series.length} series: ${named.join(' ')}${rest}`,
  };
}

function readStatistic(planned: PlannedStatistic, answers: MetricAnswers): Reading {
  const { statistic, definition } = planned;
  const daily = dailyValues(planned, answers);
  if ('status' in daily) return daily;
  const value = valueOfWindow(daily, statistic, definition.goodDirection);
  return value === undefined ? { status: 'no_data' } : { status: 'known', value, daily: [...daily] };
}

function dailyValues(
  { queries, statistic, definition }: PlannedStatistic,
  { results, window }: MetricAnswers,
): DailyValues | UnknownReading {
  if ('status' in queries) return queries;
  const series: KnownSeries[] = [];
  for (const position of queries) {
    const result = results[position] ?? NOT_ANSWERED;
    if (result.status === 'unknown') return result;
    series.push(result);
  }
  return combineSeries({ series, statistic, window, goodDirection: definition.goodDirection });
}

const NOT_ANSWERED: UnknownReading = {
  status: 'unknown',
  reason: 'failed',
  detail: 'cloudwatch:GetMetricData left this query without a result.',
};

function readRatio(ratio: RatioSignal, answers: MetricAnswers): Reading {
  const of = readTerms(ratio.of, answers);
  if ('status' in of) return of;
  const over = readTerms(ratio.over, answers);
  if ('status' in over) return over;
  return toQuotient({ of, over, ratio, days: daysIn(answers.window) });
}

/** Values of a ratio's terms, or why one of them is unknown. */
function readTerms(
  terms: readonly RatioTerm[],
  answers: MetricAnswers,
): readonly DailyTerm[] | UnknownReading {
  const read: DailyTerm[] = [];
  for (const { signal, statistic } of terms) {
    const planned = answers.plan.statistics.find(
      (one) => one.signal === signal && one.statistic === (statistic ?? one.definition.statistics[0]),
    );
    if (!planned) return { ...NOT_ANSWERED, detail: `${signal} is no metric of the catalogue.` };
    const daily = dailyValues(planned, answers);
    if ('status' in daily) return daily;
    read.push({ statistic: planned.statistic, daily });
  }
  return read;
}

function describeRatio(ratio: RatioSignal): string {
  const factor = factorOf(ratio);
  const words = (terms: readonly RatioTerm[]) =>
    terms.map(({ signal, statistic }) => (statistic ? `${signal} ${statistic}` : signal)).join(' + ');
  return `(${words(ratio.of)}) / (${words(ratio.over)})${factor === 1 ? '' : ` x ${factor}`}`;
}
