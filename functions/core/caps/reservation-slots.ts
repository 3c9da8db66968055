import { amountIn, type CapAmount } from './amount.ts';
import type { CapUnit } from './caps.ts';
import { type CapCounter, type CapLimit, type CapUsage, sumAttribute, UNIT_LETTERS } from './counter.ts';
import { SLOT_MS } from './window.ts';

/**
 * How long after its slot a reservation can still be of a call under way, in milliseconds: a function ends after 15
 * minutes at most (AWS Lambda Developer Guide, "Lambda quotas"), and clocks may differ by one.
 */
export const SLOT_LIFE_MS = 16 * 60_000;
/** Slots that one write takes away: their names and values stay far below the 4 KB of an expression. */
const MAX_RELEASED = 24;

const DAY_MS = 86_400_000;
const ATTRIBUTE = /^r(\d+)[tu]$/;

/** What the calls that began in one slot have reserved and not settled. It is in the sums too. */
export interface SlotReservations {
  readonly slot: number;
  /** As they were read; a unit that was never reserved is not there. */
  readonly open: Partial<Readonly<Record<CapUnit, bigint>>>;
}

/** Attribute of the reservations of a slot in one unit: `r5881t`. */
export const slotAttribute = (slot: number, unit: CapUnit): string => `r${slot}${UNIT_LETTERS[unit]}`;

/** All slots of a counter that anything is known of, oldest first. */
export function slotsOf(usage: CapUsage): readonly SlotReservations[] {
  const slots = new Set([...usage.keys()].flatMap((name) => ATTRIBUTE.exec(name)?.[1] ?? []).map(Number));
  return [...slots]
    .toSorted((left, right) => left - right)
    .map((slot) => ({ slot, open: openIn(slot, usage) }));
}

function openIn(slot: number, usage: CapUsage): SlotReservations['open'] {
  const [tokens, usd] = [usage.get(slotAttribute(slot, 'tokens')), usage.get(slotAttribute(slot, 'usd'))];
  return { ...(tokens !== undefined && { tokens }), ...(usd !== undefined && { usd }) };
}

/** How much of a capped sum is reserved by calls that have not settled. */
export function reservedIn(
  { window, unit }: Pick<CapLimit, 'window' | 'unit'>,
  { slot: now }: Pick<CapCounter, 'slot'>,
  usage: CapUsage,
): bigint {
  return slotsOf(usage)
    .filter(({ slot }) => window === 'month' || dayOf(slot) === dayOf(now))
    .reduce((sum, { open }) => sum + (open[unit] ?? 0n), 0n);
}

/** The slots none of whose calls can be under way any more: whoever reserved there and did not settle is dead. */
export function lapsedSlots(
  { monthStartsAtMs }: Pick<CapCounter, 'monthStartsAtMs'>,
  usage: CapUsage,
  nowMs: number,
): readonly SlotReservations[] {
  const lapsesAtMs = (slot: number): number => monthStartsAtMs + (slot + 1) * SLOT_MS + SLOT_LIFE_MS;
  return slotsOf(usage)
    .filter(({ slot }) => lapsesAtMs(slot) <= nowMs)
    .slice(0, MAX_RELEASED);
}

/** What has to be added to each sum, by attribute, for reservations to be gone from it. */
export function releaseChanges(slots: readonly SlotReservations[]): ReadonlyMap<string, bigint> {
  const changes = new Map<string, bigint>();
  for (const { slot, open } of slots)
    for (const unit of ['tokens', 'usd'] as const)
      for (const window of ['day', 'month'] as const) {
        const attribute = sumAttribute(window, unit, dayOf(slot));
        const amount = open[unit] ?? 0n;
        if (amount !== 0n) changes.set(attribute, (changes.get(attribute) ?? 0n) - amount);
      }
  return changes;
}

/** Day of the month that a slot lies in, as in the names of sums: `09`. */
const dayOf = (slot: number): string => String(Math.floor((slot * SLOT_MS) / DAY_MS) + 1).padStart(2, '0');

/** Whether nothing is reserved, so that no slot knows of it. */
export const isNothing = (amount: CapAmount): boolean =>
  amount.tokens === 0n && amountIn(amount, 'usd') === 0n;
