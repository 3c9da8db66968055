import { mean } from '../forecast/series.ts';
import type { Fit } from './least-squares.ts';
import { type Logistic, logisticAt, type Observed } from './logistic.ts';
import { squaresAround, squaresAroundLine, squaresAroundStep } from './plain-models.ts';

/** Share of the variance that the curve has to explain. */
const LEAST_EXPLAINED = 0.8;
/** Capacity, rate and midpoint. */
const PARAMETERS = 3;
/** A model within this difference of AICc is supported as well (Burnham and Anderson, 2002, section 2.6). */
const SUPPORTED = 2;
/** Squares below this share of all changes are none: a fit without noise is not better for being closer to zero. */
const NO_SQUARES = 1e-9;
/** The part of the way to the capacity that is called its rise, the points that it takes, and how much has to be seen. */
const RISE = [0.1, 0.9] as const;
const LEAST_RISE_POINTS = 3;
const LEAST_SEEN = 0.5;

/** Points beyond the parameters. */
export const degreesOf = (observed: readonly Observed[]): number => observed.length - PARAMETERS;

/** Plain models that explain what is no adoption, with their parameters: a step has two levels and its place. */
const RIVALS = [
  {
    parameters: 2,
    squares: squaresAroundLine,
    words: 'A straight line explains it as well: no bend tells where growth ends.',
  },
  {
    parameters: 3,
    squares: squaresAroundStep,
    words: 'A single step explains it as well: what came at once is no growth that could be followed.',
  },
] as const;

/** Why the best curve says nothing of these points; `undefined` when it does. */
export function describePoorFit(fit: Fit, observed: readonly Observed[]): string | undefined {
  const spread = squaresAround(observed);
  if (fit.squares > (1 - LEAST_EXPLAINED) * spread)
    return `The S-curve explains ${percent(Math.max(0, 1 - fit.squares / spread))} of its changes; ${percent(LEAST_EXPLAINED)} are needed.`;
  const criterion = (squares: number, parameters: number): number =>
    correctedAkaike(Math.max(squares, NO_SQUARES * spread), observed.length, parameters);
  const own = criterion(fit.squares, PARAMETERS);
  const rival = RIVALS.find(
    ({ squares, parameters }) => criterion(squares(observed), parameters) <= own + SUPPORTED,
  );
  return rival?.words;
}

/** Akaike's criterion for least squares, corrected for few points; the variance is a parameter too. */
function correctedAkaike(squares: number, points: number, parameters: number): number {
  const count = parameters + 1;
  return points * Math.log(squares / points) + 2 * count + (2 * count * (count + 1)) / (points - count - 1);
}

/** Why a bounded curve is still one of many: its rise lies before or between the points. */
export function describeUnseenRise(curve: Logistic, observed: readonly Observed[]): string | undefined {
  const shares = observed.map(({ time }) => logisticAt(curve, time) / curve.capacity);
  const rising = shares.filter((share) => share >= RISE[0] && share <= RISE[1]).length;
  if (rising < LEAST_RISE_POINTS)
    return `${rising} of its points lie in the rise, between a tenth and nine tenths of the capacity; it takes ${LEAST_RISE_POINTS}.`;
  const seen = mean(shares.slice(-1)) - mean(shares.slice(0, 1));
  return seen < LEAST_SEEN
    ? `The points show ${percent(seen)} of the way to the capacity; ${percent(LEAST_SEEN)} are needed.`
    : undefined;
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;
