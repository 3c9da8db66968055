import type { CapAmount } from './amount.ts';
import { type CapCounter, type CapLimit, type CapUsage, roomFor } from './counter.ts';
import { reservedIn } from './reservation-slots.ts';

/** What keeps a call out. */
export interface CapBlock {
  readonly limit: CapLimit;
  /** What is used up by calls that have ended, and what calls under way hold. @default - could not be read */
  readonly figures?: { readonly used: bigint; readonly reserved: bigint };
  /** Whether the call would fit if the calls under way used nothing: room may come back long before the cap begins anew. */
  readonly isPassing: boolean;
}

/**
 * The cap that an amount does not fit under. Of several that are used up it is the one that begins anew last: until
 * then waiting does not help. Otherwise, also where sums have shrunk since, the one with the least room.
 *
 * @param usage `undefined` when the sums could not be read
 */
export function blockOf(
  counter: CapCounter,
  usage: CapUsage | undefined,
  amount: CapAmount,
): CapBlock | undefined {
  const blocks = counter.limits.map((limit) => {
    const room = roomFor(limit, amount);
    if (!usage) return { limit, isPassing: room >= 0n, left: room };
    const reserved = reservedIn(limit, counter, usage);
    const sum = usage.get(limit.attribute) ?? 0n;
    const figures = { used: sum - reserved, reserved };
    return { limit, figures, isPassing: figures.used <= room, left: room - sum };
  });
  const usedUp = blocks
    .filter(({ isPassing }) => !isPassing)
    .toSorted((left, right) => right.limit.resetsAtMs - left.limit.resetsAtMs);
  return usedUp[0] ?? blocks.toSorted((left, right) => (left.left < right.left ? -1 : 1))[0];
}
