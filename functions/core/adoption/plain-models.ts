import { mean } from '../forecast/series.ts';
import type { Observed } from './logistic.ts';

/** Squares around the mean: all changes there are. */
export function squaresAround(observed: readonly Observed[]): number {
  const middle = mean(observed.map(({ value }) => value));
  return observed.reduce((sum, { value }) => sum + (value - middle) ** 2, 0);
}

/** Squares that the best straight line leaves. */
export function squaresAroundLine(observed: readonly Observed[]): number {
  const middleTime = mean(observed.map(({ time }) => time));
  const middle = mean(observed.map(({ value }) => value));
  const sum = (read: (point: Observed) => number): number =>
    observed.reduce((total, point) => total + read(point), 0);
  const slope =
    sum(({ time, value }) => (time - middleTime) * (value - middle)) /
    sum(({ time }) => (time - middleTime) ** 2);
  return sum(({ time, value }) => (value - middle - slope * (time - middleTime)) ** 2);
}

/** Squares that the best two levels leave, one before and one from some point on. */
export function squaresAroundStep(observed: readonly Observed[]): number {
  const places = observed.slice(1).map((_, index) => index + 1);
  return Math.min(
    ...places.map((place) => squaresAround(observed.slice(0, place)) + squaresAround(observed.slice(place))),
  );
}
