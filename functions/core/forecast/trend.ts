import { type Matrix, solve } from './linear-system.ts';
import { type DailyValues, knownOf, MAD_TO_DEVIATION, median, phaseOf, SEASON_DAYS } from './series.ts';
import type { Predict } from './weekday-methods.ts';

/** A day so long ago counts half: a trend is that of the last weeks. */
const HALF_LIFE_DAYS = 28;
/** Days that the prior of «no weekday differs» weighs: the first weeks do not tell weekday from trend (ridge). */
const WEEKDAY_PRIOR_DAYS = 0.5;
/** Rounds of reweighting, and robust deviations beyond which a day counts less (Huber, 1964). */
const ROUNDS = 4;
const MOST_DEVIATIONS = 2;

/** Level and slope, then a difference for each weekday. */
const SIZE = 2 + SEASON_DAYS;

/**
 * A straight line and a difference for each weekday by least squares that forgets and that odd days hardly move; the
 * line goes on undamped. Made on logarithms it is growth by a steady percentage.
 */
export const predictTrend: Predict = (values, horizon) => {
  const last = values.length - 1;
  const line = fitLine(values, last);
  const seen = new Set(values.flatMap((value, day) => (value === null ? [] : [phaseOf(day)])));
  return Array.from({ length: horizon }, (_, ahead) => {
    const day = values.length + ahead;
    return line && seen.has(phaseOf(day)) ? Math.max(0, valueAt(line, day, last)) : null;
  });
};

function fitLine(values: DailyValues, last: number): readonly number[] | undefined {
  const recency = values.map((value, day) => (value === null ? 0 : 2 ** ((day - last) / HALF_LIFE_DAYS)));
  let line = solveWeighted(values, recency, last);
  for (let round = 1; round < ROUNDS && line; round += 1) {
    const fitted = line;
    const errors = values.map((value, day) =>
      value === null ? null : Math.abs(value - valueAt(fitted, day, last)),
    );
    const limit = MOST_DEVIATIONS * MAD_TO_DEVIATION * median(knownOf(errors));
    if (!(limit > 0)) break;
    const weights = recency.map(
      (weight, day) => weight * Math.min(1, limit / Math.max(errors[day] ?? 0, limit)),
    );
    line = solveWeighted(values, weights, last);
  }
  return line;
}

/** Time in weeks before the last day, so that the level is that of now. */
const termsAt = (day: number, last: number): readonly (readonly [index: number, factor: number])[] => [
  [0, 1],
  [1, (day - last) / SEASON_DAYS],
  [2 + phaseOf(day), 1],
];

const valueAt = (line: readonly number[], day: number, last: number): number =>
  termsAt(day, last).reduce((sum, [index, factor]) => sum + factor * (line[index] ?? 0), 0);

function solveWeighted(
  values: DailyValues,
  weights: readonly number[],
  last: number,
): readonly number[] | undefined {
  const matrix = Array.from({ length: SIZE }, (_, row) =>
    Array.from({ length: SIZE }, (_, column) => (row === column && row > 1 ? WEEKDAY_PRIOR_DAYS : 0)),
  );
  const right = Array.from({ length: SIZE }, () => 0);
  values.forEach((value, day) => {
    if (value !== null)
      addDay({ matrix, right }, { value, weight: weights[day] ?? 0, terms: termsAt(day, last) });
  });
  return solve(matrix satisfies Matrix, right);
}

function addDay(
  { matrix, right }: { readonly matrix: number[][]; readonly right: number[] },
  day: { readonly value: number; readonly weight: number; readonly terms: ReturnType<typeof termsAt> },
): void {
  for (const [index, factor] of day.terms) {
    right[index] = (right[index] ?? 0) + day.weight * factor * day.value;
    const row = matrix[index] ?? [];
    for (const [column, other] of day.terms) row[column] = (row[column] ?? 0) + day.weight * factor * other;
  }
}
