import { describe, expect, it } from 'vitest';
import { formatOf, formatPeriod, toAge } from '#functions/console/site/format.ts';

describe('values', () => {
  it.each([
    ['Milliseconds', 0, '0 ms'],
    ['Milliseconds', 812.4, '812 ms'],
    ['Milliseconds', 1_240, '1.24 s'],
    ['ms', 150_000, '2.5 min'],
    ['Seconds', 3, '3 s'],
    ['Percent', 0.934, '0.934 %'],
    ['Percent', 100, '100 %'],
    ['Count', 1_234, '1,234'],
    ['Count', 61_234, '61.2K'],
    ['Count', 2.5, '2.5'],
    ['Bytes', 0, '0 B'],
    ['Megabytes', 512, '512 MB'],
    ['USD', 1.5, '$1.5'],
    ['constructor', 5, '5'],
    [undefined, -3_000_000, '-3M'],
  ])('in %s: %d is %s', (unit, value, words) => {
    expect(formatOf(unit)(value)).toBe(words);
  });

  it.each([
    [60, '1 min'],
    [300, '5 min'],
    [3_600, '1 h'],
    [86_400, '1 d'],
    [10_860, '181 min'],
    [10, '10 s'],
  ])('a period of %d s is %s', (seconds, words) => {
    expect(formatPeriod(seconds)).toBe(words);
  });

  it.each([
    [0, '0 s ago'],
    [-5_000, '0 s ago'],
    [61_000, '1 min ago'],
    [7_200_000, '2 h ago'],
    [3 * 86_400_000, '3 d ago'],
  ])('%d ms before is %s', (ageMs, words) => {
    expect(toAge(1_000_000_000_000 - ageMs, 1_000_000_000_000)).toBe(words);
  });
});
