import { Aws } from 'aws-cdk-lib';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { AlarmDefinition, AlarmPart } from '#core/signals/alarm-definition.ts';
import { ALARM_IDS, alarmOf, toAlarmAnchor } from '#core/signals/alarm-words.ts';
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
  /**
   * Parts that the stage has.
   * @default - none of those that a stage may be without
   */
  readonly parts?: ReadonlySet<AlarmPart>;
}

/** What the names of a stack's alarms begin with. */
export const ALARM_NAME_PREFIX = `${Aws.STACK_NAME}-`;

/** Every alarm of the catalogue whose signal one stage of Waymark has. */
export class SignalAlarms extends Construct {
  /** ARNs by the row that is watched. */
  readonly arns: Readonly<Partial<Record<AlarmId, string>>>;

  constructor(scope: Construct, id: string, { place, topic, parts = NONE }: SignalAlarmsProps) {
    super(scope, id);
    const watched = ALARM_IDS.filter((signal) => isThere(alarmOf(signal), parts));
    const alarms = watched.map((signal) => {
      const alarmName = `${ALARM_NAME_PREFIX}${toAlarmAnchor(signal)}`;
      const { arn } = new SignalAlarm(this, signal, { signal, place, topic, alarmName });
      return [signal, arn] as const;
    });
    this.arns = Object.fromEntries(alarms);
  }
}

const NONE: ReadonlySet<AlarmPart> = new Set();

const isThere = ({ onlyWith }: AlarmDefinition, parts: ReadonlySet<AlarmPart>): boolean =>
  onlyWith === undefined || parts.has(onlyWith);
