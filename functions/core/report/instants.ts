import type { ObservationWindow } from '../maturity/observation.ts';
import { daysIn } from '../maturity/window.ts';
import { toCount } from '../maturity/wording.ts';

const DAY_LENGTH = 'YYYY-MM-DD'.length;
const MINUTE_LENGTH = 'YYYY-MM-DDTHH:MM'.length;

/** The day of an instant of UTC: `2026-11-21`. */
export const toDay = (instant: string): string => instant.slice(0, DAY_LENGTH);

/** An instant of UTC: `2026-11-21 07:54 UTC`. */
export const toInstant = (instant: string): string => `${toMinute(instant)} UTC`;

/** A window: `2026-11-08 00:00 to 2026-11-21 07:54 UTC`. */
export const toPeriod = ({ start, end }: ObservationWindow): string =>
  `${toMinute(start)} to ${toInstant(end)}`;

/** How long a window is: `14 days`. */
export const toLength = (window: ObservationWindow): string => toCount(daysIn(window), 'day');

const toMinute = (instant: string): string => instant.slice(0, MINUTE_LENGTH).replace('T', ' ');
