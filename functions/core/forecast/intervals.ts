import type { ErrorsByDay, WeightedError } from './back-test.ts';

/** Share of days that an interval is to hold: what AWS Cost Explorer's forecasts use as well. */
export const COVERAGE = 0.8;
/** As much is left out at either end. */
const UP_TO = (1 + COVERAGE) / 2;

/** Neighbouring horizons whose errors are looked at together, so that every day of the week is among them. */
const NEIGHBOURS = 3;
/** Origins without which a horizon's own errors say too little. */
const LEAST_ORIGINS = 5;
/** Sums of one origin overlap with those of the next: so many origins for each day of them. */
const ORIGINS_PER_DAY = 2;

/** Errors at the lower and the upper end. */
export interface ErrorRange {
  readonly lower: number;
  readonly upper: number;
}

/** Ranges of the errors of single days, by days ahead; `undefined` without any error. */
export const dayRanges = (errors: ErrorsByDay, growth: Growth): readonly ErrorRange[] | undefined =>
  rangesOf(errors, { neighbours: NEIGHBOURS, growth, isEnough: (origins) => origins >= LEAST_ORIGINS });

/** Ranges of the errors of sums. */
export const sumRanges = (errors: ErrorsByDay, growth: Growth): readonly ErrorRange[] | undefined =>
  rangesOf(errors, {
    neighbours: 0,
    growth,
    isEnough: (origins, ahead) => origins >= ORIGINS_PER_DAY * (ahead + 1),
  });

type Growth = (stretch: number) => number;

interface RangeOptions {
  readonly neighbours: number;
  readonly growth: Growth;
  readonly isEnough: (origins: number, ahead: number) => boolean;
}

/**
 * Ranges never shrink with the distance; where too few origins saw that far, they grow from the last that was seen, and
 * the few still count where they were worse.
 */
function rangesOf(
  errors: ErrorsByDay,
  { neighbours, growth, isEnough }: RangeOptions,
): readonly ErrorRange[] | undefined {
  const ranges: ErrorRange[] = [];
  let last: { readonly range: ErrorRange; readonly ahead: number } | undefined;
  for (let ahead = 0; ahead < errors.length; ahead += 1) {
    const near = errors.slice(Math.max(0, ahead - neighbours), ahead + neighbours + 1);
    const own = rangeOf(near);
    if (own && (!last || isEnough(errors[ahead]?.length ?? 0, ahead)))
      last = { range: widest(own, last?.range), ahead };
    if (!last) return undefined;
    const times = growth((ahead + 1) / (last.ahead + 1));
    const grown = { lower: last.range.lower * times, upper: last.range.upper * times };
    ranges.push(widest(grown, own));
  }
  return ranges;
}

const widest = (one: ErrorRange, other: ErrorRange | undefined): ErrorRange => ({
  lower: Math.min(one.lower, other?.lower ?? 0, 0),
  upper: Math.max(one.upper, other?.upper ?? 0, 0),
});

/**
 * The conformal range: signed quantiles of the errors, which assume no distribution (Lei and others, 2018). Errors of
 * one origin belong together, so that the number of origins decides how far out the quantiles lie; they are the extreme
 * errors where origins are few.
 */
function rangeOf(near: ErrorsByDay): ErrorRange | undefined {
  const origins = Math.max(...near.map(({ length }) => length));
  if (origins === 0) return undefined;
  const share = Math.min(1, (UP_TO * (origins + 1)) / origins);
  const sorted = near.flat().toSorted((left, right) => left.error - right.error);
  return { lower: quantile(sorted.toReversed(), share), upper: quantile(sorted, share) };
}

function quantile(sorted: readonly WeightedError[], share: number): number {
  const wanted = share * sorted.reduce((sum, { weight }) => sum + weight, 0);
  let seen = 0;
  const found = sorted.find(({ weight }) => {
    seen += weight;
    return seen >= wanted;
  });
  return (found ?? sorted.at(-1))?.error ?? 0;
}
