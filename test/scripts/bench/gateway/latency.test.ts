import { describe, expect, it } from 'vitest';
import type { Batch } from '#scripts/bench/gateway/closed-loop.ts';
import { orderOfRound, toRow, withAdded } from '#scripts/bench/gateway/latency.ts';

const batch = (totalMs: readonly number[], rest: Partial<Batch> = {}): Batch => ({
  totalMs,
  answeredMs: totalMs.map((value) => value - 0.5),
  firstByteMs: totalMs.map((value) => value / 2),
  failures: 0,
  elapsedMs: 100,
  busy: 0.5,
  ...rest,
});

describe('orderOfRound', () => {
  const paths = ['a', 'b', 'c', 'd', 'e', 'f'];

  it.each([0, 5])('puts every path at position %i as often as the others', (position) => {
    const orders = Array.from({ length: 12 }, (_, round) => orderOfRound(paths, round));

    expect(orders.map((order) => order[position]).sort()).toEqual([...paths, ...paths].sort());
  });

  it('runs every path once and changes who follows whom', () => {
    expect(orderOfRound(paths, 0)).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
    expect(orderOfRound(paths, 1)).toEqual(['f', 'e', 'd', 'c', 'b', 'a']);
    expect(orderOfRound(paths, 2)).toEqual(['b', 'c', 'd', 'e', 'f', 'a']);
  });

  it('has nothing to order without paths', () => {
    expect(orderOfRound([], 3)).toEqual([]);
  });
});

describe('toRow', () => {
  const load = { mode: 'streaming', concurrency: 1 } as const;

  it('takes percentiles over the calls of all rounds, not over rounds', () => {
    const slowRound = batch(Array(10).fill(9), { elapsedMs: 300 });
    const row = toRow({ title: 'a path' }, [batch(Array(90).fill(1)), slowRound], load);

    expect(row).toMatchObject({ calls: 100, p50Ms: 1, p99Ms: 9, firstByteP50Ms: 0.5, answeredP99Ms: 8.5 });
    expect(row.callsPerSecond).toBe(250);
  });

  it('adds failures, and weighs how busy the client was by time', () => {
    const idle = batch([1], { failures: 2, elapsedMs: 300, busy: 0.1 });
    const row = toRow({ title: 'a path' }, [batch([1], { failures: 1, busy: 0.9 }), idle], load);

    expect(row.failures).toBe(3);
    expect(row.busy).toBeCloseTo(0.3);
  });
});

describe('withAdded', () => {
  const load = { mode: 'buffered', concurrency: 10 } as const;
  const raw = toRow({ title: 'raw' }, [batch([1, 1, 3])], load);
  const path = toRow({ title: 'path', baseline: 'raw' }, [batch([2, 2, 7])], load);

  it('subtracts the baseline', () => {
    expect(withAdded(path, [raw, path])).toMatchObject({
      addedAnsweredP50Ms: 1,
      addedP50Ms: 1,
      addedP99Ms: 4,
      addedFirstByteP50Ms: 0.5,
    });
  });

  it('adds nothing where there is no baseline', () => {
    expect(withAdded(raw, [raw, path])).toEqual(raw);
    expect(withAdded(path, [path])).toEqual(path);
  });
});
