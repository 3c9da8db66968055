import * as z from 'zod/mini';
import { METHODS } from '../forecast/methods.ts';

const amount = z.number();
const day = z.iso.date();
const Undetermined = z.object({ status: z.literal('undetermined'), reason: z.string() });

/** A predicted value and the bounds of its interval. */
export const Band = z.object({ value: amount, lower: amount, upper: amount });
export type Band = z.infer<typeof Band>;

/** Whole days of UTC, oldest first; `null` where a day is unknown. */
export const History = z.object({ startDay: day, values: z.array(z.nullable(amount)) });
export type History = z.infer<typeof History>;

/** A forecast, or why there is none. */
export const ForecastResult = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('determined'),
    /** Share of days that the intervals are to hold. */
    coverage: amount,
    accuracy: z.object({
      method: z.enum(METHODS),
      wape: z.optional(amount),
      mase: z.optional(amount),
      naiveWape: z.optional(amount),
      origins: z.int(),
    }),
    /** From the day after the history on; `null` for a day of the week that was never seen. */
    days: z.array(z.nullable(Band)),
  }),
  Undetermined,
]);
export type ForecastResult = z.infer<typeof ForecastResult>;

/** What a forecast is about. */
export const SeriesOutlook = z.object({
  id: z.string(),
  title: z.string(),
  unit: z.string(),
  history: History,
  forecast: ForecastResult,
  /** The sum of the first predicted days, a week where the forecast is as long. Absent without a forecast. */
  next: z.optional(z.object({ days: z.int(), ...Band.shape })),
});
export type SeriesOutlook = z.infer<typeof SeriesOutlook>;

/** When a limit is used up, in days from the outlook's own day. */
export const Verdict = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('reached'),
    inDays: z.int(),
    onDay: day,
    earliest: day,
    /** By the lower bounds. Absent when they stay below within the forecast. */
    latest: z.optional(day),
  }),
  /** Not up to the end of this day, by the predicted values. */
  z.object({
    status: z.literal('not_reached'),
    until: day,
    /** By the upper bounds. Absent when they stay below as well. */
    earliest: z.optional(day),
  }),
  Undetermined,
]);
export type Verdict = z.infer<typeof Verdict>;

/** Tokens a minute of one model against its quota. */
export const QuotaOutlook = z.object({
  modelId: z.string(),
  /** Absent when it is not known; the verdict says why. */
  tokensPerMinute: z.optional(amount),
  /** Where the quota is from: the setting, or the name in Service Quotas. */
  source: z.optional(z.string()),
  history: History,
  forecast: ForecastResult,
  verdict: Verdict,
});
export type QuotaOutlook = z.infer<typeof QuotaOutlook>;

/** This month's recorded cost against a budget. */
export const BudgetOutlook = z.object({
  month: z.string(),
  /** Absent when there is none, or it could not be read; the verdict says which. */
  monthlyUsd: z.optional(amount),
  source: z.optional(z.string()),
  /** Recorded up to the end of yesterday. */
  spentUsd: z.optional(amount),
  /** Calls of the month so far whose cost is not known: it comes on top. Absent where nothing counts them. */
  unpricedCalls: z.optional(z.int()),
  /** Days of the month so far that nothing is known of. */
  unknownDays: z.int(),
  /**
   * What those days may have cost: of each the middle of the same weekdays, nothing at the least, the largest of them at
   * the most. In the whole month and the verdict, not in what is recorded. Absent when there is no such day.
   */
  unknownUsd: z.optional(Band),
  /** Days of the month before the first record, and days past or ahead of whose weekday nothing was ever recorded: they are in no figure. */
  leftOutDays: z.int(),
  /** The whole month. Absent when the history is too short to look as far ahead. */
  monthUsd: z.optional(Band),
  verdict: Verdict,
});
export type BudgetOutlook = z.infer<typeof BudgetOutlook>;

/** The S-curve of one adoption. */
export const AdoptionOutlook = z.object({
  id: z.string(),
  title: z.string(),
  history: History,
  curve: z.discriminatedUnion('status', [
    z.object({
      status: z.literal('determined'),
      capacity: Band,
      /** Per week. */
      rate: Band,
      /** Day on which half of the capacity was reached, with the bounds of its interval. */
      midpoint: z.object({ value: day, lower: day, upper: day }),
      /** Share of the capacity that is reached. */
      reached: amount,
      /** Means of the weeks that are known, and of the coming ones with 80 % bounds. */
      weeks: z.array(z.object({ day, observed: amount, fitted: amount })),
      ahead: z.array(z.object({ day, ...Band.shape })),
    }),
    Undetermined,
  ]),
});
export type AdoptionOutlook = z.infer<typeof AdoptionOutlook>;

/** What is ahead of a team, as far as its own data says. */
export const Outlook = z.object({
  schemaVersion: z.literal(1),
  computedAt: z.iso.datetime(),
  scope: z.object({ team: z.string(), accountId: z.string(), region: z.string(), stage: z.string() }),
  /** The first day that is predicted. */
  today: day,
  series: z.array(SeriesOutlook),
  quotas: z.array(QuotaOutlook),
  /** Why quotas are not looked at, where none is. */
  quotasUnknown: z.optional(z.string()),
  budget: BudgetOutlook,
  adoption: z.array(AdoptionOutlook),
});
export type Outlook = z.infer<typeof Outlook>;

/** What of an outlook becomes metrics. What is not determined is not there. */
export interface OutlookFigures {
  readonly stage: string;
  /** ISO 8601, UTC. */
  readonly computedAt: string;
  readonly quotaExhaustedInDays?: number;
  readonly budgetExhaustedInDays?: number;
  readonly forecastCostUsd?: number;
}

/** The figures of an outlook: of several quotas the one that is used up first. */
export function toFigures({ computedAt, scope, quotas, budget }: Outlook): OutlookFigures {
  const inDays = quotas.flatMap(({ verdict }) => (verdict.status === 'reached' ? [verdict.inDays] : []));
  return {
    stage: scope.stage,
    computedAt,
    ...(inDays.length > 0 && { quotaExhaustedInDays: Math.min(...inDays) }),
    ...(budget.verdict.status === 'reached' && { budgetExhaustedInDays: budget.verdict.inDays }),
    ...(budget.monthUsd && { forecastCostUsd: budget.monthUsd.value }),
  };
}
