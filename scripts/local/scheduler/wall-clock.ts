import type { Scheduler } from './scheduler.ts';

// A timer that is longer fires at once; and a machine that slept is noticed after a minute.
const MAX_WAIT_MS = 60_000;

/** Lets a scheduler follow the machine's clock. Returns what stops it; the process may end meanwhile. */
export function followWallClock(scheduler: Scheduler, onFailure: (error: unknown) => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  const wait = (): void => {
    const dueMs = scheduler.nextDueMs();
    if (isStopped || dueMs === undefined) return;
    timer = setTimeout(advance, Math.min(Math.max(dueMs - Date.now(), 0), MAX_WAIT_MS)).unref();
  };
  const advance = (): void => {
    scheduler.advanceTo(Date.now()).catch(onFailure).finally(wait);
  };
  wait();
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}
