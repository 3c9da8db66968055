import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { SignedHttp } from '#adapters/signed-http.ts';
import { NOTHING } from '#core/caps/amount.ts';
import type { Caps } from '#core/caps/caps.ts';
import { type CapCounter, counterOf } from '#core/caps/counter.ts';
import { slotsOf } from '#core/caps/reservation-slots.ts';
import { UpstreamError } from '#core/errors.ts';
import { useCapTables } from '../functions/gateway/cap-table.ts';

const NOW = Date.parse('2026-11-21T10:00:00Z');
const ID = 'key/k1/2026-11';
const tables = useCapTables();

const counterWith = (caps: Caps): CapCounter => counterAt(caps, NOW);

function counterAt(caps: Caps, atMs: number): CapCounter {
  const counter = counterOf({ kind: 'key', name: 'k1' }, caps, atMs);
  if (!counter) throw new Error('nothing is capped');
  return counter;
}

/** Answers the first calls itself, then lets DynamoDB answer. */
const failing =
  (times: number, type: string, status = 400) =>
  (send: SignedHttp): SignedHttp => {
    let left = times;
    return async (request, signal) => {
      left -= 1;
      if (left < 0) return send(request, signal);
      const body = JSON.stringify({ __type: `com.amazonaws.dynamodb.v20120810#${type}` });
      return Object.assign(Readable.from([body]), { statusCode: status }) as never;
    };
  };

