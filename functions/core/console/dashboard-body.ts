import * as z from 'zod/mini';
import { parseJson } from '../json/parse-json.ts';
import {
  AlarmType,
  Body,
  Box,
  Horizontal,
  LogType,
  MetricType,
  RuleType,
  TextType,
  Titled,
} from './body-schema.ts';
import { type GraphLine, toGraphLines } from './metric-lines.ts';

/** Place and size in CloudWatch's grid of 24 columns. */
export interface WidgetBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A line across a graph. */
export interface Threshold {
  readonly value: number;
  readonly label: string;
  readonly axis: 'left' | 'right';
  readonly color?: string | undefined;
  /** Side that is shaded. @default - none */
  readonly fill?: 'above' | 'below' | undefined;
}

/** A vertical axis. */
export interface Axis {
  readonly label?: string | undefined;
  readonly min?: number | undefined;
  readonly max?: number | undefined;
}

/** Metrics as lines, areas or numbers. */
export interface GraphWidget extends WidgetBox {
  readonly kind: 'graph';
  readonly title: string;
  readonly view: 'line' | 'stacked' | 'number';
  readonly lines: readonly GraphLine[];
  readonly periodSeconds?: number | undefined;
  /** Whether a number stands for the whole time range instead of its newest period. */
  readonly isWholeRange: boolean;
  readonly hasSparkline: boolean;
  readonly left: Axis;
  readonly right: Axis;
  readonly thresholds: readonly Threshold[];
  /** ARNs of alarms whose state belongs to the graph. */
  readonly alarms: readonly string[];
}

/** What the console draws: a widget of a CloudWatch dashboard, read. */
export type Widget =
  | (WidgetBox & { readonly kind: 'text'; readonly markdown: string })
  | GraphWidget
  | (WidgetBox & {
      readonly kind: 'contributors';
      readonly title: string;
      readonly ruleName: string;
      readonly orderBy: 'Sum' | 'Maximum';
      readonly most: number;
      readonly periodSeconds?: number | undefined;
    })
  | (WidgetBox & {
      readonly kind: 'log';
      readonly title: string;
      readonly logGroups: readonly string[];
      readonly query: string;
    })
  | (WidgetBox & { readonly kind: 'alarms'; readonly title: string; readonly alarms: readonly string[] })
  | (WidgetBox & { readonly kind: 'unsupported'; readonly title: string });

const VIEWS: Readonly<Record<string, 'line' | 'number'>> = { timeSeries: 'line', singleValue: 'number' };

/** Widgets of a dashboard's body, in its order; `undefined` when the text is no body. */
export function readDashboardBody(json: string): readonly Widget[] | undefined {
  const body = z.safeParse(Body, parseJson(json));
  return body.success ? body.data.widgets.map(readWidget) : undefined;
}

/** A widget of a kind that is not drawn still takes its place and says so. */
function readWidget(input: unknown): Widget {
  const box = z.safeParse(Box, input).data ?? { x: 0, y: 0, width: 6, height: 3 };
  for (const read of READERS) {
    const widget = read(input, box);
    if (widget) return widget;
  }
  const title = z.safeParse(Titled, input).data?.properties.title ?? '';
  return { kind: 'unsupported', title, ...box };
}

type Reader = (input: unknown, box: WidgetBox) => Widget | undefined;

const READERS: readonly Reader[] = [
  (input, box) => {
    const { data } = z.safeParse(TextType, input);
    return data && { kind: 'text', markdown: data.properties.markdown, ...box };
  },
  (input, box) => {
    const { data } = z.safeParse(RuleType, input);
    if (!data) return undefined;
    const { title, period: periodSeconds, insightRule } = data.properties;
    const { ruleName, orderBy, maxContributorCount: most } = insightRule;
    return { kind: 'contributors', title, ruleName, orderBy, most, periodSeconds, ...box };
  },
  readGraph,
  (input, box) => {
    const { data } = z.safeParse(LogType, input);
    return (
      data && { kind: 'log', title: data.properties.title, ...splitSources(data.properties.query), ...box }
    );
  },
  (input, box) => {
    const { data } = z.safeParse(AlarmType, input);
    return data && { kind: 'alarms', ...data.properties, ...box };
  },
];

function readGraph(input: unknown, box: WidgetBox): GraphWidget | undefined {
  const { data } = z.safeParse(MetricType, input);
  const view = data && VIEWS[data.properties.view];
  if (!data || !view) return undefined;
  const { title, stacked, period, stat, yAxis, annotations, metrics } = data.properties;
  return {
    kind: 'graph',
    title,
    view: view === 'line' && stacked ? 'stacked' : view,
    lines: toGraphLines(metrics, stat),
    periodSeconds: period,
    isWholeRange: data.properties.setPeriodToTimeRange,
    hasSparkline: data.properties.sparkline,
    left: yAxis?.left ?? {},
    right: yAxis?.right ?? {},
    thresholds: (annotations?.horizontal ?? []).flatMap(readThreshold),
    alarms: annotations?.alarms ?? [],
    ...box,
  };
}

/** A band, which is a pair of lines, is drawn as its two lines. */
function readThreshold(input: unknown): readonly Threshold[] {
  if (Array.isArray(input)) return input.flatMap(readThreshold);
  const { data } = z.safeParse(Horizontal, input);
  if (!data?.visible) return [];
  const { value, label, yAxis: axis, color: lineColor, fill } = data;
  return [{ value, label, axis, color: lineColor, fill }];
}

const SOURCE = /^\s*SOURCE\s+'([^']+)'\s*\|\s*/;

/** `SOURCE 'a' | SOURCE 'b' | fields …`: the log groups stand in front of the query itself. */
function splitSources(query: string): { readonly logGroups: readonly string[]; readonly query: string } {
  const logGroups: string[] = [];
  let rest = query;
  for (let source = SOURCE.exec(rest); source; source = SOURCE.exec(rest)) {
    logGroups.push(source[1] ?? '');
    rest = rest.slice(source[0].length);
  }
  return { logGroups, query: rest };
}
