import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countDays } from '#core/rollup/day.ts';
import { holds, spanOf, toPeriods } from '#core/spending/periods.ts';

describe('the periods of a window', () => {
  it('compare whole days with as many before, without today', () => {
    const periods = toPeriods({ start: '2026-11-08T00:00:00.000Z', end: '2026-11-21T14:23:00.000Z' });

    expect(periods).toEqual({
      window: { from: '2026-11-08', to: '2026-11-21' },
      compared: {
        now: { from: '2026-11-08', to: '2026-11-20' },
        before: { from: '2026-10-26', to: '2026-11-07' },
      },
      month: { from: '2026-11-01', to: '2026-11-21' },
      lastMonth: { from: '2026-10-01', to: '2026-10-31' },
    });
    expect(spanOf(periods)).toEqual({ from: '2026-10-01', to: '2026-11-21' });
  });

  it('have the last day whole where the window ends at midnight', () => {
    const periods = toPeriods({ start: '2026-12-31T00:00:00.000Z', end: '2027-01-02T00:00:00.000Z' });

    expect(periods.window).toEqual({ from: '2026-12-31', to: '2027-01-01' });
    expect(periods.compared?.now).toEqual(periods.window);
    expect(periods.lastMonth).toEqual({ from: '2026-12-01', to: '2026-12-31' });
  });

  it('compare nothing where the window has today alone', () => {
    const { compared } = toPeriods({ start: '2026-11-21T00:00:00.000Z', end: '2026-11-21T00:01:00.000Z' });

    expect(compared).toBeUndefined();
  });

  it('are equally long, do not overlap and lie in the span, whatever the window', () => {
    const starts = fc.integer({ min: 0, max: 4_000 }).map((day) => Date.UTC(2024, 0, 1 + day));
    fc.assert(
      fc.property(starts, fc.integer({ min: 1, max: 90_720 }), (startMs, minutes) => {
        const end = new Date(startMs + minutes * 60_000).toISOString();
        const periods = toPeriods({ start: new Date(startMs).toISOString(), end });
        const { compared, month, lastMonth, window } = periods;
        const span = spanOf(periods);

        expect(lastMonth.to < month.from).toBe(true);
        for (const each of [window, month, lastMonth])
          for (const day of [each.from, each.to]) expect(holds(span, day)).toBe(true);
        if (!compared) return;
        expect(countDays(compared.before.from, compared.before.to)).toBe(
          countDays(compared.now.from, compared.now.to),
        );
        expect(compared.before.to < compared.now.from).toBe(true);
        expect(holds(span, compared.before.from)).toBe(true);
      }),
    );
  });
});
