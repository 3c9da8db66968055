import * as z from 'zod/mini';
import { UNPRICED_REASONS } from '../cost/priceable-call.ts';

const count = z.int().check(z.nonnegative());
const day = z.iso.date();
const usd = z.optional(z.number());

/** Figures of a group of calls, as `GET /v1/costs` has them. What cannot be said is absent, never zero. */
export const RecordedFigures = z.object({
  calls: count,
  pricedCalls: count,
  unpricedCalls: count,
  inputTokens: count,
  outputTokens: count,
  cacheReadInputTokens: count,
  cacheWriteInputTokens: count,
  costUsd: usd,
  cacheSavedUsd: usd,
  costPerThousandRequestsUsd: usd,
  users: z.optional(count),
  costPerUserUsd: usd,
  conversations: z.optional(count),
  callsInConversations: z.optional(count),
  costPerConversationUsd: usd,
  acceptedAnswers: z.optional(count),
  ratedAnswers: z.optional(count),
  costPerAcceptedAnswerUsd: usd,
});
export type RecordedFigures = z.infer<typeof RecordedFigures>;

/** What a period came to. */
export const PeriodCosts = z.object({
  from: day,
  /** Included. */
  to: day,
  /** Days that were never added up: their cost is in no figure. */
  missingDays: z.array(day),
  calls: count,
  unpricedCalls: count,
  /** Absent where no day is known, or no call could be priced. */
  costUsd: usd,
});
export type PeriodCosts = z.infer<typeof PeriodCosts>;

/** One group; `key` is absent for calls without such a label. */
const SpendingGroup = z.object({
  key: z.optional(z.string()),
  calls: count,
  unpricedCalls: count,
  costUsd: usd,
});

/** The dearest groups, and the others taken together. */
export const Breakdown = z.object({
  groups: z.array(SpendingGroup),
  others: z.optional(z.object({ count, calls: count, unpricedCalls: count, costUsd: usd })),
});
export type Breakdown = z.infer<typeof Breakdown>;

/** A day's estimate beside its bill. */
const ReconciledCosts = z.object({
  day,
  estimatedUsd: z.number(),
  billedUsd: z.number(),
  unpricedCalls: count,
  /** Whether AWS still calls the bill an estimate. */
  isEstimated: z.boolean(),
});

/** What the table of daily costs says of a window. */
export const RecordedCosts = z.object({
  window: PeriodCosts,
  /** When the newest day was added up; absent where none was. */
  asOf: z.optional(z.iso.datetime()),
  /** Days that were too large to tell users apart. */
  daysWithoutUsers: count,
  total: RecordedFigures,
  models: Breakdown,
  tenants: Breakdown,
  applications: Breakdown,
  /** Whole days of the window, and as many before it. Absent where the window has no whole day. */
  compared: z.optional(z.object({ now: PeriodCosts, before: PeriodCosts })),
  month: PeriodCosts,
  lastMonth: PeriodCosts,
  /** Why calls have no price; absent where none is without, or the records could not be asked. */
  unpriced: z.optional(
    z.array(z.object({ reason: z.enum(UNPRICED_REASONS), model: z.string(), calls: count })),
  ),
  /** Whether the stack compares its estimate with the bill. */
  isReconciled: z.boolean(),
  reconciled: z.array(ReconciledCosts),
});
export type RecordedCosts = z.infer<typeof RecordedCosts>;
