import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { choosePeriod, wholeRange } from '#core/console/period.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const NOW_MS = Date.parse('2026-11-21T12:00:00Z');
const last = (lengthMs: number) => ({ startMs: NOW_MS - lengthMs, endMs: NOW_MS });

describe('the period of a graph', () => {
  it.each([
    [HOUR_MS, 60],
    [3 * HOUR_MS, 60],
    [12 * HOUR_MS, 300],
    [DAY_MS, 300],
    [3 * DAY_MS, 900],
    [14 * DAY_MS, 3_600],
  ])('suits a range of %d ms by itself: %d s', (lengthMs, period) => {
    expect(choosePeriod(last(lengthMs), { nowMs: NOW_MS })).toBe(period);
  });

  it('is the widget’s own, so that a threshold compares with what is drawn', () => {
    expect(choosePeriod(last(HOUR_MS), { ownSeconds: 300, nowMs: NOW_MS })).toBe(300);
  });

  it('is the chosen one before the widget’s own', () => {
    expect(choosePeriod(last(HOUR_MS), { chosenSeconds: 60, ownSeconds: 300, nowMs: NOW_MS })).toBe(60);
  });

  it.each([
    [14, 60],
    [16, 300],
    [64, 3_600],
  ])('%d days ago is one that CloudWatch still has: %d s', (days, period) => {
    const startMs = NOW_MS - days * DAY_MS;

    expect(choosePeriod({ startMs, endMs: startMs + HOUR_MS }, { chosenSeconds: 60, nowMs: NOW_MS })).toBe(
      period,
    );
  });

  it('never gives a line more points than a graph shows, nor one that CloudWatch refuses', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 455 * 1_440 }),
        fc.option(fc.constantFrom(60, 300, 900, 3_600, 21_600, 86_400), { nil: undefined }),
        (minutes, chosenSeconds) => {
          const period = choosePeriod(last(minutes * 60_000), { chosenSeconds, nowMs: NOW_MS });

          expect(period % 60).toBe(0);
          expect((minutes * 60) / period).toBeLessThanOrEqual(720);
        },
      ),
    );
  });

  it('of one number covers the whole range, however CloudWatch counts periods', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 455 * DAY_MS }),
        fc.integer({ min: 0, max: DAY_MS }),
        (lengthMs, agoMs) => {
          const range = { startMs: NOW_MS - agoMs - lengthMs, endMs: NOW_MS - agoMs };
          const { startMs, endMs, periodSeconds } = wholeRange(range);
          const periodMs = periodSeconds * 1_000;

          expect(periodMs % 60_000).toBe(0);
          expect(startMs % periodMs).toBe(0);
          expect(endMs).toBe(range.endMs);
          expect(endMs - startMs).toBeLessThanOrEqual(periodMs);
          expect(range.startMs - startMs).toBeGreaterThanOrEqual(0);
          expect(range.startMs - startMs).toBeLessThan(0.01 * lengthMs + 3 * 60_000);
        },
      ),
    );
  });
});
