import { type DailyValues, median, phaseOf, SEASON_DAYS } from './series.ts';

/** Predicts the days after a series; `null` for a day of the week that it has never seen. */
export type Predict = (values: DailyValues, horizon: number) => DailyValues;

/** Weeks whose same day the robust method looks at. */
const WEEKS = 4;

/** The same as on the last known day of that weekday: what every forecast has to beat. */
export const predictSeasonalNaive: Predict = (values, horizon) =>
  byWeekday(values, horizon, 1, ([last]) => last);

/** The median of the last four known days of that weekday: one odd day moves nothing. */
export const predictWeekdayMedian: Predict = (values, horizon) => byWeekday(values, horizon, WEEKS, median);

function byWeekday(
  values: DailyValues,
  horizon: number,
  most: number,
  reduce: (newestFirst: readonly number[]) => number | undefined,
): DailyValues {
  const phases = Array.from({ length: SEASON_DAYS }, (_, phase) => newestOf(values, phase, most));
  return Array.from({ length: horizon }, (_, ahead) => {
    const seen = phases[phaseOf(values.length + ahead)] ?? [];
    return seen.length === 0 ? null : (reduce(seen) ?? null);
  });
}

function newestOf(values: DailyValues, phase: number, most: number): readonly number[] {
  const seen: number[] = [];
  for (let day = values.length - 1; day >= 0 && seen.length < most; day -= 1) {
    const value = values[day];
    if (value != null && phaseOf(day) === phase) seen.push(value);
  }
  return seen;
}
