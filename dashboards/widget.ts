/** Columns of a CloudWatch dashboard. */
export const DASHBOARD_WIDTH = 24;

/** Size of a widget, in dashboard units. */
export interface WidgetSize {
  readonly width: number;
  readonly height: number;
}

/** Place and size of a widget, in dashboard units. */
export interface WidgetBox extends WidgetSize {
  readonly x: number;
  readonly y: number;
}

/** Heading or explanation. */
export interface TextContent {
  readonly type: 'text';
  readonly properties: { readonly markdown: string; readonly background?: 'transparent' };
}

/** Options of one line of a graph. */
export interface LineOptions {
  readonly id?: string;
  readonly expression?: string;
  readonly stat?: string;
  readonly label?: string;
  readonly yAxis?: 'right';
  readonly color?: string;
  /** Lines that only an expression uses are not drawn. */
  readonly visible?: false;
}

/** Namespace, metric name, dimension names and values in turn, and options: CloudWatch's array form. */
export type MetricLine = readonly (string | LineOptions)[];

/** A vertical axis that begins at zero. */
export interface Axis {
  readonly min: 0;
  readonly label: string;
  readonly showUnits: false;
}

/** A line across a graph. */
export interface Threshold {
  readonly value: number;
  readonly label: string;
  readonly color: string;
  readonly fill: 'above' | 'below';
  readonly yAxis: 'left' | 'right';
}

/** A graph. */
export interface GraphContent {
  readonly type: 'metric';
  readonly properties: {
    readonly title: string;
    readonly view: 'timeSeries';
    readonly stacked: boolean;
    readonly region: string;
    readonly period: number;
    readonly metrics: readonly MetricLine[];
    readonly yAxis: { readonly left: Axis; readonly right?: Axis };
    readonly annotations?: { readonly horizontal: readonly Threshold[] };
  };
}

/** One or several numbers, each over the whole time range. */
export interface NumberContent {
  readonly type: 'metric';
  readonly properties: {
    readonly title: string;
    readonly view: 'singleValue';
    readonly region: string;
    readonly period: number;
    readonly setPeriodToTimeRange: true;
    readonly metrics: readonly MetricLine[];
  };
}

/** Who or what contributes most, by a Contributor Insights rule. */
export interface ContributorContent {
  readonly type: 'metric';
  readonly properties: {
    readonly title: string;
    readonly view: 'timeSeries';
    readonly region: string;
    readonly period: number;
    readonly insightRule: {
      readonly ruleName: string;
      readonly orderBy: 'Sum';
      readonly maxContributorCount: number;
    };
  };
}

/** Answer of a Logs Insights query. Every refresh scans the log groups, which is paid for. */
export interface LogContent {
  readonly type: 'log';
  readonly properties: {
    readonly title: string;
    readonly view: 'table';
    readonly region: string;
    readonly query: string;
  };
}

/** States of alarms. */
export interface AlarmContent {
  readonly type: 'alarm';
  readonly properties: {
    readonly title: string;
    readonly alarms: readonly string[];
    readonly sortBy: 'stateUpdatedTimestamp';
  };
}

/** What a widget shows, wherever it stands. */
export type WidgetContent =
  | TextContent
  | GraphContent
  | NumberContent
  | ContributorContent
  | LogContent
  | AlarmContent;

/** A widget of a dashboard. */
export type Widget = WidgetContent & WidgetBox;

/** Body of a CloudWatch dashboard. */
export interface DashboardBody {
  /** Time range that it opens with. */
  readonly start: string;
  readonly periodOverride: 'inherit';
  readonly widgets: readonly Widget[];
}
