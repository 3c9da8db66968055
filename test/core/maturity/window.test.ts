import { describe, expect, test } from 'vitest';
import { daysIn, windowEnding } from '#core/maturity/window.ts';

describe('windowEnding', () => {
  test.each([
    ['2026-11-21T09:30:30.999Z', '2026-11-08T00:00:00.000Z', '2026-11-21T09:30:00.000Z'],
    ['2026-11-21T00:00:00.000Z', '2026-11-07T00:00:00.000Z', '2026-11-21T00:00:00.000Z'],
    ['2026-11-21T00:01:00.000Z', '2026-11-08T00:00:00.000Z', '2026-11-21T00:01:00.000Z'],
  ])('%s begins at midnight and has 14 days', (now, start, end) => {
    const window = windowEnding(Date.parse(now), 14);

    expect(window).toEqual({ start, end });
    expect(daysIn(window)).toBe(14);
  });
});
