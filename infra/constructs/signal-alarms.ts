import { Aws } from 'aws-cdk-lib';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { ALARM_IDS, toAlarmAnchor } from '#core/signals/alarm-words.ts';
import type { AlarmId } from '#core/signals/alarms.ts';
import type { SignalPlace } from '#core/signals/place.ts';
import { SignalAlarm } from './signal-alarm.ts';

/**
 * What the alarms of a stage watch, and who hears of them.
 *
 * @example
 * new SignalAlarms(stack, 'Alarms', { place: { stage: 'prod', apiNames: [name], functionNames: {} }, topic });
 */
export interface SignalAlarmsProps {
  readonly place: SignalPlace;
  readonly topic: ITopic;
}

/** What the names of a stack's alarms begin with. */
export const ALARM_NAME_PREFIX = `${Aws.STACK_NAME}-`;

/** Every alarm of the catalogue, for one stage of Waymark. */
export class SignalAlarms extends Construct {
  /** ARNs by the row that is watched. */
  readonly arns: Readonly<Partial<Record<AlarmId, string>>>;

  constructor(scope: Construct, id: string, { place, topic }: SignalAlarmsProps) {
    super(scope, id);
    const alarms = ALARM_IDS.map((signal) => {
      const alarmName = `${ALARM_NAME_PREFIX}${toAlarmAnchor(signal)}`;
      const { arn } = new SignalAlarm(this, signal, { signal, place, topic, alarmName });
      return [signal, arn] as const;
    });
    this.arns = Object.fromEntries(alarms);
  }
}
