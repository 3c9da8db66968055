import type { Candidate, Forecast, Predicted } from './forecast.ts';
import { dayRanges, type ErrorRange, sumRanges } from './intervals.ts';
import { LONG_SPAN_DAYS } from './methods.ts';
import { type DailyValues, levelOf } from './series.ts';

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
  const days = best.days.map(
    (day, ahead) =>
      day &&
      widest(
        day,
        rivals.map((rival) => rival.days[ahead]),
      ),
  );
  const until = firstBeyond(days, levelOf(values));
  const sums = best.sums.map((sum, ahead) =>
    widest(
      sum,
      rivals.map((rival) => rival.sums[ahead]),
    ),
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
  const ofDays = predicted.map((value, ahead) =>
    value === null ? null : band(value, days[ahead] ?? NONE, LEAST_WIDTH * Math.sqrt(ahead + 1)),
  );
  const added = addUp(ofDays);
  const ofSums = added.map(({ value }, ahead) => {
    const range = { lower: sparse[ahead]?.lower ?? 0, upper: sums[ahead]?.upper ?? 0 };
    return band(value, range, LEAST_WIDTH);
  });
  const isShort = values.length < LONG_SPAN_DAYS;
  return { days: ofDays, sums: isShort ? ofSums.map((sum, ahead) => widest(sum, [added[ahead]])) : ofSums };
}

/** Sums of values and of bounds: as if every day were wrong to the same side, which few origins cannot rule out. */
function addUp(days: Bands['days']): readonly Predicted[] {
  const sum = { value: 0, lower: 0, upper: 0 };
  return days.map((day) => {
    sum.value += day?.value ?? 0;
    sum.lower += day?.lower ?? 0;
    sum.upper += day?.upper ?? 0;
    return { ...sum };
  });
}

const NONE: ErrorRange = { lower: 0, upper: 0 };

/** The same value with bounds that hold those of all. */
function widest(band: Predicted, others: readonly (Predicted | null | undefined)[]): Predicted {
  const all = [band, ...others.filter((other) => other != null)];
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
