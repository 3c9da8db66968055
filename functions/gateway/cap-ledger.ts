import type { CapAmount } from '#core/caps/amount.ts';
import { type CapCounter, type CapUsage, roomFor } from '#core/caps/counter.ts';
import { isNothing, lapsedSlots } from '#core/caps/reservation-slots.ts';
import { UpstreamError } from '#core/errors.ts';
import type { CapStore, Clock, RecordSink } from '#functions/ports.ts';

/** What is held for a call under one counter; nothing where the counter could not be asked. */
export interface Held {
  readonly counter: CapCounter;
  readonly reserved: CapAmount;
}

/** What became of a reservation. */
export type Reserved =
  | { readonly status: 'reserved' | 'unchecked' }
  /** With the sums that it did not fit into. @default - they could not be read */
  | { readonly status: 'refused'; readonly usage?: CapUsage | undefined };

/** The store of counters for somebody who cannot wait for it to come back. */
export interface CapLedger {
  /** Lapsed reservations keep nobody out: they are released first. Nor do calls that have ended in the meantime. */
  readonly reserve: (counter: CapCounter, amount: CapAmount) => Promise<Reserved>;
  /** Makes what is held what is charged. Answers whether every counter took it. */
  readonly charge: (held: readonly Held[], charged: CapAmount) => Promise<boolean>;
}

interface LedgerOptions {
  readonly store: CapStore;
  readonly clock: Pick<Clock, 'now'>;
  readonly reportDefect: RecordSink['reportDefect'];
}

/**
 * Lapsed slots that are left in an item before one more write takes them away: with them, those of calls under way and the
 * sums of 31 days it stays within 1 KB, which is one write unit.
 */
const MAX_LAPSED_SLOTS = 6;

export function createCapLedger({ store, clock, reportDefect }: LedgerOptions): CapLedger {
  /** A store that does not answer is foreseen and counted; anything else is a defect. */
  const orElse = async <Value, Fallback>(
    work: Promise<Value>,
    fallback: Fallback,
  ): Promise<Value | Fallback> => {
    try {
      return await work;
    } catch (error) {
      if (!(error instanceof UpstreamError)) reportDefect(error);
      return fallback;
    }
  };
  const lapsedIn = (counter: CapCounter, usage: CapUsage) => lapsedSlots(counter, usage, clock.now());
  const settle = async ({ counter, reserved }: Held, charged: CapAmount): Promise<boolean> => {
    const usage = await orElse(store.settle(counter, { reserved, charged }), undefined);
    if (!usage) return false;
    const lapsed = lapsedIn(counter, usage);
    if (lapsed.length >= MAX_LAPSED_SLOTS) await orElse(store.release(counter, lapsed), undefined);
    return true;
  };
  return {
    reserve: async (counter, amount) => {
      const reserve = () => orElse(store.reserve(counter, amount), 'unchecked' as const);
      const status = await reserve();
      if (status !== 'refused') return { status };
      const usage = await orElse(store.usage(counter), undefined);
      const lapsed = usage ? lapsedIn(counter, usage) : [];
      if (lapsed.length > 0) await orElse(store.release(counter, lapsed), undefined);
      else if (!usage || !fits(counter, usage, amount)) return { status, usage };
      const again = await reserve();
      if (again !== 'refused') return { status: again };
      return { status: again, usage: await orElse(store.usage(counter), undefined) };
    },
    charge: async (held, charged) => {
      const touched = held.filter(({ reserved }) => !isNothing(reserved) || !isNothing(charged));
      const settled = await Promise.all(touched.map((each) => settle(each, charged)));
      return settled.every(Boolean);
    },
  };
}

/** Whether there is room by now: calls that held it have settled since the reservation was refused. */
const fits = ({ limits }: CapCounter, usage: CapUsage, amount: CapAmount): boolean =>
  limits.every((limit) => (usage.get(limit.attribute) ?? 0n) <= roomFor(limit, amount));
