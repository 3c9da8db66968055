import type { ObservationWindow } from './observation.ts';

/** One day, in milliseconds; also the period that metrics are read with. */
export const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/**
 * The last `days` days of UTC, today included, up to the last whole minute. It begins at midnight, so that daily
 * periods are whole days (GetMetricData aligns to the start that it is given).
 */
export function windowEnding(nowMs: number, days: number): ObservationWindow {
  const endMs = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;
  const lastDay = Math.floor((endMs - 1) / DAY_MS);
  return {
    start: new Date((lastDay - days + 1) * DAY_MS).toISOString(),
    end: new Date(endMs).toISOString(),
  };
}

/** Days that a window touches. */
export function daysIn({ start, end }: ObservationWindow): number {
  return Math.ceil((Date.parse(end) - Date.parse(start)) / DAY_MS);
}
