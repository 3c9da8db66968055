import type { Predicted } from '../forecast/forecast.ts';
import { invert, type Matrix } from '../forecast/linear-system.ts';
import { type Undetermined, undetermined } from '../forecast/series.ts';
import { type CapacityInterval, capacityInterval } from './capacity-interval.ts';
import { type Fit, fitLeastSquares, normalMatrix, type Problem } from './least-squares.ts';
import {
  fromParameters,
  gradientAt,
  type Logistic,
  logisticAt,
  logisticProblem,
  type Observed,
  toParameters,
} from './logistic.ts';
import { squaresAround } from './plain-models.ts';
import { degreesOf, describePoorFit, describeUnseenRise } from './poor-fit.ts';
import { studentQuantile } from './student.ts';

/** The S-curve of an adoption, its parameters with 95 % intervals, and where it goes on to with 80 % ones. */
export interface Adoption {
  readonly status: 'determined';
  readonly capacity: Predicted;
  /** Per unit of time. */
  readonly rate: Predicted;
  readonly midpoint: Predicted;
  /** Share of the capacity that the curve has reached at the last point. */
  readonly reached: number;
  /** The curve at the observed times. */
  readonly fitted: readonly number[];
  /** At as many unit steps after the last time as were asked for. */
  readonly ahead: readonly Predicted[];
}

/** Three parameters take some more points; eight weeks are two months. */
export const LEAST_POINTS = 8;
/** A capacity that may as well be twice as large is no capacity. */
const MOST_SPREAD = 2;
/** And a rate that may as well be a hundred times as large none. */
const MOST_RATE_SPREAD = 100;

/**
 * Fits the S-curve of adoption. Refuses, with the reason, where the data does not determine it: a curve that only
 * rises looks exponential, and its capacity could be anything.
 */
export function fitAdoption(observed: readonly Observed[], steps: number): Adoption | Undetermined {
  if (observed.length < LEAST_POINTS)
    return undetermined(`${observed.length} points; the S-curve takes ${LEAST_POINTS}.`);
  const largest = Math.max(...observed.map(({ value }) => value));
  // in shares of the largest value, so that no amount is too large or too small to be squared
  const shares = observed.map(({ time, value }) => ({ time, value: value / largest }));
  const spread = largest === 0 ? 0 : squaresAround(shares);
  if (spread === 0) return undetermined('It does not change, so that there is no growth to fit a curve to.');
  const problem = logisticProblem(shares);
  const fit = fitBest(problem, shares);
  const poor = describePoorFit(fit, shares);
  if (poor !== undefined) return undetermined(poor);
  const curve = fromParameters(fit.parameters);
  const capacity = capacityInterval(problem, fit, curve.capacity);
  if (capacity.upper === undefined || capacity.upper > MOST_SPREAD * capacity.lower)
    return undetermined(describeOpenCapacity(capacity, largest));
  const unseen = describeUnseenRise(curve, shares);
  if (unseen !== undefined) return undetermined(unseen);
  const covariance = covarianceOf(problem, fit);
  if (!covariance) return undetermined(INSEPARABLE);
  const parts = { curve, covariance, degrees: degreesOf(shares), variance: fit.squares / degreesOf(shares) };
  const bounded = { value: curve.capacity, lower: capacity.lower, upper: capacity.upper };
  return describeCurve(parts, { capacity: bounded, observed: shares, steps, largest });
}

const INSEPARABLE = 'The data does not tell the parameters of the S-curve apart.';

/** The curve in the data's own unit, unless its middle or its rate is open. */
function describeCurve(
  parts: Parts,
  {
    capacity,
    observed,
    steps,
    largest,
  }: {
    readonly capacity: Predicted;
    readonly observed: readonly Observed[];
    readonly steps: number;
    readonly largest: number;
  },
): Adoption | Undetermined {
  const { curve } = parts;
  const last = observed.at(-1)?.time ?? 0;
  const midpoint = intervalOf(parts, 2);
  if (midpoint.upper > last)
    return undetermined(
      'Half of the capacity is not surely reached yet: what comes after is not in the data.',
    );
  const rate = exponential(intervalOf(parts, 1));
  if (rate.upper > MOST_RATE_SPREAD * rate.lower || !(midpoint.lower <= midpoint.upper))
    return undetermined('It jumps from one point to the next, so that the rate of its growth is open.');
  const toUnit = ({ value, lower, upper }: Predicted): Predicted => ({
    value: value * largest,
    lower: lower * largest,
    upper: upper * largest,
  });
  return {
    status: 'determined',
    capacity: toUnit(capacity),
    rate,
    midpoint,
    reached: logisticAt(curve, last) / curve.capacity,
    fitted: observed.map(({ time }) => logisticAt(curve, time) * largest),
    ahead: Array.from({ length: steps }, (_, step) => toUnit(predictAt(parts, last + step + 1))),
  };
}

interface Parts {
  readonly curve: Logistic;
  readonly covariance: Matrix;
  readonly degrees: number;
  /** Of a single point around the curve. */
  readonly variance: number;
}

/** Several starts: the squares of a curve have more than one valley. */
function fitBest(problem: Problem, observed: readonly Observed[]): Fit {
  const times = observed.map(({ time }) => time);
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const largest = Math.max(...observed.map(({ value }) => value));
  const starts = [1.05, 2, 8].flatMap((multiple) =>
    [0.25, 0.5, 0.75, 1.25].flatMap((share) =>
      [4, 12].map((rate) => ({
        capacity: largest * multiple,
        rate: rate / (last - first),
        midpoint: first + share * (last - first),
      })),
    ),
  );
  const fits = starts.map((start) => fitLeastSquares(problem, toParameters(start)));
  return fits.reduce((best, fit) => (fit.squares < best.squares ? fit : best));
}

function covarianceOf(problem: Problem, { parameters, squares }: Fit): Matrix | undefined {
  const variance = squares / (problem.points - parameters.length);
  return invert(normalMatrix(problem, parameters))?.map((row) => row.map((value) => value * variance));
}

function intervalOf({ curve, covariance, degrees }: Parts, index: number): Predicted {
  const value = toParameters(curve)[index] ?? Number.NaN;
  const width = studentQuantile(0.95, degrees) * Math.sqrt(covariance[index]?.[index] ?? 0);
  return { value, lower: value - width, upper: value + width };
}

const exponential = ({ value, lower, upper }: Predicted): Predicted => ({
  value: Math.exp(value),
  lower: Math.exp(lower),
  upper: Math.exp(upper),
});

/** The curve's own uncertainty (delta method) and that of a single point around it. */
function predictAt({ curve, covariance, degrees, variance }: Parts, time: number): Predicted {
  const value = logisticAt(curve, time);
  const gradient = gradientAt(curve, time);
  let ofCurve = 0;
  for (const [row, left] of gradient.entries())
    for (const [column, right] of gradient.entries())
      ofCurve += left * right * (covariance[row]?.[column] ?? 0);
  const width = studentQuantile(0.8, degrees) * Math.sqrt(variance + Math.max(0, ofCurve));
  return { value, lower: Math.max(0, value - width), upper: value + width };
}

function describeOpenCapacity({ lower, upper }: CapacityInterval, largest: number): string {
  const least = toFigure(lower * largest);
  const words =
    upper === undefined
      ? `anything above ${least}`
      : `${least} or ${(upper / lower).toFixed(1)} times as much`;
  return `The data does not bound the capacity: it could be ${words}.`;
}

const toFigure = (value: number): string => String(Number(value.toPrecision(3)));
