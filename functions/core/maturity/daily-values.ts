import type { Statistic } from '../signals/definition.ts';
import type { MetricResult } from './metric-plan.ts';
import type { ObservationWindow } from './observation.ts';
import { DAY_MS, daysIn } from './window.ts';

/** One value per day, oldest first; `null` where a day has none. */
export type DailyValues = readonly (number | null)[];

/** Which way of a signal is good. */
export type GoodDirection = 'up' | 'down' | 'neutral';

/** Statistics that may be added over series and days. */
export function isAdditive(statistic: Statistic): boolean {
  return statistic === 'Sum' || statistic === 'SampleCount';
}

/** The series of a row as one: sums are added, of percentiles and averages each day keeps the worst. */
export function combineSeries({
  series,
  statistic,
  goodDirection,
  window,
}: {
  readonly series: readonly Extract<MetricResult, { readonly status: 'known' }>[];
  readonly statistic: Statistic;
  readonly goodDirection: GoodDirection;
  readonly window: ObservationWindow;
}): DailyValues {
  const combine = combinationOf(statistic, goodDirection);
  const startMs = Date.parse(window.start);
  const daily = Array.from<number | null>({ length: daysIn(window) }).fill(null);
  for (const { points } of series)
    for (const point of points) {
      const day = Math.floor((point.startMs - startMs) / DAY_MS);
      const before = daily[day];
      if (before !== undefined) daily[day] = before === null ? point.value : combine(before, point.value);
    }
  return daily;
}

/** The whole window's value; `undefined` when no day has one. */
export function valueOfWindow(
  daily: DailyValues,
  statistic: Statistic,
  goodDirection: GoodDirection,
): number | undefined {
  const values = daily.filter((value) => value !== null);
  const combine = combinationOf(statistic, goodDirection);
  return values.length === 0 ? undefined : values.reduce((left, right) => combine(left, right));
}

function combinationOf(statistic: Statistic, goodDirection: GoodDirection) {
  if (isAdditive(statistic)) return (left: number, right: number) => left + right;
  return goodDirection === 'up' ? Math.min : Math.max; // a neutral one has no worst: the largest stands out
}
