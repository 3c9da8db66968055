import { Cron } from 'croner';
import { ConfigurationError } from '#core/errors.ts';
import { createLocalTime } from './local-time.ts';
import type { Recurrence } from './recurrence.ts';

/** A field of a cron expression, with the bounds that an open step (`5/10`) runs to. */
interface Field {
  readonly name: string;
  readonly max: number;
  readonly first: number;
}

// EventBridge Scheduler User Guide, "Schedule types", cron-based schedules
const FIELDS: readonly Field[] = [
  { name: 'minutes', first: 0, max: 59 },
  { name: 'hours', first: 0, max: 23 },
  { name: 'day of month', first: 1, max: 31 },
  { name: 'month', first: 1, max: 12 },
  { name: 'day of week', first: 1, max: 7 },
  { name: 'year', first: 1970, max: 2199 },
];
const [DAY_OF_MONTH, DAY_OF_WEEK] = [2, 4];

// A year has two shifts of the clock; more candidates than these in a row are not struck out.
const MAX_STRUCK_OUT = 10_000;

/**
 * Reads the six fields of EventBridge. Croner, which does the calendar, wants seconds in front, steps with both
 * bounds, and takes `?` for something else.
 */
export function parseCron(
  inner: string,
  { expression, timeZone }: { readonly expression: string; readonly timeZone: string },
): Recurrence {
  const fields = inner.trim().split(/\s+/);
  const wrong = (why: string, cause?: unknown): ConfigurationError =>
    new ConfigurationError(`The schedule ${expression} in ${timeZone} cannot be read: ${why}`, { cause });
  if (fields.length !== FIELDS.length) throw wrong(`it has ${fields.length} fields where six are needed.`);
  if ((fields[DAY_OF_MONTH] === '?') === (fields[DAY_OF_WEEK] === '?'))
    throw wrong('either the day of month or the day of week has to be ?.');
  try {
    const pattern = ['0', ...fields.map((text, index) => translate(text, index))].join(' ');
    const options = { paused: true, timezone: timeZone, alternativeWeekdays: true, mode: '7-part' } as const;
    const cron = new Cron(pattern, options);
    const recurrence = toRecurrence(cron, timeZone);
    // Croner notices an unknown time zone only when it has to use it.
    recurrence.next(0);
    return recurrence;
  } catch (error) {
    throw wrong(error instanceof Error ? error.message : String(error), error);
  }
}

function translate(text: string, index: number): string {
  const field = FIELDS[index];
  if (!field) return text;
  const isDay = index === DAY_OF_MONTH || index === DAY_OF_WEEK;
  if (text === '?' && isDay) return '*';
  if (/\?/.test(text)) throw new Error(`? has no meaning in the ${field.name}.`);
  // The last day of the week is Saturday.
  if (text === 'L' && index === DAY_OF_WEEK) return String(field.max);
  return text
    .split(',')
    .map((part) => closeStep(checkBounds(part, field), field))
    .join(',');
}

/** Croner lets some numbers pass that EventBridge does not, as an eighth weekday. */
function checkBounds(part: string, { name, first, max }: Field): string {
  const [values = ''] = part.split(/[/#]/);
  for (const [digits] of values.matchAll(/\d+/g))
    if (Number(digits) < first || Number(digits) > max)
      throw new Error(`${digits} is not between ${first} and ${max} in the ${name}.`);
  return part;
}

const closeStep = (part: string, { first, max }: Field): string =>
  part.replace(/^(\w*)\/(\d+)$/, (_, from: string, step: string) => `${from || first}-${max}/${step}`);

/**
 * EventBridge Scheduler leaves out what falls into the hour that spring skips, and in autumn runs once in the hour
 * that comes twice (User Guide, "Daylight savings time on EventBridge Scheduler"). Croner shifts the one and repeats
 * the other.
 */
function toRecurrence(cron: Cron, timeZone: string): Recurrence {
  const localTime = createLocalTime(timeZone);
  return {
    next: (afterMs) => {
      let dueMs = afterMs;
      for (let tries = 0; tries < MAX_STRUCK_OUT; tries += 1) {
        const due = cron.nextRun(new Date(dueMs));
        if (!due) return undefined;
        dueMs = due.getTime();
        if (cron.match(due) && !localTime.isRepeated(dueMs)) return dueMs;
      }
      return undefined;
    },
  };
}
