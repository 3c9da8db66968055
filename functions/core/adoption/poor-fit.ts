import { mean } from '../forecast/series.ts';
import type { Fit } from './least-squares.ts';
import type { Observed } from './logistic.ts';
import { studentQuantile } from './student.ts';

/** Share of the variance that the curve has to explain. */
const LEAST_EXPLAINED = 0.8;
/** Capacity, rate and midpoint. */
const PARAMETERS = 3;

/** Points beyond the parameters. */
export const degreesOf = (observed: readonly Observed[]): number => observed.length - PARAMETERS;

/** Why the best curve says nothing of these points; `undefined` when it does. */
export function describePoorFit(
  { squares }: Fit,
  spread: number,
  observed: readonly Observed[],
): string | undefined {
  if (squares > (1 - LEAST_EXPLAINED) * spread)
    return `The S-curve explains ${percent(Math.max(0, 1 - squares / spread))} of its changes; ${percent(LEAST_EXPLAINED)} are needed.`;
  const degrees = degreesOf(observed);
  const asGood = squares * (1 + studentQuantile(0.95, degrees) ** 2 / degrees);
  return squaresAroundLine(observed) <= asGood
    ? 'A straight line explains it as well: no bend tells where growth ends.'
    : undefined;
}

/** Squares around the mean: all changes there are. */
export function squaresAround(observed: readonly Observed[]): number {
  const middle = mean(observed.map(({ value }) => value));
  return observed.reduce((sum, { value }) => sum + (value - middle) ** 2, 0);
}

/** Squares that the best straight line leaves. */
function squaresAroundLine(observed: readonly Observed[]): number {
  const middleTime = mean(observed.map(({ time }) => time));
  const middle = mean(observed.map(({ value }) => value));
  const sum = (read: (point: Observed) => number): number =>
    observed.reduce((total, point) => total + read(point), 0);
  const slope =
    sum(({ time, value }) => (time - middleTime) * (value - middle)) /
    sum(({ time }) => (time - middleTime) ** 2);
  return sum(({ time, value }) => (value - middle - slope * (time - middleTime)) ** 2);
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;
