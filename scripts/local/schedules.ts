import { json } from 'node:stream/consumers';
import type { FunctionPools } from './function-pools.ts';
import { createScheduler, type Scheduler } from './scheduler/scheduler.ts';
import type { LocalTemplate } from './template.ts';

/** A scheduler that invokes the template's functions with what their schedules say. */
export function createFunctionSchedules(
  { schedules }: Pick<LocalTemplate, 'schedules'>,
  { pools, startMs }: { readonly pools: Pick<FunctionPools, 'find'>; readonly startMs: number },
): Scheduler {
  return createScheduler({
    schedules,
    startMs,
    onDue: async ({ functionArn, input }) => {
      await json(pools.find(functionArn).invoke(input)); // fails as the function does
    },
  });
}
