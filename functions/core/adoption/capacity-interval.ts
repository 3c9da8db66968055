import { type Fit, fitLeastSquares, type Problem } from './least-squares.ts';
import { MOST_CAPACITY, withCapacity } from './logistic.ts';
import { studentQuantile } from './student.ts';

/** Bounds of a parameter; an upper bound that is not there is beyond everything that was tried. */
export interface CapacityInterval {
  readonly lower: number;
  readonly upper: number | undefined;
}

/** Capacities are multiplied by this until they no longer fit. */
const STRIDE = 1.25;
const BISECTIONS = 30;

/**
 * 95 % profile interval of the capacity: every one with which the rest of the curve, fitted anew, still explains the
 * data (Bates and Watts, 1988, section 6.1). Unlike a standard error it notices when nothing bounds it from above.
 */
export function capacityInterval(problem: Problem, best: Fit, capacity: number): CapacityInterval {
  const degrees = problem.points - best.parameters.length;
  const limit = best.squares * (1 + studentQuantile(0.95, degrees) ** 2 / degrees);
  let near = best.parameters.slice(1);
  const fits = (tried: number): boolean => {
    const fit = fitLeastSquares(withCapacity(problem, tried), near);
    if (fit.squares <= limit) near = fit.parameters.slice();
    return fit.squares <= limit;
  };
  const lower = lastFitting(capacity, 1 / STRIDE, fits) ?? 0;
  near = best.parameters.slice(1);
  return { lower, upper: lastFitting(capacity, STRIDE, fits) };
}

function lastFitting(start: number, stride: number, fits: (tried: number) => boolean): number | undefined {
  let inside = start;
  let outside = start * stride;
  while (fits(outside)) {
    inside = outside;
    outside *= stride;
    if (outside > start * MOST_CAPACITY || outside < start / MOST_CAPACITY) return undefined;
  }
  for (let step = 0; step < BISECTIONS; step += 1) {
    const middle = Math.sqrt(inside * outside);
    if (fits(middle)) inside = middle;
    else outside = middle;
  }
  return outside;
}
