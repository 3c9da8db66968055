import { type DailyValues, knownOf, mean, SEASON_DAYS } from '../forecast/series.ts';
import type { Observed } from './logistic.ts';

/** Known days without which a week says nothing of itself. */
const LEAST_DAYS = 4;

/**
 * Means of whole weeks, counted back from the last day, so that weekdays and weekends do not look like adoption. Time is
 * in weeks after the first day, in the middle of each; weeks of fewer than four known days are left out.
 */
export function toWeeklyMeans(values: DailyValues): readonly Observed[] {
  const weeks = Math.floor(values.length / SEASON_DAYS);
  const first = values.length - weeks * SEASON_DAYS;
  return Array.from({ length: weeks }, (_, week) => {
    const start = first + week * SEASON_DAYS;
    return { start, known: knownOf(values.slice(start, start + SEASON_DAYS)) };
  }).flatMap(({ start, known }) =>
    known.length < LEAST_DAYS ? [] : [{ time: start / SEASON_DAYS + 0.5, value: mean(known) }],
  );
}
