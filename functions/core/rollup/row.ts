import type { Picodollars } from '../cost/money.ts';
import type { Day } from './day.ts';

/** What the calls of a row have in common. A label that the caller did not set is absent. */
export interface CostKey {
  readonly tenant: string;
  readonly application?: string | undefined;
  readonly model: string;
  readonly route: string;
  /** Hash of the person's name. */
  readonly user?: string | undefined;
}

/** What is added up. Amounts are whole picodollars, so that no sum depends on its order. */
export interface CostSums {
  readonly calls: number;
  readonly pricedCalls: number;
  /** Calls that used a model and whose price is not known: their cost is in no sum. */
  readonly unpricedCalls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadInputTokens: number;
  readonly cacheWriteInputTokens: number;
  readonly costPicodollars: Picodollars;
  readonly cacheSavedPicodollars: Picodollars;
}

/** One row of the table of daily costs. */
export interface CostRow extends CostKey, CostSums {
  readonly day: Day;
}

/** What users said of a tenant's answers on a day. */
export interface RatingRow {
  readonly day: Day;
  readonly tenant: string;
  /** Ratings that were positive. */
  readonly accepted: number;
  /** All ratings. @default - not known: the day was added up by a version that kept the positive ones only */
  readonly rated?: number | undefined;
}

/** Calls of a tenant that named their conversation on a day. */
export interface ConversationRow
  extends Pick<CostSums, 'calls' | 'pricedCalls' | 'unpricedCalls' | 'costPicodollars'> {
  readonly day: Day;
  readonly tenant: string;
  /** Conversations that had a call on this day. */
  readonly conversations: number;
}

/** Everything that is kept of some calls, or some of it. */
export interface CostPage {
  readonly rows: readonly CostRow[];
  readonly ratings: readonly RatingRow[];
  readonly conversations: readonly ConversationRow[];
}

/** Sums of nothing. */
export const NO_COSTS: CostSums = {
  calls: 0,
  pricedCalls: 0,
  unpricedCalls: 0,
  inputTokens: 0,
  outputTokens: 0,
  cacheReadInputTokens: 0,
  cacheWriteInputTokens: 0,
  costPicodollars: 0n,
  cacheSavedPicodollars: 0n,
};

/** Adds up two rows' sums. */
export function addSums(left: CostSums, right: CostSums): CostSums {
  return {
    calls: left.calls + right.calls,
    pricedCalls: left.pricedCalls + right.pricedCalls,
    unpricedCalls: left.unpricedCalls + right.unpricedCalls,
    inputTokens: left.inputTokens + right.inputTokens,
    outputTokens: left.outputTokens + right.outputTokens,
    cacheReadInputTokens: left.cacheReadInputTokens + right.cacheReadInputTokens,
    cacheWriteInputTokens: left.cacheWriteInputTokens + right.cacheWriteInputTokens,
    costPicodollars: left.costPicodollars + right.costPicodollars,
    cacheSavedPicodollars: left.cacheSavedPicodollars + right.cacheSavedPicodollars,
  };
}
