import { setMaxListeners } from 'node:events';
import type { UnknownReading } from '#core/maturity/observation.ts';
import type { Clock } from '#functions/ports.ts';

/** A point in time after which what is still under way is given up. */
export interface Deadline {
  /** Aborts when the time is over. */
  readonly signal: AbortSignal;
  /** The task's value, or `late` when the time is over first. */
  readonly within: <Value>(task: Promise<Value>, late: Value) => Promise<Value>;
  /** Ends the wait; call it when all is done. */
  readonly end: () => void;
}

/** Starts a time limit. */
export function startDeadline(clock: Pick<Clock, 'sleep'>, limitMs: number): Deadline {
  const work = new AbortController();
  setMaxListeners(0, work.signal); // every call under way listens
  const wait = new AbortController();
  const over = clock.sleep(limitMs, wait.signal).then(
    () => {
      work.abort();
      return true;
    },
    () => false, // ended before
  );
  return {
    signal: work.signal,
    within: async (task, late) => {
      const first = await Promise.race([task.then((value) => ({ value })), over]);
      return typeof first === 'object' ? first.value : first ? late : await task;
    },
    end: () => wait.abort(),
  };
}

/** What can be said of something that did not answer in time. */
export function lateReading(call: string, limitMs: number): UnknownReading {
  return {
    status: 'unknown',
    reason: 'failed',
    detail: `${call} was not answered within the ${Math.round(limitMs / 1000)} s that an assessment takes.`,
  };
}
