import { factorOf, type RatioSignal, type Statistic } from '../signals/definition.ts';
import { type DailyValues, isAdditive, valueOfWindow } from './daily-values.ts';
import type { SignalObservation } from './observation.ts';

/** The days of one term of a ratio. */
export interface DailyTerm {
  readonly statistic: Statistic;
  readonly daily: DailyValues;
}

/**
 * A ratio's value: of counts, the window's totals; of percentiles, the worst day. A counter without a datapoint
 * counts as zero where there is something to divide by (counters are only emitted above zero).
 */
export function toQuotient({
  of,
  over,
  ratio,
  days,
}: {
  readonly of: readonly DailyTerm[];
  readonly over: readonly DailyTerm[];
  readonly ratio: RatioSignal;
  readonly days: number;
}): SignalObservation['reading'] {
  const factor = factorOf(ratio);
  const dividends = Array.from({ length: days }, (_, day) => sumOf(of, day));
  const divisors = Array.from({ length: days }, (_, day) => sumOf(over, day));
  const daily = dividends.map((dividend, day) => divide(dividend, divisors[day] ?? null, factor));
  const value = [...of, ...over].every(({ statistic }) => isAdditive(statistic))
    ? divide(total(dividends), total(divisors), factor)
    : valueOfWindow(daily, 'Maximum', ratio.goodDirection);
  return value === undefined || value === null ? { status: 'no_data' } : { status: 'known', value, daily };
}

function sumOf(terms: readonly DailyTerm[], day: number): number | null {
  const values = terms.map(({ statistic, daily }) => daily[day] ?? (isAdditive(statistic) ? 0 : null));
  return values.reduce((left, right) => (left === null || right === null ? null : left + right), 0);
}

const total = (values: DailyValues): number => values.reduce<number>((sum, value) => sum + (value ?? 0), 0);

function divide(dividend: number | null, divisor: number | null, factor: number): number | null {
  return dividend === null || divisor === null || divisor <= 0 ? null : (dividend / divisor) * factor;
}
