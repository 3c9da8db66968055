import { fromUsd } from '../cost/money.ts';
import { amountIn, type CapAmount } from './amount.ts';
import { CAP_DEFINITIONS, CAP_NAMES, type CapName, type Caps, type CapUnit, isCapped } from './caps.ts';
import { type CapWindows, type WindowKind, windowsAt } from './window.ts';

/** Whose caps they are. */
export interface CapSubject {
  readonly kind: 'key' | 'tenant';
  /** The key's id or the tenant's name. */
  readonly name: string;
}

/** One sum of a counter. */
export interface CapSum {
  readonly attribute: string;
  readonly unit: CapUnit;
}

/** A sum that may not grow beyond its cap. */
export interface CapLimit extends CapSum {
  readonly cap: CapName;
  readonly window: WindowKind;
  readonly limit: bigint;
  readonly resetsAtMs: number;
}

/** All sums of one subject in one calendar month: one item of the table, so that they are changed together or not at all. */
export interface CapCounter {
  /** Key of the item. */
  readonly id: string;
  readonly subject: CapSubject;
  readonly sums: readonly CapSum[];
  readonly limits: readonly CapLimit[];
  /** Where reservations are counted apart as well: the slot of the month that the call began in. */
  readonly slot: number;
  /** In milliseconds since the Unix epoch. */
  readonly monthStartsAtMs: number;
  /** When the item may be deleted, in seconds since the Unix epoch. */
  readonly expiresAt: number;
}

/** Sums by attribute, and what of them is reserved; one that is missing is zero. */
export type CapUsage = ReadonlyMap<string, bigint>;

/** How long a counter is kept after its month, in seconds: a call that began in its last second settles long before. */
const KEPT_SECONDS = 35 * 86_400;
/** Names as short as can be: 62 daily sums, two monthly ones and some slots stay within 1 KB, which is one write unit. */
export const UNIT_LETTERS = { tokens: 't', usd: 'u' } as const satisfies Record<CapUnit, string>;

/** The counter of a subject now; `undefined` when nothing is capped. */
export function counterOf(subject: CapSubject, caps: Caps, nowMs: number): CapCounter | undefined {
  if (!isCapped(caps)) return undefined;
  const windows = windowsAt(nowMs);
  return {
    id: `${subject.kind}/${subject.name}/${windows.monthId}`,
    subject,
    sums: (['day', 'month'] as const).flatMap((window) =>
      (['tokens', 'usd'] as const).map((unit) => ({
        attribute: sumAttribute(window, unit, windows.dayOfMonth),
        unit,
      })),
    ),
    limits: CAP_NAMES.flatMap((cap) => toLimit(cap, caps[cap], windows)),
    slot: windows.slot,
    monthStartsAtMs: windows.monthStartsAtMs,
    expiresAt: windows.resetsAtMs.month / 1_000 + KEPT_SECONDS,
  };
}

/** Attribute of a sum: `t21` for the tokens of a day, `u` for the money of the month. */
export function sumAttribute(window: WindowKind, unit: CapUnit, dayOfMonth: string): string {
  return window === 'day' ? `${UNIT_LETTERS[unit]}${dayOfMonth}` : UNIT_LETTERS[unit];
}

function toLimit(cap: CapName, value: number | undefined, windows: CapWindows): readonly CapLimit[] {
  if (value === undefined) return [];
  const { window, unit } = CAP_DEFINITIONS[cap];
  return [
    {
      cap,
      window,
      unit,
      attribute: sumAttribute(window, unit, windows.dayOfMonth),
      limit: unit === 'usd' ? fromUsd(value) : BigInt(value),
      resetsAtMs: windows.resetsAtMs[window],
    },
  ];
}

/** What a sum may be at most for `amount` to be added to it. Negative: the amount alone is too much. */
export function roomFor({ limit, unit }: CapLimit, amount: CapAmount): bigint {
  return limit - amountIn(amount, unit);
}
