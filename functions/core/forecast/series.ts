/** One value per day of UTC, oldest first, without a gap between days; `null` where a day is unknown, never zero. */
export type DailyValues = readonly (number | null)[];

/** Days of a season: use at work follows the week. */
export const SEASON_DAYS = 7;

/** What could not be computed, and why; a number in its place would be a guess. */
export interface Undetermined {
  readonly status: 'undetermined';
  readonly reason: string;
}

/** A result that is not there. */
export const undetermined = (reason: string): Undetermined => ({ status: 'undetermined', reason });

/** A day's place in the week, counted from the series' first day. */
export const phaseOf = (day: number): number => day % SEASON_DAYS;

/** Known values only. */
export const knownOf = (values: DailyValues): readonly number[] => values.filter((value) => value !== null);

/** Days before the first and after the last known one say nothing of the series' length. */
export function trimStart(values: DailyValues): DailyValues {
  const first = values.findIndex((value) => value !== null);
  return first === -1 ? [] : values.slice(first);
}

/** The middle of a list; the mean of the two middle ones of an even list. NaN of an empty one. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** The mean; NaN of an empty list. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Median absolute deviation to standard deviation of a normal distribution. */
export const MAD_TO_DEVIATION = 1.4826;

/** The mean of the last week of known days, in which no weekday weighs more; zero of an empty series. */
export function levelOf(values: DailyValues): number {
  const recent = knownOf(values).slice(-SEASON_DAYS);
  return recent.length === 0 ? 0 : mean(recent);
}
