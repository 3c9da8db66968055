import { type ErrorScale, RATIO, SHARE_OF_LEVEL } from './error-scale.ts';
import { predictHoltWinters } from './holt-winters.ts';
import { type DailyValues, knownOf, mean, SEASON_DAYS } from './series.ts';
import { predictTrend } from './trend.ts';
import { type Predict, predictSeasonalNaive, predictWeekdayMedian } from './weekday-methods.ts';

/** How a forecast was made. The first is what every other has to beat. */
export const METHODS = [
  'seasonal-naive',
  'weekday-median',
  'holt-winters',
  'holt-winters-log',
  'trend',
  'trend-log',
] as const;
export type Method = (typeof METHODS)[number];

/** A way to predict, and how its errors are measured. */
export interface MethodDefinition {
  readonly predict: Predict;
  readonly scale: ErrorScale;
  /** Days of history from which it is tried. */
  readonly leastDays: number;
}

/** Level, trend and season take two weeks, and as many to be tried on. */
export const LONG_SPAN_DAYS = 4 * SEASON_DAYS;

/** Share of the mean that is added before the logarithm, so that a day of zero has one. */
const OFFSET = 0.001;

/** Lets a method see logarithms: what grows by a share of itself is a straight line there. */
const onLogarithms =
  (predict: Predict): Predict =>
  (values, horizon) => {
    const level = OFFSET * mean(knownOf(values));
    if (!(level > 0)) return predict(values, horizon);
    const logarithms = values.map((value) => (value === null ? null : Math.log(value / level + 1)));
    return predict(logarithms, horizon).map(toAmount(level));
  };

const toAmount =
  (level: number) =>
  (logarithm: DailyValues[number]): DailyValues[number] =>
    logarithm === null ? null : level * Math.expm1(logarithm);

/** What is tried on the past. */
export const METHOD_DEFINITIONS: Readonly<Record<Method, MethodDefinition>> = {
  'seasonal-naive': { predict: predictSeasonalNaive, scale: SHARE_OF_LEVEL, leastDays: 0 },
  'weekday-median': { predict: predictWeekdayMedian, scale: SHARE_OF_LEVEL, leastDays: 0 },
  'holt-winters': { predict: predictHoltWinters, scale: SHARE_OF_LEVEL, leastDays: LONG_SPAN_DAYS },
  'holt-winters-log': { predict: onLogarithms(predictHoltWinters), scale: RATIO, leastDays: LONG_SPAN_DAYS },
  trend: { predict: predictTrend, scale: SHARE_OF_LEVEL, leastDays: 0 },
  'trend-log': { predict: onLogarithms(predictTrend), scale: RATIO, leastDays: 0 },
};
