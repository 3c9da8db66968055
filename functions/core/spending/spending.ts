import * as z from 'zod/mini';
import { CountedCosts } from './counted.ts';
import { RecordedCosts } from './recorded.ts';

const Unknown = z.object({ status: z.literal('unknown'), reason: z.string() });
const amount = z.number();

/** What one of something cost. */
export const UnitCost = z.object({
  id: z.string(),
  title: z.string(),
  /** Absent where it is not known; `words` says why. */
  usd: z.optional(amount),
  /** What it is divided by, or why there is nothing to divide by. */
  words: z.string(),
});
export type UnitCost = z.infer<typeof UnitCost>;

/** The cost of whole days beside that of as many days before. */
export const CostChange = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('known'),
    days: z.int(),
    usd: amount,
    beforeUsd: amount,
    /** Absent where nothing was spent before. */
    percent: z.optional(amount),
  }),
  Unknown,
]);
export type CostChange = z.infer<typeof CostChange>;

/** Estimate beside bill, over the days for which there is one. */
export const BillComparison = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('compared'),
    from: z.iso.date(),
    to: z.iso.date(),
    days: z.int(),
    estimatedUsd: amount,
    billedUsd: amount,
    /** Share of the bill that the estimate does not explain. Absent where nothing was billed. */
    differencePercent: z.optional(amount),
    unpricedCalls: z.int(),
    /** Whether AWS still calls a part of the bill an estimate. */
    isEstimated: z.boolean(),
  }),
  z.object({ status: z.literal('off') }),
  z.object({ status: z.literal('pending') }),
]);
export type BillComparison = z.infer<typeof BillComparison>;

/** What the table of daily costs says, and what follows from it. */
export const RecordedSpending = z.object({
  status: z.literal('known'),
  ...RecordedCosts.shape,
  unitCosts: z.array(UnitCost),
  change: CostChange,
  /** Share of the prompt tokens that came out of the prompt cache, 0 to 1. Absent without prompt tokens. */
  cacheHitRatio: z.optional(amount),
  bill: BillComparison,
});
export type RecordedSpending = z.infer<typeof RecordedSpending>;

/** What AWS's own metrics come to by list price. */
export const CountedSpending = z.object({
  status: z.literal('known'),
  ...CountedCosts.shape,
  /** Of the models that have a price. Absent where none has. */
  costUsd: z.optional(amount),
  /** Calls of models that have no price. */
  unpricedCalls: z.int(),
});
export type CountedSpending = z.infer<typeof CountedSpending>;

/** The cost page: what was recorded call by call, and what AWS counted. */
export const Spending = z.object({
  recorded: z.discriminatedUnion('status', [RecordedSpending, Unknown]),
  counted: z.discriminatedUnion('status', [CountedSpending, Unknown]),
});
export type Spending = z.infer<typeof Spending>;
