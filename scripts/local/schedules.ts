import { json } from 'node:stream/consumers';
import type { FunctionPools } from './function-pools.ts';
import { createScheduler, type Scheduler } from './scheduler/scheduler.ts';
import type { ScheduleDefinition } from './template/schedules.ts';
import type { LocalTemplate } from './template.ts';

/** Told that a schedule is due: the function runs when, and as often as, `run` is called. */
export type AroundRun = (schedule: ScheduleDefinition, run: () => Promise<void>) => Promise<void>;

/** What a template's schedules work with. */
export interface FunctionSchedulesOptions {
  readonly pools: Pick<FunctionPools, 'find'>;
  readonly startMs: number;
  /** @default - every due function runs once */
  readonly aroundRun?: AroundRun | undefined;
}

/** A scheduler that invokes the template's functions with what their schedules say. */
export function createFunctionSchedules(
  { schedules }: Pick<LocalTemplate, 'schedules'>,
  { pools, startMs, aroundRun = (_schedule, run) => run() }: FunctionSchedulesOptions,
): Scheduler {
  return createScheduler({
    schedules,
    startMs,
    onDue: (schedule) =>
      aroundRun(schedule, async () => {
        await json(pools.find(schedule.functionArn).invoke(schedule.input)); // fails as the function does
      }),
  });
}
