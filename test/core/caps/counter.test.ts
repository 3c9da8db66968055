import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CapAmount, difference, largest } from '#core/caps/amount.ts';
import type { Caps } from '#core/caps/caps.ts';
import { type CapCounter, counterOf, roomFor } from '#core/caps/counter.ts';
import { windowsAt } from '#core/caps/window.ts';

const NOW = Date.parse('2026-11-21T10:11:12.345Z');
const KEY = { kind: 'key', name: 'k1' } as const;
const counterWith = (caps: Caps, at = NOW): CapCounter => {
  const counter = counterOf(KEY, caps, at);
  if (!counter) throw new Error('nothing is capped');
  return counter;
};

describe('the windows of a moment', () => {
  it.each([
    ['2026-11-21T10:11:12Z', '2026-11', '21', '2026-11-22T00:00:00Z', '2026-12-01T00:00:00Z'],
    ['2026-12-31T23:59:59Z', '2026-12', '31', '2027-01-01T00:00:00Z', '2027-01-01T00:00:00Z'],
    ['2028-02-29T00:00:00Z', '2028-02', '29', '2028-03-01T00:00:00Z', '2028-03-01T00:00:00Z'],
  ])('at %s are those of UTC', (now, monthId, dayOfMonth, nextDay, nextMonth) => {
    expect(windowsAt(Date.parse(now))).toMatchObject({
      monthId,
      dayOfMonth,
      monthStartsAtMs: Date.parse(`${monthId}-01T00:00:00Z`),
      resetsAtMs: { day: Date.parse(nextDay), month: Date.parse(nextMonth) },
    });
  });
});

describe('the slot of a moment', () => {
  it.each([
    ['2026-11-01T00:00:00Z', 0],
    ['2026-11-01T00:04:59.999Z', 0],
    ['2026-11-02T00:05:00Z', 289],
    ['2026-11-30T23:59:59Z', 8_639],
  ])('%s is number %d of its month', (now, slot) => {
    expect(windowsAt(Date.parse(now)).slot).toBe(slot);
  });
});

describe('a counter', () => {
  it('is there only where something is capped', () => {
    expect(counterOf(KEY, {}, NOW)).toBeUndefined();
    expect(counterOf(KEY, { dailyTokens: 0 }, NOW)).toBeDefined();
  });

  it('is one item a month, with a sum for it and one for each day', () => {
    const { id, sums, limits, expiresAt } = counterWith({ dailyTokens: 5, monthlyUsd: 0.000_001 });

    expect(id).toBe('key/k1/2026-11');
    expect(sums.map(({ attribute }) => attribute)).toEqual(['t21', 'u21', 't', 'u']);
    expect(limits).toMatchObject([
      { cap: 'dailyTokens', attribute: 't21', limit: 5n, resetsAtMs: Date.parse('2026-11-22T00:00:00Z') },
      { cap: 'monthlyUsd', attribute: 'u', limit: 1_000_000n, resetsAtMs: Date.parse('2026-12-01') },
    ]);
    expect(expiresAt).toBe(Date.parse('2027-01-05T00:00:00Z') / 1_000);
  });

  it('begins anew with the day, and with the month in another item', () => {
    const [before, after, next] = [
      '2026-11-29T23:59:59.999Z',
      '2026-11-30T00:00:00Z',
      '2026-12-01T00:00:00Z',
    ].map((now) => counterWith({ dailyTokens: 1, monthlyTokens: 1 }, Date.parse(now)));

    expect([before, after, next].map((counter) => counter?.id)).toEqual([
      'key/k1/2026-11',
      'key/k1/2026-11',
      'key/k1/2026-12',
    ]);
    expect([before, after, next].map((counter) => counter?.limits.map(({ attribute }) => attribute))).toEqual(
      [
        ['t29', 't'],
        ['t30', 't'],
        ['t01', 't'],
      ],
    );
  });
});

describe('amounts', () => {
  it('of several models are the largest, without a price when one has none', () => {
    expect(
      largest([
        { tokens: 5n, usd: 1n },
        { tokens: 3n, usd: 9n },
      ]),
    ).toEqual({ tokens: 5n, usd: 9n });
    expect(largest([{ tokens: 5n, usd: 1n }, { tokens: 3n }])).toEqual({ tokens: 5n, usd: undefined });
  });
});

/** What the store promises, in memory: add when every sum leaves room, else nothing. */
function createSums(counter: CapCounter) {
  const sums = new Map<string, bigint>();
  const add = (amount: CapAmount): void => {
    for (const { attribute, unit } of counter.sums)
      sums.set(attribute, (sums.get(attribute) ?? 0n) + (amount[unit] ?? 0n));
  };
  return {
    sums,
    add,
    reserve: (amount: CapAmount): boolean => {
      const fits = counter.limits.every(
        (limit) => (sums.get(limit.attribute) ?? 0n) <= roomFor(limit, amount),
      );
      if (fits) add(amount);
      return fits;
    },
  };
}

const amount = fc.record({ tokens: fc.bigInt(0n, 1_000n), usd: fc.bigInt(0n, 10n ** 12n) });
const calls = fc.array(fc.record({ reserved: amount, share: fc.bigInt(0n, 100n), settles: fc.boolean() }), {
  maxLength: 60,
});
const anyCaps = fc.record({ dailyTokens: fc.nat(20_000), monthlyUsd: fc.nat(30) });

describe('reservation and settlement', () => {
  it('never let a sum grow beyond its cap while no call uses more than was reserved for it', () => {
    fc.assert(
      fc.property(calls, anyCaps, (made, caps) => {
        const counter = counterWith(caps);
        const { sums, add, reserve } = createSums(counter);
        for (const { reserved, share, settles } of made) {
          if (!reserve(reserved)) continue;
          const used = { tokens: (reserved.tokens * share) / 100n, usd: (reserved.usd * share) / 100n };
          if (settles) add(difference(used, reserved));
          for (const { attribute, limit } of counter.limits)
            expect((sums.get(attribute) ?? 0n) <= limit).toBe(true);
        }
      }),
    );
  });

  it('leave exactly what was used, and what was reserved by calls that never settled', () => {
    fc.assert(
      fc.property(calls, (made) => {
        const { sums, add, reserve } = createSums(counterWith({ monthlyUsd: 1_000_000 }));
        let expected = 0n;
        for (const { reserved, share, settles } of made) {
          reserve(reserved);
          const used = { tokens: reserved.tokens, usd: (reserved.usd * share) / 50n }; // up to twice as much
          if (settles) add(difference(used, reserved));
          expected += settles ? used.usd : reserved.usd;
        }
        expect(sums.get('u') ?? 0n).toBe(expected);
        expect(sums.get('u21') ?? 0n).toBe(expected);
      }),
    );
  });
});
