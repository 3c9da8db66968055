import type { CompositeAlarm } from '@aws-sdk/client-cloudwatch';
import { alarmArn } from './alarm-arn.ts';

/** An alarm over other alarms, which an account has from the start. It stays in its state. */
export interface CompositeAlarmSetup
  extends Pick<CompositeAlarm, 'ActionsEnabled' | 'AlarmActions' | 'StateValue'> {
  readonly AlarmName: string;
  readonly AlarmRule: string;
}

/** A composite alarm as DescribeAlarms gives it. */
export const toComposite = (alarm: CompositeAlarmSetup) => ({
  ActionsEnabled: true,
  AlarmActions: [],
  StateValue: 'OK' as const,
  ...alarm,
  AlarmArn: alarmArn(alarm.AlarmName),
});
