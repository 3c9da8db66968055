/** A day in UTC, `YYYY-MM-DD`: text that sorts as time does. */
export type Day = string;

/** Milliseconds of a day; UTC has no others. */
export const DAY_MS = 86_400_000;

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Whether a text is a day that the calendar has: `2026-02-30` is none. */
export function isDay(text: string): boolean {
  if (!DAY.test(text)) return false;
  const timeMs = Date.parse(`${text}T00:00:00Z`);
  return Number.isFinite(timeMs) && toDay(timeMs) === text;
}

/** The day that a moment belongs to. */
export const toDay = (timeMs: number): Day => new Date(timeMs).toISOString().slice(0, 10);

/** When a day begins, in milliseconds since the epoch. */
export const startOf = (day: Day): number => Date.parse(`${day}T00:00:00Z`);

/** The day so many days later, or earlier. */
export const addDays = (day: Day, days: number): Day => toDay(startOf(day) + days * DAY_MS);

/** Days from one to another, both counted. */
export const countDays = (from: Day, to: Day): number => (startOf(to) - startOf(from)) / DAY_MS + 1;

/** All days from one to another, both included. */
export function daysBetween(from: Day, to: Day): readonly Day[] {
  return Array.from({ length: Math.max(0, countDays(from, to)) }, (_, index) => addDays(from, index));
}
