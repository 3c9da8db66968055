import type { FeedbackRecord, InvocationRecord } from '../invocation/record.ts';

/** Units CloudWatch accepts, those that Waymark uses. */
export type MetricUnit = 'Count' | 'Milliseconds';

/** Statistics CloudWatch computes, those that Waymark reads. */
export type Statistic = 'Sum' | 'Average' | 'SampleCount' | 'Maximum' | 'p50' | 'p90' | 'p99';

/** Dimension names. Bounded on purpose: tenant, user and request are log fields, never dimensions. */
export type DimensionName = 'Stage' | 'Operation' | 'Model';

/** Where a signal's value is taken from when Waymark itself emits it. `undefined` means: nothing to report. */
export type SignalEmitter =
  | { readonly from: 'invocation'; readonly value: (record: InvocationRecord) => number | undefined }
  | { readonly from: 'feedback'; readonly value: (record: FeedbackRecord) => number | undefined };

/** One row of the catalogue. */
export interface SignalDefinition {
  /** Human wording for dashboards, reports and the README. */
  readonly title: string;
  /** What it says, in one sentence. */
  readonly description: string;
  /** Maturity level that introduces it. */
  readonly level: 1 | 2 | 3 | 4 | 5;
  readonly source: 'own-metric';
  readonly namespace: string;
  readonly metricName: string;
  readonly unit: MetricUnit;
  /** Statistics worth reading, the headline first. */
  readonly statistics: readonly [Statistic, ...Statistic[]];
  /** Each set is one CloudWatch time series per combination of values. */
  readonly dimensionSets: readonly (readonly DimensionName[])[];
  readonly goodDirection: 'up' | 'down' | 'neutral';
  readonly emitter: SignalEmitter;
  /** OpenTelemetry attribute or metric with the same meaning (status: Development). */
  readonly genAiName?: string;
}
