import { COMPARISONS } from '#core/signals/alarm-definition.ts';
import { alarmOf, describeThreshold, isAlarmId } from '#core/signals/alarm-words.ts';
import type { SignalId } from '#core/signals/catalogue.ts';
import type { AwsMetric, MetricUnit, OwnMetric, Statistic } from '#core/signals/definition.ts';
import { measureOf, toFormula } from '#core/signals/formula.ts';
import { seriesByModel, seriesOf } from '#core/signals/place.ts';
import { rowOf } from '#core/signals/rows.ts';
import { formulaLines, seriesLine } from './lines.ts';
import { type DashboardOptions, type DrawingOptions, PERIOD_SECONDS } from './options.ts';
import type { Axis, GraphContent, MetricLine, Threshold } from './widget.ts';

/** A line of a graph: a row, with another statistic than its headline where one is named. */
export type GraphedSignal =
  | SignalId
  | {
      readonly signal: SignalId;
      /** @default - the row's headline */
      readonly statistic?: Statistic;
      /** What the line is called. @default - the row's title */
      readonly label?: string;
    };

/** Several rows of one unit in one graph. */
export interface GroupSpec {
  readonly title: string;
  readonly signals: readonly GraphedSignal[];
  /** Parts of a whole lie on top of each other. @default false */
  readonly isStacked?: boolean;
}

/** CloudWatch's own red. */
const THRESHOLD_COLOR = '#d13212';

interface Drawing {
  readonly title: string;
  readonly metrics: readonly MetricLine[];
  readonly unit: MetricUnit;
  readonly rightUnit?: MetricUnit;
  readonly threshold?: Threshold;
  readonly isStacked?: boolean;
}

/** The graph of one row: its statistics or its quotient, with what its alarm compares and the alarm's threshold. */
export function signalGraph(id: SignalId, options: DrawingOptions): GraphContent {
  const row = rowOf(id);
  const { title, unit } = row;
  const own =
    row.kind === 'metric' ? metricLines(row, options) : quotientLines(id, options, { label: title });
  if (!isAlarmId(id)) return draw({ title, unit, metrics: own }, options);
  const alarm = alarmOf(id);
  if (!alarm.shareOf) return draw({ title, unit, metrics: own, threshold: toThreshold(id, 'left') }, options);
  const share = quotientLines(id, options, { label: `${title}, share`, yAxis: 'right' });
  const threshold = toThreshold(id, 'right');
  return draw({ title, unit, rightUnit: 'Percent', metrics: [...own, ...share], threshold }, options);
}

/** The graph of several rows. */
export function groupGraph({ title, signals, isStacked = false }: GroupSpec, options: DrawingOptions) {
  const drawn = signals.map(
    (each): Exclude<GraphedSignal, SignalId> => (typeof each === 'string' ? { signal: each } : each),
  );
  const metrics = drawn.flatMap(({ signal, label = rowOf(signal).title, ...term }, index) => {
    const measure = measureOf(signal, undefined);
    const of = measure.of.map((one) => ({ ...one, ...term }));
    const prefix = String.fromCharCode('a'.charCodeAt(0) + index);
    const context = { place: options, periodSeconds: PERIOD_SECONDS, prefix };
    return formulaLines(toFormula({ ...measure, of }, context), { label });
  });
  const unit = drawn.map(({ signal }) => rowOf(signal).unit)[0] ?? 'None';
  return draw({ title, unit, metrics, isStacked }, options);
}

/** A row of Waymark's, a line for each model. */
export function modelGraph(row: OwnMetric, options: DashboardOptions): GraphContent {
  const [statistic] = row.statistics;
  const series = seriesByModel(row, options.stage);
  const line = seriesLine(series, { statistic, periodSeconds: PERIOD_SECONDS, label: '' });
  return draw({ title: `${row.title} by model`, unit: row.unit, metrics: [line] }, options);
}

/** Named by what sets them apart: the resource, the statistic, or both. */
function metricLines(row: OwnMetric | AwsMetric, options: DrawingOptions): readonly MetricLine[] {
  const all = seriesOf(row, options);
  return all.flatMap((series) =>
    row.statistics.map((statistic) => {
      const name = series.kind === 'metric' && all.length > 1 ? series.name : undefined;
      const parts = [name, row.statistics.length > 1 ? statistic : undefined];
      // what a search finds is named by its dimensions
      const otherwise = series.kind === 'search' ? '' : row.title;
      const label = parts.filter((part) => part !== undefined).join(' ') || otherwise;
      return seriesLine(series, { statistic, periodSeconds: PERIOD_SECONDS, label });
    }),
  );
}

function quotientLines(
  id: SignalId,
  options: DrawingOptions,
  style: Parameters<typeof formulaLines>[1],
): readonly MetricLine[] {
  const { leastCount: _, ...measure } = measureOf(id, isAlarmId(id) ? alarmOf(id) : undefined);
  const context = { place: options, periodSeconds: PERIOD_SECONDS, prefix: 'q' };
  return formulaLines(toFormula(measure, context), style);
}

/** The line that the alarm compares with, from the alarm's own field. */
function toThreshold(id: Parameters<typeof alarmOf>[0], yAxis: Threshold['yAxis']): Threshold {
  const { threshold: value, comparison } = alarmOf(id);
  const fill = COMPARISONS[comparison].shade;
  return { value, label: `Alarm: ${describeThreshold(id)}`, color: THRESHOLD_COLOR, fill, yAxis };
}

function draw(
  { title, metrics, unit, rightUnit, threshold, isStacked = false }: Drawing,
  { region }: DrawingOptions,
): GraphContent {
  const right = rightUnit && { right: toAxis(rightUnit) };
  return {
    type: 'metric',
    properties: {
      title,
      view: 'timeSeries',
      stacked: isStacked,
      region,
      period: PERIOD_SECONDS,
      metrics,
      yAxis: { left: toAxis(unit), ...right },
      ...(threshold && { annotations: { horizontal: [threshold] } }),
    },
  };
}

/** An axis of a unit. */
export const toAxis = (unit: MetricUnit): Axis => ({ min: 0, label: unit, showUnits: false });