describe('the counters of caps in DynamoDB', () => {
  it('grow together by what is reserved, exactly', async () => {
    const { store, sums } = await tables.create();
    const counter = counterWith({ dailyUsd: 1 });

    const answer = await store.reserve(counter, { tokens: 7n, usd: 1_000_000_000_000n });

    expect(answer).toBe('reserved');
    expect(await sums(ID)).toEqual({
      t21: 7,
      t: 7,
      u21: 1_000_000_000_000,
      u: 1_000_000_000_000,
      r5880t: 7,
      r5880u: 1_000_000_000_000,
      expiresAt: counter.expiresAt,
    });
  });

  it.each<[Caps]>([
    [{ dailyTokens: 10 }],
    [{ monthlyTokens: 10 }],
    [{ dailyUsd: 1e-5 }],
    [{ monthlyUsd: 1e-5 }],
  ])('take what just fits under %j and not one more', async (caps) => {
    const { store, sums } = await tables.create();
    const counter = counterWith(caps);
    const unit = { tokens: 5n, usd: 5_000_000n };

    const answers = [await store.reserve(counter, unit), await store.reserve(counter, unit)];
    const before = await sums(ID);
    const beyond = await store.reserve(counter, { tokens: 1n, usd: 1n });

    expect([...answers, beyond]).toEqual(['reserved', 'reserved', 'refused']);
    expect(await sums(ID)).toEqual(before);
  });

  it('refuse what is too much alone without asking', async () => {
    const { store, operations } = await tables.create();

    expect(await store.reserve(counterWith({ dailyTokens: 10 }), { tokens: 11n, usd: 0n })).toBe('refused');
    expect(operations).toEqual([]);
  });

  it('leave the sums of money alone for what has no price', async () => {
    const { store } = await tables.create();
    const counter = counterWith({ dailyTokens: 10 });

    await store.reserve(counter, { tokens: 3n });

    expect([...(await store.usage(counter))].filter(([name]) => name !== 'expiresAt').toSorted()).toEqual([
      ['r5880t', 3n],
      ['t', 3n],
      ['t21', 3n],
    ]);
  });

  it('shrink again by what was not used, whatever the caps say', async () => {
    const { store, sums } = await tables.create();
    const counter = counterWith({ dailyTokens: 10 });
    await store.reserve(counter, { tokens: 10n, usd: 100n });

    const usage = await store.settle(counter, {
      reserved: { tokens: 10n, usd: 100n },
      charged: { tokens: 6n, usd: 0n },
    });
    await store.settle(counter, { reserved: NOTHING, charged: { tokens: 20n, usd: 0n } });

    expect(usage.get('t21')).toBe(6n);
    expect(await sums(ID)).toMatchObject({ t21: 26, t: 26, u21: 0, u: 0, r5880t: 0, r5880u: 0 });
  });

  it('give back what lapsed exactly once, and count what such a call used all the same', async () => {
    const { store, sums } = await tables.create();
    const counter = counterWith({ dailyTokens: 100 });
    const reserved = { tokens: 60n, usd: 9n };
    await store.reserve(counter, reserved);
    const lapsed = slotsOf(await store.usage(counter));

    await Promise.all([store.release(counter, lapsed), store.release(counter, lapsed)]);
    const released = await sums(ID);
    await store.settle(counter, { reserved, charged: { tokens: 5n, usd: 1n } });

    expect(released).toEqual({ t21: 0, t: 0, u21: 0, u: 0, expiresAt: counter.expiresAt });
    expect(await sums(ID)).toEqual({ t21: 5, t: 5, u21: 1, u: 1, expiresAt: counter.expiresAt });
  });

  it('keep a reservation that was settled while it was being released', async () => {
    const { store, sums } = await tables.create();
    const counter = counterWith({ dailyTokens: 100 });
    const reserved = { tokens: 60n, usd: 9n };
    await store.reserve(counter, reserved);
    const lapsed = slotsOf(await store.usage(counter));

    await store.settle(counter, { reserved, charged: { tokens: 50n, usd: 8n } });
    await store.release(counter, lapsed);

    expect(await sums(ID)).toMatchObject({ t21: 50, t: 50, u21: 8, u: 8, r5880t: 0 });
  });

  it('release many slots of two days in one write', async () => {
    const { store, sums, operations } = await tables.create();
    const starts = Array.from(
      { length: 24 },
      (_, index) => Date.parse('2026-11-20T23:00:00Z') + index * 300_000,
    );
    const counters = starts.map((at) => counterAt({ monthlyTokens: 10_000 }, at));
    for (const counter of counters) await store.reserve(counter, { tokens: 3n });
    const [counter] = counters;
    if (!counter) throw new Error('nothing is capped');
    const lapsed = slotsOf(await store.usage(counter));
    const before = operations.length;

    await store.release(counter, lapsed);

    expect([lapsed.length, operations.length - before]).toEqual([24, 1]);
    expect(await sums(ID)).toEqual({ t20: 0, t21: 0, t: 0, expiresAt: counter.expiresAt });
  });

  it('admit of 500 reservations at once as many as fit', async () => {
    const { store, sums } = await tables.create();
    const counter = counterWith({ dailyTokens: 1_000, monthlyUsd: 0.000_000_001 });

    const answers = await Promise.all(
      Array.from({ length: 500 }, () => store.reserve(counter, { tokens: 9n, usd: 1n })),
    );

    expect(answers.filter((answer) => answer === 'reserved')).toHaveLength(111);
    expect(await sums(ID)).toMatchObject({ t21: 999, u: 111 });
  });

  it('are asked again, later each time, when DynamoDB has no throughput for them', async () => {
    const wrap = failing(3, 'ProvisionedThroughputExceededException');
    const { store, sums, slept } = await tables.create({ wrap });

    const answer = await store.reserve(counterWith({ dailyTokens: 10 }), { tokens: 1n, usd: 0n });

    expect(answer).toBe('reserved');
    expect(slept).toEqual([50, 100, 200]);
    expect(await sums(ID)).toMatchObject({ t: 1 });
  });

  it('are given up when that takes longer than a caller can wait', async () => {
    const { store, slept } = await tables.create({ wrap: failing(99, 'ThrottlingException') });

    const reserving = store.reserve(counterWith({ dailyTokens: 10 }), { tokens: 1n, usd: 0n });

    await expect(reserving).rejects.toThrow(UpstreamError);
    expect(slept.reduce((sum, durationMs) => sum + durationMs, 0)).toBeLessThan(2_000);
  });

  it.each([
    ['InternalServerError', 500],
    ['AccessDeniedException', 400],
    ['ResourceNotFoundException', 400],
  ])('are not asked twice after %s: the first write may have been made', async (type, status) => {
    const { store, operations } = await tables.create({ wrap: failing(1, type, status) });

    const settling = store.settle(counterWith({ dailyTokens: 10 }), {
      reserved: { tokens: 2n, usd: 0n },
      charged: { tokens: 1n, usd: 0n },
    });

    await expect(settling).rejects.toThrow(type);
    expect(operations).toEqual([]);
  });

  it('say that they did not answer, whatever the connection fails with', async () => {
    const wrap = () => async () => {
      throw new DOMException('The operation was aborted due to timeout', 'TimeoutError');
    };
    const { store } = await tables.create({ wrap });

    await expect(store.usage(counterWith({ dailyTokens: 10 }))).rejects.toThrow(
      'DynamoDB did not answer in time.',
    );
  });
});
