import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, countDays, daysBetween, isDay, startOf, toDay } from '#core/rollup/day.ts';
import { planDays } from '#core/rollup/plan.ts';

const head = (day: string, isFinal = true) => ({
  day,
  isFinal,
  hasUsers: true,
  rolledUpAt: `${day}T23:59:00.000Z`,
});

describe('days', () => {
  it.each(['2026-02-30', '2026-13-01', '26-01-01', '2026-1-1', '2026-01-01T00:00:00Z', ''])(
    '%j is none',
    (text) => {
      expect(isDay(text)).toBe(false);
    },
  );

  it('follow each other without a gap, over leap days and ends of years', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 40_000 }), fc.integer({ min: 0, max: 400 }), (start, length) => {
        const from = toDay(start * 86_400_000);
        const days = daysBetween(from, addDays(from, length));

        expect(days).toHaveLength(length + 1);
        expect(countDays(from, addDays(from, length))).toBe(length + 1);
        expect(
          days.every((day, index) => isDay(day) && startOf(day) === startOf(from) + index * 86_400_000),
        ).toBe(true);
      }),
    );
  });
});

describe('planDays', () => {
  const noon = Date.parse('2026-11-21T12:00:00Z');

  it('takes today so far and the finished days that are not final, within the look back', () => {
    const heads = [head('2026-11-20'), head('2026-11-19', false), head('2026-11-21', false)];

    expect(planDays({ nowMs: noon, heads, lookBackDays: 3 })).toEqual([
      { day: '2026-11-18', isFinal: true },
      { day: '2026-11-19', isFinal: true },
      { day: '2026-11-21', isFinal: false },
    ]);
  });

  it.each([
    ['2026-11-21T00:14:59.999Z', false],
    ['2026-11-21T00:15:00.000Z', true],
  ])('at %s yesterday’s last calls being logged is %s', (now, isFinal) => {
    const [yesterday] = planDays({ nowMs: Date.parse(now), heads: [], lookBackDays: 1 });

    expect(yesterday).toEqual({ day: '2026-11-20', isFinal });
  });
});
