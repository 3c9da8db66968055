/** Columns of a CloudWatch dashboard. */
export const DASHBOARD_WIDTH = 24;

/** Place and size of a widget, in dashboard units. */
export interface WidgetBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Heading or explanation. */
export interface TextWidget extends WidgetBox {
  readonly type: 'text';
  readonly properties: { readonly markdown: string; readonly background: 'transparent' };
}

/** Options of one line of a graph. */
export interface MetricOptions {
  readonly stat: string;
  readonly label: string;
}

/** Namespace, metric name, dimension names and values in turn, and options: CloudWatch's array form. */
export type MetricLine = readonly (string | MetricOptions)[];

/** A graph. */
export interface MetricWidget extends WidgetBox {
  readonly type: 'metric';
  readonly properties: {
    readonly title: string;
    readonly view: 'timeSeries';
    readonly region: string;
    readonly period: number;
    readonly metrics: readonly MetricLine[];
    readonly yAxis: { readonly left: { readonly min: 0; readonly label: string; readonly showUnits: false } };
  };
}

/** Body of a CloudWatch dashboard. */
export interface DashboardBody {
  readonly periodOverride: 'inherit';
  readonly widgets: readonly (TextWidget | MetricWidget)[];
}
