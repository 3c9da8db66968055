import type { AroundRun } from '#scripts/local/schedules.ts';
import type { ScheduleDefinition } from '#scripts/local/template/schedules.ts';
import { type AwsMeter, roleOf } from './aws-meter.ts';
import type { MeasuredRun } from './measurement.ts';
import { bytesOf, type Measuring, NETWORK_SECONDS, rounded } from './measuring.ts';

/** Longer than any month: every schedule is due in it that is due each month. */
const AHEAD_MS = 32 * 86_400_000;

/** Measures one run of each schedule. */
export interface RunMeter {
  /** To be told by the stack about due schedules; a schedule that was measured does not run again. */
  readonly aroundRun: AroundRun;
  /** Sets the clock forward until every schedule was due. */
  readonly measure: (measuring: Measuring) => Promise<MeasuredRun[]>;
}

/** A meter that has not measured anything. */
export function createRunMeter(meter: Pick<AwsMeter, 'take'>): RunMeter {
  const runs = new Map<string, MeasuredRun>();
  let current: Measuring | undefined;
  return {
    aroundRun: async (schedule, run) => {
      if (!current || runs.has(schedule.name)) return;
      const { stack, takeLines } = current;
      meter.take();
      takeLines();
      const startedMs = performance.now();
      await run();
      const seconds = (performance.now() - startedMs) / 1_000;
      await stack.settled();
      const { apiCalls, metricsRequested, logDaysScanned, objectBytes } = meter.take();
      const requests = Object.values(apiCalls).reduce((total, count) => total + count, 0);
      runs.set(schedule.name, {
        ...identify(current, schedule),
        seconds: rounded(seconds + requests * NETWORK_SECONDS),
        ...{ apiCalls, metricsRequested, objectBytes },
        logDaysScanned: rounded(logDaysScanned),
        logBytes: bytesOf(takeLines()),
      });
    },
    measure: async (measuring) => {
      current = measuring;
      const { schedules } = measuring.stack;
      await schedules.advanceTo(schedules.nowMs() + AHEAD_MS);
      return [...runs.values()].toSorted(byName);
    },
  };
}

function identify(
  { stack: { template } }: Measuring,
  { functionArn, input }: ScheduleDefinition,
): Pick<MeasuredRun, 'role' | 'input'> {
  const invoked = template.functions.find(({ arn }) => arn === functionArn);
  return { role: invoked ? roleOf(invoked) : functionArn, input: JSON.stringify(input) };
}

const byName = (left: MeasuredRun, right: MeasuredRun): number =>
  left.role + left.input < right.role + right.input ? -1 : 1;
