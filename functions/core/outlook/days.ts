import { DAY_MS } from '../maturity/window.ts';
import type { Band } from './outlook.ts';

/** The day of an instant: `2026-11-21`. */
export const toDay = (timeMs: number): string => new Date(timeMs).toISOString().slice(0, 10);

/** A day some days later, or earlier with a negative number. */
export const addDays = (day: string, days: number): string => toDay(Date.parse(day) + days * DAY_MS);

/** Days from one day to another. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);

/** The first day of the month after a day's. */
export function nextMonth(day: string): string {
  const date = new Date(day);
  return toDay(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1));
}

/** Significant digits of what is stored: a forecast has fewer. */
const DIGITS = 8;

/** A number as it is stored. */
export const rounded = (value: number): number => Number(value.toPrecision(DIGITS));

/** A band as it is stored. */
export const toBand = ({ value, lower, upper }: Band): Band => ({
  value: rounded(value),
  lower: rounded(lower),
  upper: rounded(upper),
});
