import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CapAmount, difference } from '#core/caps/amount.ts';
import { type CapCounter, counterOf } from '#core/caps/counter.ts';
import {
  lapsedSlots,
  releaseChanges,
  SLOT_LIFE_MS,
  slotAttribute,
  slotsOf,
} from '#core/caps/reservation-slots.ts';
import { SLOT_MS } from '#core/caps/window.ts';

const MONTH = Date.parse('2026-11-01T00:00:00Z');

function counterAt(atMs: number): CapCounter {
  const counter = counterOf({ kind: 'key', name: 'k1' }, { monthlyTokens: 1_000_000 }, atMs);
  if (!counter) throw new Error('nothing is capped');
  return counter;
}

describe('reservations by slot', () => {
  it('are told from sums by their names, oldest first', () => {
    const usage = new Map([
      ['t', 9n],
      ['t21', 9n],
      ['expiresAt', 1n],
      ['r12u', 3n],
      ['r12t', 2n],
      ['r7t', 1n],
    ]);

    expect(slotsOf(usage)).toEqual([
      { slot: 7, open: { tokens: 1n } },
      { slot: 12, open: { tokens: 2n, usd: 3n } },
    ]);
  });

  it('lapse when no call of their slot can be under way any more, and not before', () => {
    const counter = counterAt(MONTH);
    const usage = new Map([
      ['r0t', 1n],
      ['r1t', 1n],
    ]);
    const at = (afterMs: number) => lapsedSlots(counter, usage, MONTH + afterMs).map(({ slot }) => slot);

    expect(at(SLOT_MS + SLOT_LIFE_MS - 1)).toEqual([]);
    expect(at(SLOT_MS + SLOT_LIFE_MS)).toEqual([0]);
    expect(at(2 * SLOT_MS + SLOT_LIFE_MS)).toEqual([0, 1]);
  });

  it('outlive the longest call, made in the last moment of the slot', () => {
    const lambdaLimitMs = 15 * 60_000;

    expect(SLOT_LIFE_MS).toBeGreaterThan(lambdaLimitMs);
  });

  it('leave the sums of their own day and the month', () => {
    const changes = releaseChanges([
      { slot: 287, open: { tokens: 5n, usd: 50n } }, // the last of the first day
      { slot: 288, open: { tokens: 7n } },
      { slot: 289, open: { tokens: 0n } },
    ]);

    expect([...changes]).toEqual([
      ['t01', -5n],
      ['t', -12n],
      ['u01', -50n],
      ['u', -50n],
      ['t02', -7n],
    ]);
  });
});

/** What the store promises, in memory. */
function createItem() {
  const item = new Map<string, bigint>();
  const add = (attribute: string, value: bigint) => item.set(attribute, (item.get(attribute) ?? 0n) + value);
  const addAll = (counter: CapCounter, amount: CapAmount) => {
    for (const { attribute, unit } of counter.sums) add(attribute, amount[unit] ?? 0n);
  };
  return {
    item,
    reserve: (counter: CapCounter, amount: CapAmount) => {
      addAll(counter, amount);
      add(slotAttribute(counter.slot, 'tokens'), amount.tokens);
      add(slotAttribute(counter.slot, 'usd'), amount.usd ?? 0n);
    },
    settle: (counter: CapCounter, reserved: CapAmount, charged: CapAmount) => {
      if (!item.has(slotAttribute(counter.slot, 'tokens'))) return addAll(counter, charged);
      addAll(counter, difference(charged, reserved));
      add(slotAttribute(counter.slot, 'tokens'), -reserved.tokens);
      add(slotAttribute(counter.slot, 'usd'), -(reserved.usd ?? 0n));
    },
    release: (counter: CapCounter, nowMs: number) => {
      const lapsed = lapsedSlots(counter, item, nowMs);
      for (const [attribute, value] of releaseChanges(lapsed)) add(attribute, value);
      for (const { slot } of lapsed)
        for (const unit of ['tokens', 'usd'] as const) item.delete(slotAttribute(slot, unit));
    },
  };
}

const amount = fc.record({ tokens: fc.bigInt(0n, 1_000n), usd: fc.bigInt(0n, 10n ** 12n) });
const calls = fc.array(
  fc.record({
    waitsMs: fc.nat(2 * SLOT_MS),
    reserved: amount,
    charged: amount,
    ends: fc.constantFrom('in time', 'late', 'never'),
    isReleased: fc.boolean(),
  }),
  { maxLength: 60 },
);

describe('whatever calls do', () => {
  it('the sums are in the end what was charged, nothing of calls that died and nothing twice', () => {
    fc.assert(
      fc.property(calls, (made) => {
        const { item, reserve, settle, release } = createItem();
        const late: (() => void)[] = [];
        const expected = { t: 0n, u: 0n };
        let nowMs = MONTH + 86_400_000 - SLOT_MS; // over midnight
        for (const { waitsMs, reserved, charged, ends, isReleased } of made) {
          nowMs += waitsMs;
          const counter = counterAt(nowMs);
          reserve(counter, reserved);
          if (ends === 'in time') settle(counter, reserved, charged);
          if (ends === 'late') late.push(() => settle(counter, reserved, charged));
          if (ends !== 'never') expected.t += charged.tokens;
          if (ends !== 'never') expected.u += charged.usd;
          if (isReleased) release(counter, nowMs);
        }
        const end = nowMs + SLOT_MS + SLOT_LIFE_MS;
        for (let times = 0; times < 10; times += 1) release(counterAt(nowMs), end);
        for (const settleLate of late) settleLate();

        expect([item.get('t') ?? 0n, item.get('u') ?? 0n]).toEqual([expected.t, expected.u]);
        const daily = [...item].filter(([name]) => /^t\d\d$/.test(name));
        expect(daily.reduce((sum, [, value]) => sum + value, 0n)).toBe(expected.t);
        expect(slotsOf(item)).toEqual([]);
      }),
    );
  });
});
