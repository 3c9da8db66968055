/** How long one call took, in milliseconds since it began. */
export interface CallTimes {
  /** Until the first byte of the answer's body. */
  readonly firstByteMs: number;
  /** Until the last byte of the answer. */
  readonly answeredMs: number;
  /** Until the path was free again: later than the answer where a record is written after it. */
  readonly totalMs: number;
  readonly isSuccess: boolean;
}

/** Makes one call and waits for its end. */
export type Caller = () => Promise<CallTimes>;

/** Times of many calls. */
export interface Batch {
  readonly firstByteMs: readonly number[];
  readonly answeredMs: readonly number[];
  readonly totalMs: readonly number[];
  readonly failures: number;
  readonly elapsedMs: number;
  /** Part of the time, 0 to 1, in which the event loop of the measuring process was busy. */
  readonly busy: number;
}

/** Makes `calls` calls in all: each caller makes its next one when it has its answer. */
export async function runClosedLoop(callers: readonly Caller[], calls: number): Promise<Batch> {
  const times: CallTimes[] = [];
  let left = calls;
  const keepCalling = async (call: Caller): Promise<void> => {
    while (left > 0) {
      left -= 1;
      times.push(await call());
    }
  };
  const before = performance.eventLoopUtilization();
  const startedAtMs = performance.now();
  await Promise.all(callers.map(keepCalling));
  const elapsedMs = performance.now() - startedAtMs;
  return { ...toColumns(times), elapsedMs, busy: performance.eventLoopUtilization(before).utilization };
}

function toColumns(times: readonly CallTimes[]): Omit<Batch, 'elapsedMs' | 'busy'> {
  return {
    firstByteMs: times.map(({ firstByteMs }) => firstByteMs),
    answeredMs: times.map(({ answeredMs }) => answeredMs),
    totalMs: times.map(({ totalMs }) => totalMs),
    failures: times.filter(({ isSuccess }) => !isSuccess).length,
  };
}
