import type { awsMetrics } from './aws-metrics.ts';
import type { SignalId } from './catalogue.ts';
import type { Statistic } from './definition.ts';
import type { ownMetrics } from './own-metrics.ts';

/** Key of a row that is a CloudWatch metric. */
export type MetricId = keyof typeof ownMetrics | keyof typeof awsMetrics;

/** When a signal is worth waking somebody for. */
export interface AlarmDefinition {
  /** In the unit of what is compared: the row's own, or percent with `shareOf`. */
  readonly threshold: number;
  /** `above` fires at the threshold, `below` under it. */
  readonly comparison: 'above' | 'below';
  /**
   * Statistic that is compared.
   * @default - the row's headline
   */
  readonly statistic?: Statistic;
  /**
   * Metrics whose sum is 100 percent: the alarm compares the row as a share of them.
   * @default - the row's own value is compared
   */
  readonly shareOf?: readonly [MetricId, ...MetricId[]];
  /**
   * The row gets 0 or 1 for each of what it is a share of, so that its average is the share: the alarm watches, and
   * pays for, no second metric. It knows no number of calls: more periods in a row stand in for `leastCount`.
   * @default false
   */
  readonly isSampled?: boolean;
  /**
   * A period whose divisor is smaller says nothing: one failure of one call would be 100 percent.
   * @default - every period counts
   */
  readonly leastCount?: number;
  readonly periodSeconds: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  /** What a period without a datapoint is taken for. */
  readonly missingData: 'notBreaching' | 'breaching' | 'missing' | 'ignore';
  /**
   * Part of Waymark that the signal comes from: without it the alarm would look healthy for ever, and is not there.
   * @default - every stage has what the signal needs
   */
  readonly onlyWith?: AlarmPart;
  /** What it means for an operator, in sentences of the alarm's mail; where the number is from stands beside it. */
  readonly why: string;
}

/** Parts of Waymark that a stage may be without, and that alarms depend on. */
export const ALARM_PARTS = ['capture', 'reconciliation', 'fallbacks', 'budget'] as const;
export type AlarmPart = (typeof ALARM_PARTS)[number];

/** The alarms there are. A row without one is only looked at. */
export type AlarmTable = { readonly [Id in SignalId]?: AlarmDefinition };

/** CloudWatch's words for the two directions, and ours. */
export const COMPARISONS = {
  above: { operator: 'GreaterThanOrEqualToThreshold', words: 'at least', shade: 'above' },
  below: { operator: 'LessThanThreshold', words: 'below', shade: 'below' },
} as const satisfies Record<AlarmDefinition['comparison'], unknown>;
