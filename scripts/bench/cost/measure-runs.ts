import { parseRecurrence } from '#scripts/local/scheduler/recurrence.ts';
import type { ScheduleDefinition } from '#scripts/local/template/schedules.ts';
import { roleOf } from './aws-meter.ts';
import type { MeasuredRun } from './measurement.ts';
import { bytesOf, type Measuring, NETWORK_SECONDS, rounded, settledCalls } from './measuring.ts';

/** A schedule that is due less than once in so many steps of the clock is left to be reported as not measured. */
const MAX_STEPS = 40;

/** Sets the clock forward until every schedule was due once by itself, and measures each of those runs. */
export async function measureRuns(measuring: Measuring): Promise<MeasuredRun[]> {
  const { template, schedules } = measuring.stack;
  const runs = new Map<string, MeasuredRun>();
  for (let step = 0; step < MAX_STEPS && runs.size < template.schedules.length; step += 1) {
    const dueMs = schedules.nextDueMs();
    if (dueMs === undefined) break;
    const due = template.schedules.filter((schedule) => isDue(schedule, dueMs));
    const isAwaited = due.length === 1 && due.some(({ name }) => !runs.has(name));
    const run = await measureRun(measuring, dueMs);
    if (isAwaited)
      for (const schedule of due) runs.set(schedule.name, { ...identify(measuring, schedule), ...run });
  }
  return [...runs.values()].toSorted((left, right) =>
    left.role + left.input < right.role + right.input ? -1 : 1,
  );
}

/** Rates count from when the stack was started, so that all of them are due together; crons have their own times. */
function isDue({ expression, timeZone }: ScheduleDefinition, dueMs: number): boolean {
  if (expression.startsWith('rate')) return true;
  return parseRecurrence({ expression, timeZone, startMs: dueMs }).next(dueMs - 1) === dueMs;
}

function identify(
  { stack: { template } }: Measuring,
  { functionArn, input }: ScheduleDefinition,
): Pick<MeasuredRun, 'role' | 'input'> {
  const invoked = template.functions.find(({ arn }) => arn === functionArn);
  return { role: invoked ? roleOf(invoked) : functionArn, input: JSON.stringify(input) };
}

async function measureRun(measuring: Measuring, dueMs: number): Promise<Omit<MeasuredRun, 'role' | 'input'>> {
  await settledCalls(measuring);
  measuring.takeLines();
  const startedMs = performance.now();
  await measuring.stack.schedules.advanceTo(dueMs);
  const seconds = (performance.now() - startedMs) / 1_000;
  const { apiCalls, metricsRequested, logDaysScanned, objectBytes } = await settledCalls(measuring);
  const requests = Object.values(apiCalls).reduce((total, count) => total + count, 0);
  return {
    seconds: rounded(seconds + requests * NETWORK_SECONDS),
    apiCalls,
    metricsRequested,
    logDaysScanned: rounded(logDaysScanned),
    objectBytes,
    logBytes: bytesOf(measuring.takeLines()),
  };
}
