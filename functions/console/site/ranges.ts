/** Ranges that end now, by name. */
export const RANGES = [
  { name: '1h', label: '1 h', lengthMs: 3_600_000 },
  { name: '3h', label: '3 h', lengthMs: 3 * 3_600_000 },
  { name: '12h', label: '12 h', lengthMs: 12 * 3_600_000 },
  { name: '1d', label: '1 d', lengthMs: 86_400_000 },
  { name: '3d', label: '3 d', lengthMs: 3 * 86_400_000 },
  { name: '14d', label: '14 d', lengthMs: 14 * 86_400_000 },
] as const;

/** Periods to choose from, in seconds. */
export const PERIODS = [60, 300, 900, 3_600, 21_600, 86_400] as const;
/** Refreshes to choose from, in seconds; 0 is off. */
export const REFRESHES = [0, 10, 60] as const;

/** A stretch of time, in milliseconds since the epoch. */
export interface TimeRange {
  readonly startMs: number;
  readonly endMs: number;
}

/** A range that goes on with the clock, or one between two moments. */
export type Range =
  | { readonly kind: 'last'; readonly name: string; readonly lengthMs: number }
  | ({ readonly kind: 'between' } & TimeRange);

const MINUTE_MS = 60_000;
/** The last moment that an address can name. */
export const LATEST_MS = 99_999_999_999_999;
/** As the dashboards themselves open: a day holds the newest daily assessment. */
const DEFAULT = RANGES[3];

/** The range that a link names: `3h`, or two moments `1763712000000-1763715600000`. */
export function parseRange(text: string | null): Range {
  const known = RANGES.find(({ name }) => name === text) ?? DEFAULT;
  const [, start, end] = /^(\d{1,14})-(\d{1,14})$/.exec(text ?? '') ?? [];
  const [startMs, endMs] = [Number(start), Number(end)];
  if (start !== undefined && startMs < endMs) return { kind: 'between', startMs, endMs };
  return { kind: 'last', name: known.name, lengthMs: known.lengthMs };
}

/** As `parseRange` reads it. */
export const formatRange = (range: Range): string =>
  range.kind === 'last' ? range.name : `${range.startMs}-${range.endMs}`;

/** The moments of a range; one that ends now ends with the minute under way, whose data is there in part. */
export function resolveRange(range: Range, nowMs: number): TimeRange {
  if (range.kind === 'between') return range;
  const endMs = Math.ceil(nowMs / MINUTE_MS) * MINUTE_MS;
  return { startMs: endMs - range.lengthMs, endMs };
}

/** `2026-11-21T14:05`, as an input of a date and time takes it. */
export function toLocalInput(timeMs: number): string {
  const offsetMs = new Date(timeMs).getTimezoneOffset() * MINUTE_MS;
  return new Date(timeMs - offsetMs).toISOString().slice(0, 16);
}
