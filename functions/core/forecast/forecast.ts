import { toCount } from '../maturity/wording.ts';
import { type BackTest, backTest } from './back-test.ts';
import { predictHoltWinters } from './holt-winters.ts';
import { COVERAGE, halfWidths } from './intervals.ts';
import {
  type DailyValues,
  knownOf,
  SEASON_DAYS,
  trimStart,
  type Undetermined,
  undetermined,
} from './series.ts';
import { type Predict, predictSeasonalNaive, predictWeekdayMedian } from './weekday-methods.ts';

/** How a forecast was made. */
export const METHODS = ['seasonal-naive', 'weekday-median', 'holt-winters'] as const;
export type Method = (typeof METHODS)[number];

/** A predicted value with the interval that is to hold it four times in five. */
export interface Predicted {
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
}

/** How wrong the same method was on days whose value is known. */
export interface Accuracy {
  readonly method: Method;
  /** Sum of absolute errors over the sum of the true values. @default - every true value is zero */
  readonly wape?: number;
  /** Mean absolute error over the seasonal naive method's on the same days; below 1 is better. @default - that is never wrong */
  readonly mase?: number;
  readonly naiveWape?: number;
  readonly origins: number;
}

/** The days after a series. */
export interface Forecast {
  readonly status: 'determined';
  readonly coverage: number;
  readonly accuracy: Accuracy;
  /** By days ahead; `null` for a day of the week that no data was ever seen of. */
  readonly days: readonly (Predicted | null)[];
  /** Sums from the first predicted day on, by days ahead. */
  readonly sums: readonly Predicted[];
}

/** Less than a week and a day has no season to look back on. */
const LEAST_SPAN_DAYS = 10;
/** Known days without which nothing can be back-tested. */
const LEAST_KNOWN_DAYS = 8;
/** Longest silence up to now: a long weekend. What ended before may have ended for good. */
const MOST_DAYS_SINCE = 3;
/** Days from which a method with level, trend and season is tried, and those that its first back-test sees. */
const LONG_SPAN_DAYS = 4 * SEASON_DAYS;
const LONG_FIRST_ORIGIN = 2 * SEASON_DAYS;

const PREDICT: Readonly<Record<Method, Predict>> = {
  'seasonal-naive': predictSeasonalNaive,
  'weekday-median': predictWeekdayMedian,
  'holt-winters': predictHoltWinters,
};

interface Candidate {
  readonly method: Method;
  readonly test: BackTest;
}

/**
 * Predicts up to `horizon` days after a series of amounts, but never further ahead than it looks back. The method is the
 * one with the smallest error in a rolling back-test; where none beats the seasonal naive one, that is used.
 */
export function forecastDaily(series: DailyValues, horizon: number): Forecast | Undetermined {
  const values = trimStart(series);
  const known = knownOf(values).length;
  if (values.length < LEAST_SPAN_DAYS || known < LEAST_KNOWN_DAYS)
    return undetermined(
      `${toCount(known, 'day')} with data over ${toCount(values.length, 'day')}; a forecast takes ${LEAST_KNOWN_DAYS} over ${LEAST_SPAN_DAYS}.`,
    );
  const sinceKnown = values.length - 1 - values.findLastIndex((value) => value !== null);
  if (sinceKnown > MOST_DAYS_SINCE)
    return undetermined(
      `${toCount(sinceKnown, 'day')} without data up to now; a forecast takes at most ${MOST_DAYS_SINCE}.`,
    );
  const ahead = Math.min(horizon, values.length);
  const isLong = values.length >= LONG_SPAN_DAYS;
  const plan = { horizon: ahead, firstOrigin: isLong ? LONG_FIRST_ORIGIN : SEASON_DAYS };
  const candidates = METHODS.filter((method) => isLong || method !== 'holt-winters').map((method) => ({
    method,
    test: backTest(values, PREDICT[method], plan),
  }));
  const [naive, ...others] = candidates;
  if (naive?.test.meanError === undefined) return undetermined(NO_BACK_TEST);
  const best = others.reduce(better, naive);
  const widths = halfWidths(best.test.errors, { pooled: true, growth: 'root' });
  const sumWidths = halfWidths(best.test.sumErrors, { pooled: false, growth: 'linear' });
  if (!widths || !sumWidths) return undetermined(NO_BACK_TEST);
  const predicted = PREDICT[best.method](values, ahead);
  return {
    status: 'determined',
    coverage: COVERAGE,
    accuracy: toAccuracy(best, naive.test),
    days: predicted.map((value, index) => (value === null ? null : withBand(value, widths[index]))),
    sums: toSums(predicted, sumWidths),
  };
}

const NO_BACK_TEST =
  'Too few days with data in a row to try a forecast on the past, so that its error would be unknown.';

/** A smaller error wins; a tie stays with the simpler method. */
const better = (best: Candidate, other: Candidate): Candidate =>
  other.test.meanError !== undefined && other.test.meanError < (best.test.meanError ?? 0) ? other : best;

function toAccuracy({ method, test }: Candidate, naive: BackTest): Accuracy {
  const { meanError = 0, meanTarget = 0, origins } = test;
  const { meanError: naiveError = 0 } = naive;
  return {
    method,
    origins,
    ...(meanTarget > 0 && { wape: meanError / meanTarget, naiveWape: naiveError / meanTarget }),
    ...(naiveError > 0 && { mase: meanError / naiveError }),
  };
}

/** Amounts are never below zero. */
const withBand = (value: number, width = 0): Predicted => ({
  value,
  lower: Math.max(0, value - width),
  upper: value + width,
});

/** Sums grow by the day, and so do their bounds: an amount is never taken back. */
function toSums(predicted: DailyValues, widths: readonly number[]): readonly Predicted[] {
  let value = 0;
  let lower = 0;
  return predicted.map((day, index) => {
    value += day ?? 0;
    const band = withBand(value, widths[index]);
    lower = Math.max(lower, band.lower);
    return { ...band, lower };
  });
}
