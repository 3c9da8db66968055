import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createScheduler } from '#scripts/local/scheduler/scheduler.ts';
import { followWallClock } from '#scripts/local/scheduler/wall-clock.ts';

const startMs = Date.parse('2026-11-21T12:00:00Z');
const HOUR_MS = 3_600_000;

test('invokes what the clock passes, in the order of time', async () => {
  const invoked: string[] = [];
  const scheduler = createScheduler({
    startMs,
    schedules: [
      { name: 'report', expression: 'cron(0 8 ? * MON *)', timeZone: 'Europe/Berlin', kind: 'report' },
      { name: 'refresh', expression: 'rate(1 day)', kind: 'refresh' },
    ],
    onDue: ({ kind }, dueMs) => void invoked.push(`${kind} ${new Date(dueMs).toISOString()}`),
  });

  await scheduler.advanceTo(startMs + 47 * HOUR_MS);

  expect(invoked).toEqual(['refresh 2026-11-22T12:00:00.000Z', 'report 2026-11-23T07:00:00.000Z']);
  expect(scheduler.nowMs()).toBe(startMs + 47 * HOUR_MS);
  expect(scheduler.nextDueMs()).toBe(startMs + 48 * HOUR_MS);
});

test('invokes at the very moment, once', async () => {
  const onDue = vi.fn();
  const scheduler = createScheduler({
    startMs,
    schedules: [{ name: 'refresh', expression: 'rate(1 hour)' }],
    onDue,
  });

  await scheduler.advanceTo(startMs + HOUR_MS - 1);
  expect(onDue).not.toHaveBeenCalled();
  await scheduler.advanceTo(startMs + HOUR_MS);
  await scheduler.advanceTo(startMs + HOUR_MS);
  await scheduler.advanceTo(startMs);

  expect(onDue).toHaveBeenCalledOnce();
  expect(scheduler.nowMs()).toBe(startMs + HOUR_MS);
});

test('shows the due moment as the time while something is invoked, one after the other', async () => {
  const times: number[] = [];
  const scheduler = createScheduler({
    startMs,
    schedules: [{ name: 'refresh', expression: 'rate(1 hour)' }],
    onDue: async () => {
      await Promise.resolve();
      times.push(scheduler.nowMs() - startMs);
    },
  });

  await Promise.all([scheduler.advanceTo(startMs + 2 * HOUR_MS), scheduler.advanceTo(startMs + 3 * HOUR_MS)]);

  expect(times).toEqual([HOUR_MS, 2 * HOUR_MS, 3 * HOUR_MS]);
});

test('goes on after a failure', async () => {
  const onDue = vi.fn().mockRejectedValueOnce(new Error('broken')).mockResolvedValue(undefined);
  const scheduler = createScheduler({
    startMs,
    schedules: [{ name: 'refresh', expression: 'rate(1 hour)' }],
    onDue,
  });

  await expect(scheduler.advanceTo(startMs + 2 * HOUR_MS)).rejects.toThrowError('broken');
  await scheduler.advanceTo(startMs + 2 * HOUR_MS);

  expect(onDue.mock.calls.map(([, dueMs]) => dueMs - startMs)).toEqual([HOUR_MS, 2 * HOUR_MS]);
});

test('has nothing due when there is no schedule, or none that comes again', () => {
  const schedules = [{ name: 'past', expression: 'cron(0 0 1 1 ? 1999)' }];

  expect(createScheduler({ startMs, schedules: [], onDue: vi.fn() }).nextDueMs()).toBeUndefined();
  expect(createScheduler({ startMs, schedules, onDue: vi.fn() }).nextDueMs()).toBeUndefined();
});

test('tells a wrong expression at once', () => {
  const schedules = [{ name: 'wrong', expression: 'rate(often)' }];

  expect(() => createScheduler({ startMs, schedules, onDue: vi.fn() })).toThrowError('rate(often)');
});

describe('by the machine\u2019s clock', () => {
  beforeEach(() => void vi.useFakeTimers({ now: startMs }));
  afterEach(() => void vi.useRealTimers());

  const hourly = [{ name: 'refresh', expression: 'rate(1 hour)' }];

  test('invokes when it is time, and nothing after it was stopped', async () => {
    const onDue = vi.fn();
    const stop = followWallClock(createScheduler({ startMs, schedules: hourly, onDue }), vi.fn());

    await vi.advanceTimersByTimeAsync(2.5 * HOUR_MS);
    stop();
    await vi.advanceTimersByTimeAsync(5 * HOUR_MS);

    expect(onDue).toHaveBeenCalledTimes(2);
  });

  test('tells a failure and goes on', async () => {
    const [onDue, onFailure] = [vi.fn().mockRejectedValueOnce(new Error('broken')), vi.fn()];
    const stop = followWallClock(createScheduler({ startMs, schedules: hourly, onDue }), onFailure);

    await vi.advanceTimersByTimeAsync(2.5 * HOUR_MS);
    stop();

    expect(onFailure).toHaveBeenCalledOnce();
    expect(onDue).toHaveBeenCalledTimes(2);
  });
});
