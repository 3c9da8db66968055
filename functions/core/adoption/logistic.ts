import type { Problem } from './least-squares.ts';

/** What is fitted: a value at a time, in any unit. */
export interface Observed {
  readonly time: number;
  readonly value: number;
}

/** `L / (1 + e^(-k (t - t0)))`: capacity L, growth rate k per unit of time, and the time t0 at which half is reached. */
export interface Logistic {
  readonly capacity: number;
  readonly rate: number;
  readonly midpoint: number;
}

/** The curve's value. */
export function logisticAt({ capacity, rate, midpoint }: Logistic, time: number): number {
  return capacity / (1 + Math.exp(-rate * (time - midpoint)));
}

/** Parameters as they are fitted: logarithms keep capacity and rate above zero. */
export const toParameters = ({ capacity, rate, midpoint }: Logistic): readonly number[] => [
  Math.log(capacity),
  Math.log(rate),
  midpoint,
];

/** The curve of fitted parameters. */
export const fromParameters = ([capacity = 0, rate = 0, midpoint = 0]: readonly number[]): Logistic => ({
  capacity: Math.exp(capacity),
  rate: Math.exp(rate),
  midpoint,
});

/** Derivatives of the curve's value by the logarithms of capacity and rate, and by the midpoint. */
export function gradientAt(curve: Logistic, time: number): readonly number[] {
  const value = logisticAt(curve, time);
  const slope = value * (1 - value / curve.capacity) * curve.rate;
  return [value, slope * (time - curve.midpoint), -slope];
}

/** Largest capacity that is tried, as a multiple of the largest value: beyond it a curve is exponential to the eye. */
export const MOST_CAPACITY = 1_000;

/** The whole curve as a problem of least squares. */
export function logisticProblem(observed: readonly Observed[]): Problem {
  const times = observed.map(({ time }) => time);
  const first = Math.min(...times);
  const last = Math.max(...times);
  const span = Math.max(last - first, 1);
  const largest = Math.max(...observed.map(({ value }) => value));
  const limits: readonly (readonly [number, number])[] = [
    [Math.log(largest / 2), Math.log(largest * MOST_CAPACITY)],
    [Math.log(0.01 / span), Math.log(200 / span)],
    [first - 3 * span, last + 20 * span],
  ];
  return {
    points: observed.length,
    bound: (parameters) =>
      parameters.map((value, index) => {
        const [lowest = value, highest = value] = limits[index] ?? [];
        return Math.min(highest, Math.max(lowest, value));
      }),
    evaluate: (parameters, point) => {
      const curve = fromParameters(parameters);
      const { time = 0, value = 0 } = observed[point] ?? {};
      return { residual: value - logisticAt(curve, time), gradient: gradientAt(curve, time) };
    },
  };
}

/** The same with the capacity held. */
export function withCapacity(problem: Problem, capacity: number): Problem {
  const whole = (parameters: readonly number[]) => [Math.log(capacity), ...parameters];
  return {
    points: problem.points,
    bound: (parameters) => problem.bound(whole(parameters)).slice(1),
    evaluate: (parameters, point) => {
      const { residual, gradient } = problem.evaluate(whole(parameters), point);
      return { residual, gradient: gradient.slice(1) };
    },
  };
}
