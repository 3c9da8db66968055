import { crossingOf } from '#core/forecast/crossing.ts';
import { type Forecast, forecastDaily, type Predicted } from '#core/forecast/forecast.ts';
import type { DailyValues } from '#core/forecast/series.ts';
import { createRandom } from '../../local/aws/bedrock/random.ts';
import type { Family } from './families.ts';

/** Longest look ahead: that of the outlook. */
const AHEAD_DAYS = 31;

/** Days ahead that are counted together, the last of each. */
export const SPANS = [7, 14, AHEAD_DAYS] as const;
type SpanEnd = (typeof SPANS)[number];

/** How often something held. */
export interface Tally {
  held: number;
  all: number;
}

/** What a family's intervals held. */
export interface FamilyFigures {
  readonly family: string;
  readonly title: string;
  readonly isDetermined: boolean;
  readonly series: number;
  /** Series of which nothing was predicted. */
  refused: number;
  /** Single days within their interval, by the end of the span. */
  readonly days: Readonly<Record<SpanEnd, Tally>>;
  /** Sums up to the end of the span; days without data count as nothing. */
  readonly sums: Readonly<Record<SpanEnd, Tally>>;
  /** Day on which a limit is first met, within earliest and latest; or not met where that was said. */
  readonly dates: Tally;
  /** Of these, those that were said to be met. */
  readonly reached: Tally;
  /** Sums over series: errors and widths as shares of a series' own amounts, and days that were predicted. */
  readonly size: { error: number; width: number; predictedDays: number };
}

/** Draws series of a family and holds the forecasts of each against its truth. */
export function measureFamily(
  { id, title, isDetermined, draw }: Family,
  { history, series }: { readonly history: number; readonly series: number },
): FamilyFigures {
  const figures: FamilyFigures = {
    ...{ family: id, title, isDetermined, series, refused: 0 },
    ...{ days: tallies(), sums: tallies(), dates: tally(), reached: tally() },
    size: { error: 0, width: 0, predictedDays: 0 },
  };
  for (let number = 0; number < series; number += 1) {
    const seed = `${id} ${history} ${number}`;
    const truth = draw(seed, { history, ahead: AHEAD_DAYS });
    const forecast = forecastDaily(truth.slice(0, history), AHEAD_DAYS);
    if (forecast.status === 'undetermined') figures.refused += 1;
    else
      hold(figures, forecast, {
        truth: truth.slice(history),
        limit: drawLimit(seed, truth.slice(0, history)),
      });
  }
  return figures;
}

interface Truth {
  readonly truth: DailyValues;
  readonly limit: number;
}

function hold(figures: FamilyFigures, { days, sums }: Forecast, { truth, limit }: Truth): void {
  let sum = 0;
  const own = { error: 0, width: 0, truth: 0 };
  days.forEach((day, ahead) => {
    const actual = truth[ahead] ?? null;
    sum += actual ?? 0;
    const end = SPANS.find((last) => ahead < last) ?? AHEAD_DAYS;
    if (day && actual !== null) {
      count(figures.days[end], isWithin(day, actual));
      own.error += Math.abs(day.value - actual);
      own.width += day.upper - day.lower;
      own.truth += actual;
    }
    const total = sums[ahead];
    if (total && ahead + 1 === end) count(figures.sums[end], isWithin(total, sum));
  });
  figures.size.predictedDays += days.length;
  if (own.truth > 0) figures.size.error += own.error / own.truth;
  if (own.truth > 0) figures.size.width += own.width / own.truth;
  holdDate(figures, days, { truth: truth.slice(0, days.length), limit });
}

function holdDate(figures: FamilyFigures, days: Forecast['days'], { truth, limit }: Truth): void {
  const crossing = crossingOf(days, limit);
  const index = truth.findIndex((value) => value !== null && value >= limit);
  const metOn = index === -1 ? Number.POSITIVE_INFINITY : index + 1;
  const { earliest = Number.POSITIVE_INFINITY, latest = Number.POSITIVE_INFINITY } = crossing;
  const isHeld = metOn >= earliest && metOn <= latest;
  count(figures.dates, isHeld);
  if (crossing.inDays !== undefined) count(figures.reached, isHeld);
}

/** 1.1 to 3 times the largest day of the last two weeks: what a quota looks like from below. */
function drawLimit(seed: string, history: DailyValues): number {
  const random = createRandom(`${seed} limit`);
  return Math.max(...history.slice(-14).map((value) => value ?? 0)) * (1.1 + 1.9 * random());
}

const isWithin = ({ lower, upper }: Predicted, actual: number): boolean => actual >= lower && actual <= upper;

const tally = (): Tally => ({ held: 0, all: 0 });
const tallies = (): FamilyFigures['days'] => ({ 7: tally(), 14: tally(), [AHEAD_DAYS]: tally() });

function count(to: Tally, isHeld: boolean): void {
  to.all += 1;
  if (isHeld) to.held += 1;
}
