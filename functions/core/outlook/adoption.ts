import { fitAdoption, LEAST_POINTS } from '../adoption/fit-adoption.ts';
import { toWeeklyMeans } from '../adoption/weekly-means.ts';
import { type DailyValues, SEASON_DAYS, trimStart, undetermined } from '../forecast/series.ts';
import { daysIn } from '../maturity/window.ts';
import { toCount } from '../maturity/wording.ts';
import { addDays, daysBetween, rounded, toBand } from './days.ts';
import type { ActiveDay, OutlookInput } from './input.ts';
import type { AdoptionOutlook } from './outlook.ts';
import { readSeries, type SeriesReading, TOKENS, toHistory } from './series.ts';

/** Weeks that a curve is followed ahead: a month. */
const WEEKS_AHEAD = 4;

/** The S-curves of what stands for adoption. */
export function lookAtAdoption(input: OutlookInput): readonly AdoptionOutlook[] {
  return [
    toOutlook('applications', 'Active applications', readActive(input, 'applications'), input),
    toOutlook('users', 'Active users', readActive(input, 'users'), input),
    toOutlook('tokens', 'Tokens a day', readSeries(TOKENS, input), input),
  ];
}

function readActive({ active, window }: OutlookInput, who: keyof Omit<ActiveDay, 'day'>): SeriesReading {
  if (active.status === 'unknown') return undetermined(active.detail);
  const values = Array.from<number | null>({ length: daysIn(window) }).fill(null);
  const firstDay = window.start.slice(0, 10);
  for (const day of active.days) {
    const index = daysBetween(firstDay, day.day);
    if (index in values) values[index] = day[who];
  }
  if (values.every((value) => value === null))
    return undetermined(`No record of a call names its ${who.replace(/s$/, '')}.`);
  return { status: 'known', values };
}

function toOutlook(
  id: string,
  title: string,
  reading: SeriesReading,
  { window }: OutlookInput,
): AdoptionOutlook {
  const values = reading.status === 'known' ? reading.values : [];
  const history = toHistory(values, window);
  const curve = reading.status === 'known' ? toCurve(values, history.startDay) : reading;
  return { id, title, history, curve };
}

function toCurve(values: DailyValues, startDay: string): AdoptionOutlook['curve'] {
  const weeks = toWeeklyMeans(trimStart(values));
  if (weeks.length < LEAST_POINTS)
    return undetermined(
      `${toCount(weeks.length, 'whole week')} with data; the S-curve takes ${LEAST_POINTS}.`,
    );
  const adoption = fitAdoption(weeks, WEEKS_AHEAD);
  if (adoption.status === 'undetermined') return adoption;
  const dayAt = (time: number): string => addDays(startDay, Math.floor(time * SEASON_DAYS));
  const { capacity, rate, midpoint, reached, fitted, ahead } = adoption;
  const last = weeks.at(-1)?.time ?? 0;
  return {
    status: 'determined',
    capacity: toBand(capacity),
    rate: toBand(rate),
    midpoint: { value: dayAt(midpoint.value), lower: dayAt(midpoint.lower), upper: dayAt(midpoint.upper) },
    reached: rounded(reached),
    weeks: weeks.map(({ time, value }, index) => ({
      day: dayAt(time),
      observed: rounded(value),
      fitted: rounded(fitted[index] ?? 0),
    })),
    ahead: ahead.map((band, index) => ({ day: dayAt(last + index + 1), ...toBand(band) })),
  };
}
