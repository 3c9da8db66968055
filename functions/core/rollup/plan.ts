import { addDays, DAY_MS, type Day, startOf, toDay } from './day.ts';

/** What is known of a day that was added up. */
export interface DayHead {
  readonly day: Day;
  /** ISO 8601, UTC: what was written to the log until then is counted. */
  readonly rolledUpAt: string;
  /** Whether the day was over when it was added up; otherwise it is the day so far. */
  readonly isFinal: boolean;
  /** Whether its rows tell users apart: a day with more groups than one answer holds does not. */
  readonly hasUsers: boolean;
}

/**
 * How long after midnight a day counts as complete, in milliseconds: a call may end and be logged 15 minutes after
 * API Gateway took it, and Logs Insights finds a line some seconds after it was written (unverified).
 */
const SETTLING_MS = 15 * 60_000;

/** Days to add up now: finished ones that are not final yet, not older than the look back, and today so far. */
export function planDays({
  nowMs,
  heads,
  lookBackDays,
}: {
  readonly nowMs: number;
  readonly heads: readonly DayHead[];
  readonly lookBackDays: number;
}): readonly { readonly day: Day; readonly isFinal: boolean }[] {
  const today = toDay(nowMs);
  const finals = new Set(heads.filter(({ isFinal }) => isFinal).map(({ day }) => day));
  return Array.from({ length: lookBackDays + 1 }, (_, index) => addDays(today, index - lookBackDays))
    .filter((day) => !finals.has(day))
    .map((day) => ({ day, isFinal: isOver(day, nowMs) }));
}

const isOver = (day: Day, nowMs: number): boolean => nowMs >= startOf(day) + DAY_MS + SETTLING_MS;
