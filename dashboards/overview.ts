import type { OwnMetric } from '#core/signals/definition.ts';
import { ownMetrics } from '#core/signals/own-metrics.ts';
import {
  DASHBOARD_WIDTH,
  type DashboardBody,
  type MetricLine,
  type MetricWidget,
  type TextWidget,
} from './widget.ts';

/** What the dashboard is about. */
export interface OverviewOptions {
  readonly stage: string;
  readonly region: string;
  /**
   * Signals to draw, one graph each.
   * @default - every metric that Waymark emits
   */
  readonly signals?: readonly OwnMetric[];
}

/** Headings of the maturity levels, as in the LLMOps maturity document. */
const LEVELS = [1, 2, 3, 4, 5] as const;
const HEADING_HEIGHT = 1;
const GRAPH_WIDTH = 6;
const GRAPH_HEIGHT = 5;
const GRAPHS_PER_ROW = DASHBOARD_WIDTH / GRAPH_WIDTH;
/** Five minutes: a graph of 15 days still fits CloudWatch's retention of finer data. */
const PERIOD_SECONDS = 300;

/** The dashboard `overview`: all signals of a stage, grouped by the maturity level that introduces them. */
export function composeOverview(options: OverviewOptions): DashboardBody {
  const signals = options.signals ?? Object.values<OwnMetric>(ownMetrics);
  const groups = LEVELS.map((level) => signals.filter((signal) => signal.level === level));
  let top = 0;
  const widgets = groups.flatMap((group, index) => {
    if (group.length === 0) return [];
    const section = composeLevel(group, { ...options, level: index + 1, top });
    top += HEADING_HEIGHT + Math.ceil(group.length / GRAPHS_PER_ROW) * GRAPH_HEIGHT;
    return section;
  });
  return { periodOverride: 'inherit', widgets };
}

interface SectionOptions extends OverviewOptions {
  readonly level: number;
  readonly top: number;
}

function composeLevel(
  signals: readonly OwnMetric[],
  options: SectionOptions,
): readonly (TextWidget | MetricWidget)[] {
  const heading: TextWidget = {
    type: 'text',
    x: 0,
    y: options.top,
    width: DASHBOARD_WIDTH,
    height: HEADING_HEIGHT,
    properties: { markdown: `## Level ${options.level}`, background: 'transparent' },
  };
  return [heading, ...signals.map((signal, index) => composeGraph(signal, index, options))];
}

function composeGraph(signal: OwnMetric, index: number, options: SectionOptions): MetricWidget {
  return {
    type: 'metric',
    x: (index % GRAPHS_PER_ROW) * GRAPH_WIDTH,
    y: options.top + HEADING_HEIGHT + Math.floor(index / GRAPHS_PER_ROW) * GRAPH_HEIGHT,
    width: GRAPH_WIDTH,
    height: GRAPH_HEIGHT,
    properties: {
      title: signal.title,
      view: 'timeSeries',
      region: options.region,
      period: PERIOD_SECONDS,
      metrics: signal.statistics.map((statistic) => toLine(signal, statistic, options)),
      yAxis: { left: { min: 0, label: signal.unit, showUnits: false } },
    },
  };
}

/** The series of the whole stage: the one of each signal whose only dimension is the stage. */
function toLine(signal: OwnMetric, stat: string, { stage }: OverviewOptions): MetricLine {
  return [signal.namespace, signal.metricName, 'Stage', stage, { stat, label: stat }];
}
