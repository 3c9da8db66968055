import type { AlarmId } from '#core/signals/alarms.ts';
import type { SignalPlace } from '#core/signals/place.ts';

/** The dashboards there are. */
export const DASHBOARD_IDS = ['overview', 'level-1', 'level-2', 'level-3', 'level-4', 'level-5'] as const;
export type DashboardId = (typeof DASHBOARD_IDS)[number];

/** Log groups that widgets query, by who writes them. */
export interface LogGroupNames {
  readonly gateway: string;
  readonly feedback: string;
  readonly maturity: string;
  /** API Gateway's access log. */
  readonly access: string;
}

/** Where signals are drawn from. */
export interface DrawingOptions extends SignalPlace {
  readonly region: string;
}

/** What dashboards are about. */
export interface DashboardOptions extends DrawingOptions {
  readonly stage: string;
  readonly apiNames: readonly string[];
  readonly functionNames: Readonly<Record<string, string>>;
  /**
   * Models of the settings: ids, profiles and ARNs.
   * @default - no quotient by model
   */
  readonly models?: readonly string[];
  /**
   * Where calls, ratings and assessments are written.
   * @default - no log widgets
   */
  readonly logGroups?: LogGroupNames;
  /**
   * ARNs of the alarms.
   * @default - no alarm is shown, and the heading says so
   */
  readonly alarmArns?: Readonly<Partial<Record<AlarmId, string>>>;
  /**
   * Contributor Insights rule that counts calls by model.
   * @default - no such widget
   */
  readonly modelRoutingRule?: string;
  /**
   * Contributor Insights rules that add up cost.
   * @default - no such widgets
   */
  readonly costRules?: { readonly tenant: string; readonly user: string };
  /**
   * Addresses of the dashboards that there are.
   * @default - no links
   */
  readonly urls?: Readonly<Partial<Record<DashboardId, string>>>;
}

/** Five minutes: a graph of 15 days still fits CloudWatch's retention of finer data. */
export const PERIOD_SECONDS = 300;
