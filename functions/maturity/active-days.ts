import type { ObservationWindow } from '#core/maturity/observation.ts';
import { DAY_MS } from '#core/maturity/window.ts';
import { addDays } from '#core/outlook/days.ts';
import { type ActiveDay, FORECAST_DAYS, type OutlookInput } from '#core/outlook/input.ts';
import type { AdoptionOutlook, Outlook } from '#core/outlook/outlook.ts';
import type { LogReader } from '#functions/ports.ts';

/**
 * Paths as the record's line is written (core/invocation/written-form.ts). Above some thousands Logs Insights
 * estimates distinct values (user guide, `count_distinct`).
 */
const QUERY = [
  'filter message = "invocation"',
  'stats count_distinct(invocation.application) as applications, count_distinct(invocation.user) as users by bin(1d)',
].join(' | ');

interface ActiveRequest {
  readonly logGroup: string | undefined;
  readonly window: ObservationWindow;
  readonly previous: Outlook | undefined;
  readonly signal: AbortSignal;
}

/**
 * Applications and users by the day. Only days that no earlier outlook counted are asked for, so that a daily run scans
 * a day of log, however long the history; the first one scans nine weeks.
 */
export async function readActiveDays(
  logs: LogReader,
  { logGroup, window, previous, signal }: ActiveRequest,
): Promise<OutlookInput['active']> {
  const known = rememberedDays(previous).filter(({ day }) => day >= window.start.slice(0, 10));
  const last = known.at(-1)?.day;
  const start = last === undefined ? firstStart(window) : `${addDays(last, 1)}T00:00:00.000Z`;
  if (start >= window.end) return { status: 'known', days: known };
  if (logGroup === undefined) return { status: 'unknown', reason: 'not_collected', detail: NO_LOG_GROUP };
  const answer = await logs.query({ logGroup, query: QUERY, window: { start, end: window.end }, signal });
  if (answer.status === 'unknown') return known.length > 0 ? { status: 'known', days: known } : answer;
  const asked = answer.rows.map(toActiveDay).toSorted((left, right) => (left.day < right.day ? -1 : 1));
  return { status: 'known', days: [...known, ...asked] };
}

const NO_LOG_GROUP = 'No log group of a Waymark gateway was named, and only its records tell who calls.';

const firstStart = ({ end }: ObservationWindow): string =>
  new Date(Date.parse(end) - FORECAST_DAYS * DAY_MS).toISOString();

/** None by that name means that the records do not name them, not that nobody was there. */
function toActiveDay(row: Readonly<Record<string, string>>): ActiveDay {
  const countOf = (text: string | undefined): number | null => {
    const count = Number(text);
    return Number.isInteger(count) && count > 0 ? count : null;
  };
  return {
    day: row['bin(1d)']?.slice(0, 10) ?? '', // `2026-11-21 00:00:00.000`
    applications: countOf(row.applications),
    users: countOf(row.users),
  };
}

/** Days that an earlier outlook knows something of. */
function rememberedDays(previous: Outlook | undefined): readonly ActiveDay[] {
  const days = new Map<string, { applications: number | null; users: number | null }>();
  for (const who of ['applications', 'users'] as const)
    for (const [day, value] of valuesOf(previous?.adoption.find(({ id }) => id === who)))
      days.set(day, { applications: null, users: null, ...days.get(day), [who]: value });
  return [...days]
    .map(([day, counts]) => ({ day, ...counts }))
    .toSorted((left, right) => (left.day < right.day ? -1 : 1));
}

function valuesOf(adoption: AdoptionOutlook | undefined): readonly (readonly [day: string, value: number])[] {
  const { startDay = '', values = [] } = adoption?.history ?? {};
  return values.flatMap((value, index) =>
    value === null ? [] : [[addDays(startDay, index), value] as const],
  );
}
