import type { ErrorScale } from './error-scale.ts';
import { type DailyValues, levelOf } from './series.ts';
import type { Predict } from './weekday-methods.ts';

/** A scaled error, and how much it counts. */
export interface WeightedError {
  readonly error: number;
  readonly weight: number;
}

/** Errors by days ahead, the first for the next day; at most one of each origin. */
export type ErrorsByDay = readonly (readonly WeightedError[])[];

/** What a method got wrong where the truth is known. */
export interface BackTest {
  /** Days from which it was made to predict what came after. */
  readonly origins: number;
  readonly days: ErrorsByDay;
  /** Errors of the sum from the next day on, days without data left out on both sides. */
  readonly sums: ErrorsByDay;
  /** The same where a day without data is taken for a day of nothing: one of the two is true. */
  readonly sparseSums: ErrorsByDay;
  /** Weighted mean absolute error; `undefined` when no target is known. */
  readonly meanError: number | undefined;
  /** Weighted mean of the absolute targets. */
  readonly meanTarget: number | undefined;
}

/** Where a back-test begins, how far ahead it looks, and how errors are measured. */
export interface BackTestPlan {
  readonly horizon: number;
  /** Days that the first prediction is made from. */
  readonly firstOrigin: number;
  readonly scale: ErrorScale;
}

/**
 * An error so long ago counts half: what is ahead resembles the last weeks (weights as in Barber and others, 2023,
 * "Conformal prediction beyond exchangeability").
 */
const HALF_LIFE_DAYS = 14;

/**
 * Rolling origin (Hyndman and Athanasopoulos, FPP3, 5.10): from every day on, the method sees what was known by then and
 * predicts the rest, its parameters chosen anew each time, so that no error knows the future.
 */
export function backTest(values: DailyValues, predict: Predict, plan: BackTestPlan): BackTest {
  const { horizon, firstOrigin } = plan;
  const [days, sums, sparseSums] = [emptyErrors(horizon), emptyErrors(horizon), emptyErrors(horizon)];
  const total = { weight: 0, error: 0, target: 0 };
  for (let origin = firstOrigin; origin < values.length; origin += 1) {
    const past = values.slice(0, origin);
    const level = levelOf(past);
    const push = (to: WeightedError[] | undefined, error: number, weight: number): void => {
      if (Number.isFinite(error)) to?.push({ error, weight });
    };
    const sum = { actual: 0, known: 0, all: 0 };
    predict(past, Math.min(horizon, values.length - origin)).forEach((prediction, ahead) => {
      if (prediction === null) return;
      const actual = values[origin + ahead] ?? null;
      const weight = 2 ** ((origin + ahead + 1 - values.length) / HALF_LIFE_DAYS);
      sum.all += prediction;
      if (actual !== null) {
        sum.actual += actual;
        sum.known += prediction;
        push(days[ahead], plan.scale.toError(actual, prediction, level), weight);
        total.weight += weight;
        total.error += weight * Math.abs(actual - prediction);
        total.target += weight * Math.abs(actual);
      }
      push(sums[ahead], plan.scale.toError(sum.actual, sum.known, level), weight);
      push(sparseSums[ahead], plan.scale.toError(sum.actual, sum.all, level), weight);
    });
  }
  return {
    origins: Math.max(0, values.length - firstOrigin),
    ...{ days, sums, sparseSums },
    meanError: total.weight > 0 ? total.error / total.weight : undefined,
    meanTarget: total.weight > 0 ? total.target / total.weight : undefined,
  };
}

const emptyErrors = (horizon: number): WeightedError[][] => Array.from({ length: horizon }, () => []);
