import type { BillSource } from '#core/rollup/reconcile.ts';
import type { BillReader, DailyCosts, ReconciliationSink } from '#functions/cost-ports.ts';
import type { Clock, LogReader, RunLog } from '#functions/ports.ts';

/** What the stack set for the cost function. */
export interface CostSettings {
  readonly stage: string;
  readonly gatewayLogGroup: string;
  readonly feedbackLogGroup: string;
  /** Days before today that are added up when they were missed. */
  readonly lookBackDays: number;
  /** Tenants whose keys see the costs of all. */
  readonly readers: readonly string[];
  /** A difference between bill and estimate beyond this is reported as such, in percent of the bill. */
  readonly maxDifferencePercent: number;
}

/** What the cost function works with. */
export interface CostDependencies {
  readonly costs: DailyCosts;
  readonly logs: LogReader;
  readonly clock: Pick<Clock, 'now' | 'sleep'>;
  readonly log: RunLog;
  /** @default - nothing is compared with the bill */
  readonly reconciliation?:
    | {
        readonly bills: Readonly<Partial<Record<BillSource, BillReader>>>;
        readonly sink: ReconciliationSink;
      }
    | undefined;
  readonly settings: CostSettings;
}
