/** Spans after which a cap begins anew. */
export type WindowKind = 'day' | 'month';

/** Span whose reservations are counted together, in milliseconds. A day has a whole number of them. */
export const SLOT_MS = 5 * 60_000;

/** The day and the month of a moment, in UTC. */
export interface CapWindows {
  /** `2026-11` */
  readonly monthId: string;
  /** `21` */
  readonly dayOfMonth: string;
  /** In milliseconds since the Unix epoch. */
  readonly monthStartsAtMs: number;
  /** Number of the moment's slot in the month, from 0. */
  readonly slot: number;
  /** When each ends, in milliseconds since the Unix epoch. */
  readonly resetsAtMs: Readonly<Record<WindowKind, number>>;
}

/** The windows that a call made at `nowMs` counts in, however long it takes. */
export function windowsAt(nowMs: number): CapWindows {
  const now = new Date(nowMs);
  const [year, month, day] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()];
  const monthStartsAtMs = Date.UTC(year, month, 1);
  const date = now.toISOString();
  return {
    monthId: date.slice(0, 7),
    dayOfMonth: date.slice(8, 10),
    monthStartsAtMs,
    slot: Math.floor((nowMs - monthStartsAtMs) / SLOT_MS),
    resetsAtMs: { day: Date.UTC(year, month, day + 1), month: Date.UTC(year, month + 1, 1) },
  };
}
