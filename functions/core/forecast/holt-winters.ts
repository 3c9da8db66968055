import { type DailyValues, knownOf, MAD_TO_DEVIATION, mean, median, phaseOf, SEASON_DAYS } from './series.ts';
import type { Predict } from './weekday-methods.ts';

/** How fast level, trend and season follow, and how fast a trend fades. */
interface Smoothing {
  readonly level: number;
  readonly trend: number;
  readonly season: number;
  readonly damping: number;
}

interface State {
  level: number;
  trend: number;
  readonly seasons: number[];
}

/** A small grid instead of an optimiser: the same bytes everywhere, and no local minimum to be lost in. */
const GRID: readonly Smoothing[] = [0.1, 0.3, 0.5, 0.8].flatMap((level) =>
  [0, 0.1, 0.3].flatMap((trend) =>
    [0.05, 0.2].flatMap((season) =>
      // a damped trend does better than one that goes on for ever (Gardner and McKenzie, 1985)
      [0.8, 0.95, 0.99].map((damping) => ({ level, trend, season, damping })),
    ),
  ),
);
/** Weeks that the first level, trend and season are taken from. */
const FIRST_DAYS = 2 * SEASON_DAYS;
/** An error beyond three robust deviations moves the state as one of three does (Gelper, Fried and Croux, 2010). */
const MOST_DEVIATIONS = 3;

/**
 * Additive Holt-Winters with a damped trend and a season of a week. Unknown days leave the state as it would be without
 * news. The grid point with the smallest mean absolute one-day error predicts, with outliers cut down.
 */
export const predictHoltWinters: Predict = (values, horizon) => {
  const first = firstState(values);
  if (!first) return Array.from({ length: horizon }, () => null);
  let best: { smoothing: Smoothing; errors: readonly number[]; error: number } | undefined;
  for (const smoothing of GRID) {
    const { errors } = run(values, first, smoothing, Number.POSITIVE_INFINITY);
    const error = mean(errors.map(Math.abs));
    if (!best || error < best.error) best = { smoothing, errors, error };
  }
  if (!best) return Array.from({ length: horizon }, () => null);
  const scale = MAD_TO_DEVIATION * median(best.errors.map(Math.abs));
  const limit = scale > 0 ? MOST_DEVIATIONS * scale : Number.POSITIVE_INFINITY;
  const { state } = run(values, first, best.smoothing, limit);
  const seen = seenPhases(values);
  return Array.from({ length: horizon }, (_, ahead) => {
    const phase = phaseOf(values.length + ahead);
    if (!seen.has(phase)) return null;
    const trend = state.trend * dampingSum(best.smoothing.damping, ahead + 1);
    return Math.max(0, state.level + trend + (state.seasons[phase] ?? 0));
  });
};

/** Runs through the series and returns where it ends, with the one-day errors that were made on the way. */
function run(values: DailyValues, first: Readonly<State>, smoothing: Smoothing, limit: number) {
  const state: State = { ...first, seasons: [...first.seasons] };
  const errors: number[] = [];
  values.forEach((value, day) => {
    const trend = smoothing.damping * state.trend;
    const base = state.level + trend;
    const phase = phaseOf(day);
    const season = state.seasons[phase] ?? 0;
    state.level = base;
    state.trend = trend;
    if (value === null) return;
    const error = value - base - season;
    errors.push(error);
    const cut = Math.max(-limit, Math.min(limit, error));
    state.level += smoothing.level * cut;
    state.trend += smoothing.level * smoothing.trend * cut;
    state.seasons[phase] = season + smoothing.season * (1 - smoothing.level) * cut;
  });
  return { state, errors };
}

/** Level, trend and season of the first two weeks; `undefined` without a known day in both. */
function firstState(values: DailyValues): State | undefined {
  const start = values.slice(0, FIRST_DAYS);
  const weeks = [start.slice(0, SEASON_DAYS), start.slice(SEASON_DAYS)].map((week) => mean(knownOf(week)));
  const [one = Number.NaN, two = Number.NaN] = weeks;
  if (!Number.isFinite(one) || !Number.isFinite(two)) return undefined;
  const trend = (two - one) / SEASON_DAYS;
  const middle = (one + two) / 2;
  // the level stands before the first day, the middle of the two weeks after the seventh
  const level = middle - trend * (SEASON_DAYS + 0.5);
  const seasons = Array.from({ length: SEASON_DAYS }, (_, phase) => {
    const apart = start.flatMap((value, day) =>
      value === null || phaseOf(day) !== phase ? [] : [value - level - trend * (day + 1)],
    );
    return apart.length === 0 ? 0 : mean(apart);
  });
  return { level, trend, seasons };
}

const seenPhases = (values: DailyValues): ReadonlySet<number> =>
  new Set(values.flatMap((value, day) => (value === null ? [] : [phaseOf(day)])));

/** `d + d² + … + dⁿ`. */
const dampingSum = (damping: number, days: number): number =>
  (damping * (1 - damping ** days)) / (1 - damping);
