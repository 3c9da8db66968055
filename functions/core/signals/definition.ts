import type { FeedbackRecord, InvocationRecord } from '../invocation/record.ts';
import type { CaptureFacts } from '../invocation-log/capture-facts.ts';
import type { Level } from '../maturity/levels.ts';
import type { OutlookFigures } from '../outlook/outlook.ts';
import type { Reconciliation } from '../rollup/reconcile.ts';
import type { DocumentRowId } from './document-rows.ts';

/** Units CloudWatch accepts, those that Waymark reads or writes. */
export type MetricUnit = 'Count' | 'Milliseconds' | 'Megabytes' | 'Percent' | 'None';

/** Statistics CloudWatch computes, those that Waymark reads. */
export type Statistic = 'Sum' | 'Average' | 'SampleCount' | 'Maximum' | 'p50' | 'p90' | 'p99';

/** Dimension names. Bounded on purpose: tenant, user, operation and request are log fields, never dimensions. */
export type DimensionName = 'Stage' | 'Model';

/** Where a signal's value is taken from when Waymark itself emits it. `undefined` means: nothing to report. */
export type SignalEmitter =
  | { readonly from: 'invocation'; readonly value: (record: InvocationRecord) => number | undefined }
  | { readonly from: 'feedback'; readonly value: (record: FeedbackRecord) => number | undefined }
  | { readonly from: 'capture'; readonly value: (facts: CaptureFacts) => number | undefined }
  | { readonly from: 'outlook'; readonly value: (figures: OutlookFigures) => number | undefined }
  | { readonly from: 'reconciliation'; readonly value: (day: ReconciledStage) => number | undefined };

/** A day's bill beside a stage's estimate, and how far they may be apart, in percent of the bill. */
export interface ReconciledStage extends Reconciliation {
  readonly stage: string;
  readonly maxDifferencePercent: number;
}

/** Columns of every row. */
export interface SignalColumns {
  /** Human wording for dashboards, reports and docs/records.md. */
  readonly title: string;
  /** What it says, in one sentence. */
  readonly description: string;
  /** Maturity level that introduces it. */
  readonly level: Level;
  readonly unit: MetricUnit;
  readonly goodDirection: 'up' | 'down' | 'neutral';
  /**
   * Rows of the maturity document that it answers.
   * @default - none: the row is our own
   */
  readonly document?: readonly DocumentRowId[];
  /** An amount of money of all tenants: it is for those of the setting `cost.readers`. @default false */
  readonly tellsCost?: true;
  /** OpenTelemetry attribute or metric with the same meaning (status: Development). */
  readonly genAiName?: string;
}

/** A CloudWatch metric. */
export interface MetricColumns extends SignalColumns {
  readonly kind: 'metric';
  readonly namespace: string;
  readonly metricName: string;
  /** Statistics worth reading, the headline first. */
  readonly statistics: readonly [Statistic, ...Statistic[]];
}

/** A metric that Waymark emits. */
export interface OwnMetric extends MetricColumns {
  readonly source: 'own-metric';
  /** Each set is one CloudWatch time series per combination of values. */
  readonly dimensionSets: readonly (readonly DimensionName[])[];
  /**
   * What it means that nothing was counted beside calls. `no_data`: whoever counts may be off, so that nobody looked.
   * @default 'zero'
   */
  readonly silence?: 'zero' | 'no_data';
  /**
   * Computes what a record adds.
   * @default - nothing emits it yet: it reads as unknown until data arrives
   */
  readonly emitter?: SignalEmitter;
}

/** A metric that an AWS service emits. Its series are found with ListMetrics, by exactly these dimension names. */
export interface AwsMetric extends MetricColumns {
  readonly source: 'aws-metric';
  readonly dimensions: readonly string[];
  /**
   * The one series that is read: a namespace with a series for each log group is not worth listing.
   * @default - every series that ListMetrics knows
   */
  readonly series?: Readonly<Record<string, string>>;
}

/** One part of a ratio: a metric row with the statistic that is taken of it, its headline unless named. */
export interface RatioTerm {
  /** Key of a metric row. */
  readonly signal: string;
  readonly statistic?: Statistic;
}

/** A quotient of metrics: the sum of `of` over the sum of `over`, times `factor`. */
export interface RatioSignal extends SignalColumns {
  readonly kind: 'ratio';
  readonly source: 'own-metric' | 'aws-metric';
  readonly of: readonly RatioTerm[];
  readonly over: readonly RatioTerm[];
  /** @default 100 when the unit is Percent, else 1 */
  readonly factor?: number;
}

/** What a quotient is multiplied by. */
export function factorOf({ unit, factor }: Pick<RatioSignal, 'unit' | 'factor'>): number {
  return factor ?? (unit === 'Percent' ? 100 : 1);
}

/** A CloudWatch Logs Insights query that answers with one row. */
export interface LogQuerySignal extends SignalColumns {
  readonly kind: 'log-query';
  readonly source: 'logs-insights';
  /** Which log group, by the function that writes it. */
  readonly logGroup: 'gateway' | 'feedback';
  readonly query: string;
  /** Column of the answer that holds the value. */
  readonly column: string;
}

/** What no metric and no query of the account's telemetry shows. It reads as unknown until its source is connected. */
export interface ExternalSignal extends SignalColumns {
  readonly kind: 'external';
  readonly source: 'logs-insights' | 'cloudtrail' | 'config-api' | 'evaluation-job' | 'attestation';
  /** What has to be read for it, exactly. */
  readonly reads: string;
  /** Why it is not read now, and what would bring it. */
  readonly notCollected: string;
}

/** One row of the catalogue. */
export type SignalDefinition = OwnMetric | AwsMetric | RatioSignal | LogQuerySignal | ExternalSignal;
