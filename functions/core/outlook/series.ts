import { type Forecast, forecastDaily } from '../forecast/forecast.ts';
import { type DailyValues, SEASON_DAYS, type Undetermined, undetermined } from '../forecast/series.ts';
import { combineSeries } from '../maturity/daily-values.ts';
import type { MetricResult } from '../maturity/metric-plan.ts';
import type { ObservationWindow } from '../maturity/observation.ts';
import { daysIn } from '../maturity/window.ts';
import { addDays, rounded, toBand } from './days.ts';
import { FORECAST_DAYS, HORIZON_DAYS, type OutlookInput } from './input.ts';
import type { ForecastResult, History, SeriesOutlook } from './outlook.ts';

/** A series that is predicted: a sum of catalogue rows. */
export interface PredictedSeries {
  readonly id: 'tokens' | 'cost';
  readonly title: string;
  readonly unit: string;
  readonly of: readonly string[];
}

/** All tokens that calls took and gave. */
export const TOKENS: PredictedSeries = {
  id: 'tokens',
  title: 'Tokens',
  unit: 'tokens a day',
  of: ['inputTokens', 'outputTokens', 'cacheReadInputTokens', 'cacheWriteInputTokens'],
};

/** What calls cost; where the catalogue has no such row, nothing is said of cost. */
export const COST: PredictedSeries = { id: 'cost', title: 'Cost', unit: 'USD a day', of: ['cost'] };

/** Row of calls that are not among the cost. */
export const UNPRICED_ROW = 'unpricedCalls';

/** The days of a series, or why they are unknown. */
export type SeriesReading = { readonly status: 'known'; readonly values: DailyValues } | Undetermined;

/** The days of a series: a day is unknown when none of its rows has a datapoint, as counters are written above zero only. */
export function readSeries({ of, title }: PredictedSeries, input: OutlookInput): SeriesReading {
  const series: Extract<MetricResult, { readonly status: 'known' }>[] = [];
  for (const row of of) {
    const result = input.daily.get(row);
    if (!result) return undetermined(`${title} has no signal: the catalogue has no row ${row}.`);
    if (result.status === 'unknown') return undetermined(result.detail);
    series.push(result);
  }
  const { window } = input;
  return {
    status: 'known',
    values: combineSeries({ series, statistic: 'Sum', goodDirection: 'neutral', window }),
  };
}

/** A series with its forecast, and the forecast itself with its sums. */
export function predictSeries(
  series: PredictedSeries,
  input: OutlookInput,
): {
  readonly outlook: SeriesOutlook;
  readonly values: DailyValues;
  readonly forecast: Forecast | Undetermined;
} {
  const reading = readSeries(series, input);
  const { id, title, unit } = series;
  const values = reading.status === 'known' ? reading.values : [];
  const recent = values.slice(-FORECAST_DAYS);
  const forecast = reading.status === 'known' ? forecastDaily(recent, HORIZON_DAYS) : reading;
  const history = toHistory(recent, input.window);
  const next = nextWeek(forecast);
  const outlook = { id, title, unit, history, forecast: toResult(forecast), ...(next && { next }) };
  return { outlook, values, forecast };
}

/** The sum of a week ahead, or of as many days as are predicted. */
function nextWeek(forecast: Forecast | Undetermined): SeriesOutlook['next'] {
  if (forecast.status === 'undetermined') return undefined;
  const week = forecast.sums.slice(0, SEASON_DAYS);
  const sum = week.at(-1);
  return sum && { days: week.length, ...toBand(sum) };
}

/** The last days of a window, those before the first known one left out. */
export function toHistory(values: DailyValues, window: ObservationWindow): History {
  const first = values.findIndex((value) => value !== null);
  const kept = first === -1 ? [] : values.slice(first);
  const startDay = addDays(window.start.slice(0, 10), daysIn(window) - kept.length);
  return { startDay, values: kept.map((value) => (value === null ? null : rounded(value))) };
}

/** A forecast as it is stored. */
export function toResult(forecast: Forecast | Undetermined): ForecastResult {
  if (forecast.status === 'undetermined') return forecast;
  const { status, coverage, accuracy, days } = forecast;
  const { wape, mase, naiveWape, ...rest } = accuracy;
  return {
    status,
    coverage,
    accuracy: {
      ...rest,
      ...(wape !== undefined && { wape: rounded(wape) }),
      ...(mase !== undefined && { mase: rounded(mase) }),
      ...(naiveWape !== undefined && { naiveWape: rounded(naiveWape) }),
    },
    days: days.map((day) => (day === null ? null : toBand(day))),
  };
}
