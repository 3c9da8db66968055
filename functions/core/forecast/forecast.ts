import { toCount } from '../maturity/wording.ts';
import { type BackTest, backTest } from './back-test.ts';
import { toBands } from './bands.ts';
import { COVERAGE } from './intervals.ts';
import {
  LONG_SPAN_DAYS,
  METHOD_DEFINITIONS,
  METHODS,
  type Method,
  type MethodDefinition,
} from './methods.ts';
import {
  type DailyValues,
  knownOf,
  SEASON_DAYS,
  trimStart,
  type Undetermined,
  undetermined,
} from './series.ts';

/** A predicted value with the interval that is to hold it four times in five. */
export interface Predicted {
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
}

/** How wrong the same method was on days whose value is known; the last weeks count most. */
export interface Accuracy {
  readonly method: Method;
  /** Sum of absolute errors over the sum of the true values. @default - every true value is zero */
  readonly wape?: number;
  /** Mean absolute error over the seasonal naive method's on the same days; below 1 is better. @default - that is never wrong */
  readonly mase?: number;
  readonly naiveWape?: number;
  readonly origins: number;
}

/** The days after a series. */
export interface Forecast {
  readonly status: 'determined';
  readonly coverage: number;
  readonly accuracy: Accuracy;
  /** By days ahead; `null` for a day of the week that no data was ever seen of. */
  readonly days: readonly (Predicted | null)[];
  /** Sums from the first predicted day on, by days ahead. */
  readonly sums: readonly Predicted[];
}

/** A method, what it is, and how it did. */
export interface Candidate {
  readonly method: Method;
  readonly definition: MethodDefinition;
  readonly test: BackTest;
}

/** What a fortnight has in whole days when today is not over: nearly every weekday twice. */
const LEAST_SPAN_DAYS = 2 * SEASON_DAYS - 1;
/** Known days without which intervals do not hold what they promise (`npm run bench:forecast`). */
const LEAST_KNOWN_DAYS = 12;
/** Longest silence up to now: a long weekend. What ended before may have ended for good. */
const MOST_DAYS_SINCE = 3;
/** Days that are looked back for each day that is looked ahead: growth that was seen for a week is none of a month. */
const DAYS_BACK_PER_DAY_AHEAD = 2;
/** Days that the first prediction of a back-test sees in a long series; a week in a short one. */
const LONG_FIRST_ORIGIN = 2 * SEASON_DAYS;
/** A method that is wrong by no more than this many times the best one's error may be the right one. */
const ALMOST_AS_GOOD = 1.2;
/** And one has to be better than a simpler one by more than chance. */
const BETTER = 0.98;

/**
 * Predicts up to `horizon` days after a series of amounts, but at most half as far ahead as it looks back. The method is
 * the one with the smallest error in a rolling back-test; its intervals take in those of methods that did almost as well,
 * because the past does not tell which of them is right.
 */
export function forecastDaily(series: DailyValues, horizon: number): Forecast | Undetermined {
  const values = trimStart(series);
  const refusal = describeTooLittle(values);
  if (refusal !== undefined) return undetermined(refusal);
  const ahead = Math.min(horizon, Math.floor(values.length / DAYS_BACK_PER_DAY_AHEAD));
  const [naive, ...others] = testMethods(values, ahead);
  if (naive?.test.meanError === undefined) return undetermined(NO_BACK_TEST);
  const best = others.reduce(better, naive);
  const rivals = others.concat(naive).filter((other) => other !== best && isAlmostAsGood(other, best));
  const bands = toBands(values, [best, ...rivals], ahead);
  if (!bands) return undetermined(NO_BACK_TEST);
  if (bands.days.length === 0) return undetermined(TOO_WILD);
  return { status: 'determined', coverage: COVERAGE, accuracy: toAccuracy(best, naive.test), ...bands };
}

const NO_BACK_TEST =
  'Too few days with data in a row to try a forecast on the past, so that its error would be unknown.';
const TOO_WILD =
  'It changes so much from day to day that the range of a forecast would be wider than ten times its level.';

function describeTooLittle(values: DailyValues): string | undefined {
  const known = knownOf(values).length;
  if (values.length < LEAST_SPAN_DAYS || known < LEAST_KNOWN_DAYS)
    return `${toCount(known, 'day')} with data over ${toCount(values.length, 'day')}; a forecast takes ${LEAST_KNOWN_DAYS} over ${LEAST_SPAN_DAYS}.`;
  const sinceKnown = values.length - 1 - values.findLastIndex((value) => value !== null);
  return sinceKnown > MOST_DAYS_SINCE
    ? `${toCount(sinceKnown, 'day')} without data up to now; a forecast takes at most ${MOST_DAYS_SINCE}.`
    : undefined;
}

/** Every method that the length of the series allows, the seasonal naive one first. */
function testMethods(values: DailyValues, horizon: number): readonly Candidate[] {
  const firstOrigin = values.length >= LONG_SPAN_DAYS ? LONG_FIRST_ORIGIN : SEASON_DAYS;
  return METHODS.map((method) => ({ method, definition: METHOD_DEFINITIONS[method] }))
    .filter(({ definition }) => values.length >= definition.leastDays)
    .map(({ method, definition }) => ({
      method,
      definition,
      test: backTest(values, definition.predict, { horizon, firstOrigin, scale: definition.scale }),
    }));
}

/** A smaller error wins; a tie stays with the simpler method. */
const better = (best: Candidate, other: Candidate): Candidate =>
  other.test.meanError !== undefined && other.test.meanError < BETTER * (best.test.meanError ?? 0)
    ? other
    : best;

const isAlmostAsGood = ({ test }: Candidate, best: Candidate): boolean =>
  test.meanError !== undefined && test.meanError <= ALMOST_AS_GOOD * (best.test.meanError ?? 0);

function toAccuracy({ method, test }: Candidate, naive: BackTest): Accuracy {
  const { meanError = 0, meanTarget = 0, origins } = test;
  const { meanError: naiveError = 0 } = naive;
  return {
    method,
    origins,
    ...(meanTarget > 0 && { wape: meanError / meanTarget, naiveWape: naiveError / meanTarget }),
    ...(naiveError > 0 && { mase: meanError / naiveError }),
  };
}
