import { describe, expect, test } from 'vitest';
import { combineSeries, valueOfWindow } from '#core/maturity/daily-values.ts';

const window = { start: '2026-11-19T00:00:00.000Z', end: '2026-11-21T12:00:00.000Z' };
const startMs = Date.parse(window.start);
const DAY_MS = 86_400_000;
const series = (...values: readonly (readonly [day: number, value: number])[]) => ({
  status: 'known' as const,
  points: values.map(([day, value]) => ({ startMs: startMs + day * DAY_MS, value })),
});
const two = [series([0, 5], [1, 1]), series([0, 2])];

describe('combineSeries', () => {
  test('adds sums per day and leaves days without a datapoint empty', () => {
    const daily = combineSeries({ series: two, statistic: 'Sum', goodDirection: 'down', window });

    expect(daily).toEqual([7, 1, null]);
  });

  test.each([
    ['down', [5, 1, null]],
    ['neutral', [5, 1, null]],
    ['up', [2, 1, null]],
  ] as const)('keeps the worst percentile of a day when %s is good', (goodDirection, expected) => {
    expect(combineSeries({ series: two, statistic: 'p99', goodDirection, window })).toEqual(expected);
  });

  test('passes over datapoints outside of the window', () => {
    const outside = [series([-1, 9], [3, 9], [2, 1])];

    const daily = combineSeries({ series: outside, statistic: 'Sum', goodDirection: 'up', window });

    expect(daily).toEqual([null, null, 1]);
  });
});

describe('valueOfWindow', () => {
  test('adds sums, takes the worst day of others, and nothing of nothing', () => {
    expect(valueOfWindow([1, null, 2], 'Sum', 'up')).toBe(3);
    expect(valueOfWindow([1, null, 2], 'Average', 'up')).toBe(1);
    expect(valueOfWindow([1, null, 2], 'p50', 'down')).toBe(2);
    expect(valueOfWindow([null], 'Sum', 'up')).toBeUndefined();
  });
});
