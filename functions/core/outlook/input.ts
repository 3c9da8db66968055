import type { MetricResult } from '../maturity/metric-plan.ts';
import type { ObservationWindow, UnknownReading } from '../maturity/observation.ts';

/** Weeks of daily values that are read: an S-curve takes months. */
export const HISTORY_DAYS = 26 * 7;
/** Days of these that a forecast looks back on, also those for which CloudWatch has hours of its own. */
export const FORECAST_DAYS = 63;
/** Days that are predicted at most: the longest month. */
export const HORIZON_DAYS = 31;

/** What was read, or why it could not be. */
export type Read<Value> = ({ readonly status: 'known' } & Value) | UnknownReading;

/** A quota of Service Quotas. */
export interface ServiceQuota {
  readonly name: string;
  readonly value: number;
}

/** People and programs that were active on a day; `null` where the records do not name them. */
export interface ActiveDay {
  readonly day: string;
  readonly applications: number | null;
  readonly users: number | null;
}

/** A model's quota use by the hour. */
export interface HourlyUse {
  readonly modelId: string;
  readonly result: MetricResult;
}

/** Everything that an outlook is computed from. */
export interface OutlookInput {
  readonly observedAt: string;
  readonly scope: {
    readonly team: string;
    readonly accountId: string;
    readonly region: string;
    readonly stage: string;
  };
  /** Whole days that end where today begins. */
  readonly window: ObservationWindow;
  /** Daily sums by catalogue row; a row that the catalogue does not have is not there. */
  readonly daily: ReadonlyMap<string, MetricResult>;
  readonly quotaUse: Read<{ readonly models: readonly HourlyUse[] }>;
  readonly quotas: Read<{ readonly quotas: readonly ServiceQuota[] }>;
  /** Quotas from the settings, by model id, in tokens a minute. */
  readonly ownQuotas: Readonly<Record<string, number>>;
  readonly budget: Read<{ readonly monthlyUsd: number; readonly source: string }>;
  readonly active: Read<{ readonly days: readonly ActiveDay[] }>;
}
