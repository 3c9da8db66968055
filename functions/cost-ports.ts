import type { UnknownReading } from '#core/maturity/observation.ts';
import type { Day } from '#core/rollup/day.ts';
import type { DayHead } from '#core/rollup/plan.ts';
import type { BilledDay, Reconciliation, UnreadBill } from '#core/rollup/reconcile.ts';
import type { CostPage } from '#core/rollup/row.ts';

/** A day's rows as they are written. */
export interface RolledUpDay extends CostPage {
  readonly head: DayHead;
}

/** Comparisons with bills, and attempts that came to nothing. */
export interface KeptBills {
  readonly compared: readonly Reconciliation[];
  readonly unread: readonly UnreadBill[];
}

/** The table of daily costs. Throws `UpstreamError`. */
export interface DailyCosts {
  /** What is known of the days from one to another; one that was never added up has no head. */
  readonly heads: (from: Day, to: Day) => Promise<readonly DayHead[]>;
  /**
   * Writes a day in place of what was known of it. Whoever reads finds the rows of the run before or those of this one,
   * never both, also when it ends half way.
   */
  readonly save: (day: RolledUpDay) => Promise<void>;
  /**
   * Hands over the rows of the runs that heads tell of, page by page in no order, until a visit says not to go on.
   * Resolves to whether all were handed over.
   */
  readonly read: (
    request: {
      readonly heads: readonly DayHead[];
      /** @default - every tenant's */
      readonly tenant?: string | undefined;
    },
    visit: (page: CostPage) => boolean,
  ) => Promise<boolean>;
  readonly saveReconciliations: (reconciliations: readonly Reconciliation[]) => Promise<void>;
  readonly saveUnreadBill: (bill: UnreadBill) => Promise<void>;
  /** What is known of the bills of the days from one to another, from all sources. */
  readonly reconciliations: (from: Day, to: Day) => Promise<KeptBills>;
}

/** What AWS billed for Bedrock. */
export interface Bill {
  readonly status: 'known';
  readonly days: readonly BilledDay[];
  /**
   * Models behind application profiles, by the name that records have for these.
   * @default - the source tells no models apart
   */
  readonly profiles?: ReadonlyMap<string, string> | undefined;
}

/** The table as whoever writes nothing sees it. */
export type CostTableReader = Pick<DailyCosts, 'heads' | 'read' | 'reconciliations'>;

/** What was billed for Bedrock, or why it could not be read. Never throws. */
export interface BillReader {
  /** Days from one to another, both included. */
  readonly billed: (from: Day, to: Day) => Promise<Bill | UnknownReading>;
}

/** Writes what a reconciliation found as metrics. */
export interface ReconciliationSink {
  readonly write: (reconciliation: Reconciliation, atMs: number) => void;
}
