import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { median, percentile, slope } from '#scripts/bench/statistics.ts';

const values = fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 });

describe('percentile', () => {
  it.each([
    { percent: 0, expected: 1 },
    { percent: 50, expected: 50 },
    { percent: 99, expected: 99 },
    { percent: 100, expected: 100 },
  ])('is the nearest rank: $percent of 1 to 100 is $expected', ({ percent, expected }) => {
    const shuffled = Array.from({ length: 100 }, (_, index) => ((index * 37) % 100) + 1);

    expect(percentile(shuffled, percent)).toBe(expected);
  });

  it('sorts by number, not by text, and leaves the list as it is', () => {
    const list = [10, 9, 100];

    expect(percentile(list, 100)).toBe(100);
    expect(list).toEqual([10, 9, 100]);
  });

  it('is a value of the list with at least so many values at or below it', () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 0, max: 100 }), (list, percent) => {
        const result = percentile(list, percent);
        const below = list.filter((value) => value <= result).length;

        expect(list).toContain(result);
        expect(below / list.length).toBeGreaterThanOrEqual(percent / 100);
      }),
    );
  });

  it('does not exist for an empty list', () => {
    expect(() => percentile([], 50)).toThrow(RangeError);
  });
});

describe('median', () => {
  it('is the middle value, the lower one of two', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2);
  });
});

describe('slope', () => {
  it('finds the line that points lie on', () => {
    const points = [1, 2, 3, 10].map((x) => ({ x, y: 7 - 3 * x }));

    expect(slope(points)).toBeCloseTo(-3);
  });

  it('is 0 for values that only jump around', () => {
    expect(slope([5, 6, 6, 5].map((y, x) => ({ x, y })))).toBeCloseTo(0);
  });

  it('is 0 when there is no line', () => {
    expect(slope([])).toBe(0);
    expect(slope([{ x: 1, y: 1 }])).toBe(0);
    expect(slope([1, 2].map((y) => ({ x: 4, y })))).toBe(0);
  });
});
