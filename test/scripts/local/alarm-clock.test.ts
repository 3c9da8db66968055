import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { followAlarms } from '#scripts/local/alarm-clock.ts';

beforeEach(() => void vi.useFakeTimers({ now: Date.parse('2026-11-22T10:00:30Z') }));
afterEach(() => void vi.useRealTimers());

it('evaluates at the end of every minute until it is stopped', async () => {
  const moments: string[] = [];
  const stop = followAlarms(
    { evaluateAlarms: (atMs) => moments.push(new Date(atMs).toISOString()) },
    () => undefined,
  );

  await vi.advanceTimersByTimeAsync(150_000);
  stop();
  await vi.advanceTimersByTimeAsync(150_000);

  expect(moments).toEqual([
    '2026-11-22T10:01:00.000Z',
    '2026-11-22T10:02:00.000Z',
    '2026-11-22T10:03:00.000Z',
  ]);
});

it('tells of a failure and goes on', async () => {
  const failures: unknown[] = [];
  const stop = followAlarms(
    {
      evaluateAlarms: () => {
        throw new Error('broken');
      },
    },
    (error) => failures.push(error),
  );

  await vi.advanceTimersByTimeAsync(120_000);
  stop();

  expect(failures).toHaveLength(2);
});
