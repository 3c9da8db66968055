import { parseRecurrence } from './recurrence.ts';

/** What is invoked when. */
export interface Schedule {
  readonly name: string;
  /** As in EventBridge Scheduler: `rate(1 day)`, `cron(0 8 ? * MON *)`. */
  readonly expression: string;
  /**
   * IANA time zone of a cron expression.
   * @default 'UTC'
   */
  readonly timeZone?: string | undefined;
}

/** How schedules are kept. */
export interface SchedulerOptions<Kept extends Schedule> {
  readonly schedules: readonly Kept[];
  /** Where the clock stands at first. */
  readonly startMs: number;
  /** Invoked for every due moment, in the order of time, one after the other. */
  readonly onDue: (schedule: Kept, dueMs: number) => void | Promise<void>;
}

/** A clock that is set forward by hand and invokes what it passes. */
export interface Scheduler {
  readonly nowMs: () => number;
  /** The next moment at which something is due; `undefined` when nothing is any more. */
  readonly nextDueMs: () => number | undefined;
  /**
   * Sets the clock forward; a moment in the past changes nothing. Rejects with what `onDue` failed with: that
   * moment counts as passed, and a further call goes on after it.
   */
  readonly advanceTo: (timeMs: number) => Promise<void>;
}

/** Creates a scheduler; a wrong expression is told at once. */
export function createScheduler<Kept extends Schedule>(options: SchedulerOptions<Kept>): Scheduler {
  const { schedules, startMs, onDue } = options;
  const entries = schedules.map((schedule) => {
    const { next } = parseRecurrence({ ...schedule, startMs });
    return { schedule, next, dueMs: next(startMs) };
  });
  let nowMs = startMs;
  let advancing = Promise.resolve();
  const first = () => {
    const waiting = entries.flatMap((entry) =>
      entry.dueMs === undefined ? [] : [{ entry, dueMs: entry.dueMs }],
    );
    return waiting.toSorted((left, right) => left.dueMs - right.dueMs)[0];
  };
  const advance = async (timeMs: number): Promise<void> => {
    for (let due = first(); due && due.dueMs <= timeMs; due = first()) {
      const { entry, dueMs } = due;
      entry.dueMs = entry.next(dueMs);
      nowMs = dueMs;
      await onDue(entry.schedule, dueMs);
    }
    nowMs = Math.max(nowMs, timeMs);
  };
  return {
    nowMs: () => nowMs,
    nextDueMs: () => first()?.dueMs,
    advanceTo: (timeMs) => {
      const advanced = advancing.then(() => advance(timeMs));
      advancing = advanced.catch(() => undefined);
      return advanced;
    },
  };
}
