import type { Candidate, Forecast, Predicted } from './forecast.ts';
import { dayRanges, type ErrorRange, sumRanges } from './intervals.ts';
import { type DailyValues, knownOf, levelOf, mean, SEASON_DAYS } from './series.ts';

/** Predicted days and their sums. */
type Bands = Pick<Forecast, 'days' | 'sums'>;

/**
 * Nobody's use repeats to the percent: an interval is at least this share of the value to either side on the next day,
 * and wider with the root of the distance. Judged, not measured: it matters where the past has no noise at all.
 */
const LEAST_WIDTH = 0.02;
/** Growth is not followed beyond so many times the last week's level: nothing doubles for ever. */
const MOST_GROWTH = 6;
/** An interval wider than so many times the last week's level says nothing, and neither does what comes after. */
const MOST_WIDTH = 10;

/** The first method's predictions, with intervals that hold those of all; `undefined` without any error to make them of. */
export function toBands(
  values: DailyValues,
  candidates: readonly Candidate[],
  horizon: number,
): Bands | undefined {
  const [best, ...rivals] = candidates.flatMap((candidate) => bandsOf(values, candidate, horizon) ?? []);
  if (!best) return undefined;
  const days = best.days.map((day, ahead) =>
    widen(
      day,
      rivals.map((rival) => rival.days[ahead] ?? null),
    ),
  );
  const until = firstBeyond(days, mean(knownOf(values).slice(-SEASON_DAYS)));
  const sums = best.sums.map(
    (sum, ahead) =>
      widen(
        sum,
        rivals.map((rival) => rival.sums[ahead] ?? null),
      ) ?? sum,
  );
  return { days: days.slice(0, until), sums: neverFalling(sums.slice(0, until)) };
}

function bandsOf(values: DailyValues, { definition, test }: Candidate, horizon: number): Bands | undefined {
  const { predict, scale } = definition;
  const days = dayRanges(test.days, scale.growth.days);
  const sums = sumRanges(test.sums, scale.growth.sums);
  const sparse = sumRanges(test.sparseSums, scale.growth.sums);
  if (!days || !sums || !sparse) return undefined;
  const level = levelOf(values);
  const predicted = predict(values, horizon);
  const band = (value: number, range: ErrorRange, least: number): Predicted => ({
    value,
    lower: Math.max(0, Math.min(value * (1 - least), scale.toBound(value, range.lower, level))),
    upper: Math.max(value * (1 + least), scale.toBound(value, range.upper, level)),
  });
  let sum = 0;
  return {
    days: predicted.map((value, ahead) =>
      value === null ? null : band(value, days[ahead] ?? NONE, LEAST_WIDTH * Math.sqrt(ahead + 1)),
    ),
    sums: predicted.map((value, ahead) => {
      sum += value ?? 0;
      const range = { lower: sparse[ahead]?.lower ?? 0, upper: sums[ahead]?.upper ?? 0 };
      return band(sum, range, LEAST_WIDTH);
    }),
  };
}

const NONE: ErrorRange = { lower: 0, upper: 0 };

function widen(band: Predicted | null, rivals: readonly (Predicted | null)[]): Predicted | null {
  if (band === null) return null;
  const all = [band, ...rivals.filter((rival) => rival !== null)];
  return {
    value: band.value,
    lower: Math.min(...all.map(({ lower }) => lower)),
    upper: Math.max(...all.map(({ upper }) => upper)),
  };
}

/** Days ahead up to which the bands say something. */
function firstBeyond(days: Bands['days'], level: number): number {
  const beyond = days.findIndex(
    (day) =>
      day !== null && !(day.value <= MOST_GROWTH * level && day.upper - day.lower <= MOST_WIDTH * level),
  );
  return beyond === -1 ? days.length : beyond;
}

/** Sums grow by the day, and so do their bounds: an amount is never taken back. */
function neverFalling(sums: readonly Predicted[]): readonly Predicted[] {
  let [lower, upper] = [0, 0];
  return sums.map((sum) => {
    [lower, upper] = [Math.max(lower, sum.lower), Math.max(upper, sum.upper)];
    return { ...sum, lower, upper };
  });
}
