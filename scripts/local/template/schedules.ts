import * as z from 'zod';
import type { Schedule } from '../scheduler/scheduler.ts';
import type { ResourceReader } from './resources.ts';

/** A schedule of EventBridge Scheduler that invokes a function. */
export interface ScheduleDefinition extends Schedule {
  readonly functionArn: string;
  /** The event that the function gets. */
  readonly input: unknown;
}

const ScheduleProperties = z.object({
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string().optional(),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  Target: z.object({ Arn: z.string(), Input: z.string().default('{}') }),
});

/** The schedules that are on; which of the functions they invoke is a matter of their ARN. */
export function readSchedules(reader: ResourceReader): readonly ScheduleDefinition[] {
  return reader
    .all('AWS::Scheduler::Schedule', ScheduleProperties)
    .filter(({ properties }) => properties.State === 'ENABLED')
    .map(({ logicalId, properties }) => ({
      name: logicalId,
      expression: properties.ScheduleExpression,
      timeZone: properties.ScheduleExpressionTimezone,
      functionArn: properties.Target.Arn,
      input: JSON.parse(properties.Target.Input),
    }));
}
