import type { ObservationWindow } from '../maturity/observation.ts';
import { addDays, countDays, type Day, startOf, toDay } from '../rollup/day.ts';

/** Days from one to another, both included. */
export interface Period {
  readonly from: Day;
  readonly to: Day;
}

/** Which days a cost page is about. */
export interface SpendingPeriods {
  /** Days of the assessment's window, the last of them so far. */
  readonly window: Period;
  /**
   * Whole days of the window, and as many before it.
   * @default - absent: the window has no whole day
   */
  readonly compared?: { readonly now: Period; readonly before: Period } | undefined;
  readonly month: Period;
  readonly lastMonth: Period;
}

/** The periods of a window. A day that is not over is compared with nothing. */
export function toPeriods({ start, end }: ObservationWindow): SpendingPeriods {
  const window = { from: toDay(Date.parse(start)), to: toDay(Date.parse(end) - 1) };
  const isOver = startOf(addDays(window.to, 1)) <= Date.parse(end);
  const now = { from: window.from, to: isOver ? window.to : addDays(window.to, -1) };
  const days = countDays(now.from, now.to);
  const monthStart = `${window.to.slice(0, 8)}01`;
  const lastMonthEnd = addDays(monthStart, -1);
  return {
    window,
    ...(days > 0 && {
      compared: { now, before: { from: addDays(now.from, -days), to: addDays(now.from, -1) } },
    }),
    month: { from: monthStart, to: window.to },
    lastMonth: { from: `${lastMonthEnd.slice(0, 8)}01`, to: lastMonthEnd },
  };
}

/** Every day that one of the periods has. */
export function spanOf({ window, compared, lastMonth }: SpendingPeriods): Period {
  const starts = [window.from, lastMonth.from, compared?.before.from ?? window.from];
  return { from: starts.toSorted()[0] ?? window.from, to: window.to };
}

/** Whether a period has a day. */
export const holds = ({ from, to }: Period, day: Day): boolean => from <= day && day <= to;
