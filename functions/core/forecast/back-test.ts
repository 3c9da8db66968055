import { type DailyValues, mean } from './series.ts';
import type { Predict } from './weekday-methods.ts';

/** What a method got wrong where the truth is known. */
export interface BackTest {
  /** Days from which it was made to predict what came after. */
  readonly origins: number;
  /** Errors by days ahead, the first for the next day; one of each origin whose target is known. */
  readonly errors: readonly (readonly number[])[];
  /** Errors of the sum from the next day on, by days ahead. */
  readonly sumErrors: readonly (readonly number[])[];
  /** Mean absolute error; `undefined` when no target is known. */
  readonly meanError: number | undefined;
  /** Mean of the absolute targets. */
  readonly meanTarget: number | undefined;
}

/** Where a back-test begins, and how far ahead it looks. */
export interface BackTestPlan {
  readonly horizon: number;
  /** Days that the first prediction is made from. */
  readonly firstOrigin: number;
}

/**
 * Rolling origin: from every day on, the method sees what was known by then and predicts the rest, its parameters
 * chosen anew each time, so that no error knows the future.
 */
export function backTest(values: DailyValues, predict: Predict, plan: BackTestPlan): BackTest {
  const { horizon, firstOrigin } = plan;
  const errors: number[][] = Array.from({ length: horizon }, () => []);
  const sumErrors: number[][] = Array.from({ length: horizon }, () => []);
  const targets: number[] = [];
  for (let origin = firstOrigin; origin < values.length; origin += 1) {
    let sum = 0;
    const predicted = predict(values.slice(0, origin), Math.min(horizon, values.length - origin));
    predicted.forEach((prediction, ahead) => {
      const actual = values[origin + ahead];
      if (prediction === null || actual == null) return;
      sum += actual - prediction;
      errors[ahead]?.push(actual - prediction);
      sumErrors[ahead]?.push(sum);
      targets.push(Math.abs(actual));
    });
  }
  const all = errors.flat();
  return {
    origins: Math.max(0, values.length - firstOrigin),
    errors,
    sumErrors,
    meanError: all.length === 0 ? undefined : mean(all.map(Math.abs)),
    meanTarget: targets.length === 0 ? undefined : mean(targets),
  };
}
