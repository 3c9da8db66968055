import { amountIn, type CapAmount, difference } from '#core/caps/amount.ts';
import type { CapCounter, CapUsage } from '#core/caps/counter.ts';
import { UpstreamError } from '#core/errors.ts';
import type { CapStore, RecordSink } from '#functions/ports.ts';

/** What is held for a call under one counter; nothing where the counter could not be asked. */
export interface Held {
  readonly counter: CapCounter;
  readonly reserved: CapAmount;
}

/** The store of counters for somebody who cannot wait for it to come back. */
export interface CapLedger {
  readonly reserve: (counter: CapCounter, amount: CapAmount) => Promise<'reserved' | 'refused' | 'unchecked'>;
  /** Makes what is held what is charged. Answers whether every counter took it. */
  readonly charge: (held: readonly Held[], charged: CapAmount) => Promise<boolean>;
  /** What the sums are; nothing when they cannot be read. */
  readonly usage: (counter: CapCounter) => Promise<CapUsage>;
}

export function createCapLedger({
  store,
  reportDefect,
}: {
  readonly store: CapStore;
  readonly reportDefect: RecordSink['reportDefect'];
}): CapLedger {
  /** A store that does not answer is foreseen and counted; anything else is a defect. */
  const orElse = async <Value>(work: Promise<Value>, fallback: Value): Promise<Value> => {
    try {
      return await work;
    } catch (error) {
      if (!(error instanceof UpstreamError)) reportDefect(error);
      return fallback;
    }
  };
  return {
    reserve: (counter, amount) =>
      orElse<'reserved' | 'refused' | 'unchecked'>(store.reserve(counter, amount), 'unchecked'),
    charge: async (held, charged) => {
      const changes = held.map(({ counter, reserved }) => ({
        counter,
        change: difference(charged, reserved),
      }));
      const written = await Promise.all(
        changes
          .filter(({ change }) => change.tokens !== 0n || amountIn(change, 'usd') !== 0n)
          .map(({ counter, change }) => orElse(isDone(store.add(counter, change)), false)),
      );
      return written.every(Boolean);
    },
    usage: (counter) => orElse<CapUsage>(store.usage(counter), new Map()),
  };
}

async function isDone(work: Promise<void>): Promise<boolean> {
  await work;
  return true;
}
