import type { Predicted } from '../forecast/forecast.ts';
import { type DailyValues, median, phaseOf, SEASON_DAYS } from '../forecast/series.ts';

/** Same weekdays to either side that a day without data is held against: a month of them. */
const NEIGHBOURS = 2;

/** What days without data may have held, and those of which not even that can be said. */
export interface UnknownDays {
  readonly sum: Predicted;
  /** Days that are in the sum. */
  readonly filled: number;
  /** Days before the first record, and of a weekday that no data was ever seen of. */
  readonly leftOut: number;
}

/**
 * The last `days` of a series, as far as they are unknown. A counter has no datapoint on a day without calls, and none
 * when it could not be written: nothing is therefore the least, and what its neighbours had the most.
 */
export function estimateUnknown(values: DailyValues, days: number): UnknownDays {
  const sum = { value: 0, lower: 0, upper: 0 };
  const first = values.findIndex((value) => value !== null);
  let [filled, leftOut] = [0, 0];
  for (let day = values.length - days; day < values.length; day += 1) {
    if (values[day] !== null) continue;
    const near = day < first ? [] : neighboursOf(values, day);
    if (near.length === 0) {
      leftOut += 1;
      continue;
    }
    filled += 1;
    sum.value += median(near);
    sum.upper += Math.max(...near);
  }
  return { sum, filled, leftOut };
}

/** Known values of the same weekday, the nearest to either side. */
function neighboursOf(values: DailyValues, day: number): readonly number[] {
  const same = values.flatMap((value, other) =>
    value !== null && phaseOf(other) === phaseOf(day) ? [{ value, weeks: (other - day) / SEASON_DAYS }] : [],
  );
  const before = same.filter(({ weeks }) => weeks < 0).slice(-NEIGHBOURS);
  const after = same.filter(({ weeks }) => weeks > 0).slice(0, NEIGHBOURS);
  return [...before, ...after].map(({ value }) => value);
}
