import { type AlarmDefinition, COMPARISONS } from './alarm-definition.ts';
import { ALARMS, type AlarmId } from './alarms.ts';
import { metricOf, rowOf } from './rows.ts';

const DAY_SECONDS = 86_400;

/** Where the runbook is, from the root of Waymark's repository. */
export const RUNBOOK = 'docs/runbook.md';

/** All alarms, in the order of the table. */
export const ALARM_IDS: readonly AlarmId[] = Object.keys(ALARMS).filter(isAlarmId);

/** Whether there is an alarm on a row. */
export function isAlarmId(id: string): id is AlarmId {
  return Object.hasOwn(ALARMS, id);
}

/** An alarm's row of the table, in its general form. */
export const alarmOf = (id: AlarmId): AlarmDefinition => ALARMS[id];

/** `serverErrors` to `server-errors`: the end of an alarm's name, and the anchor of its section in the runbook. */
export function toAlarmAnchor(id: AlarmId): string {
  return id.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** `at least 5 % of requests`, as a graph's threshold is labelled. */
export function describeThreshold(id: AlarmId): string {
  const { comparison, threshold, shareOf } = alarmOf(id);
  const { unit } = rowOf(id);
  const amount =
    shareOf || unit === 'Percent'
      ? `${threshold} %`
      : unit === 'Milliseconds'
        ? `${threshold / 1_000} s`
        : String(threshold);
  const whole = shareOf ? ` of ${shareOf.map((signal) => metricOf(signal).title).join(' and ')}` : '';
  return `${COMPARISONS[comparison].words} ${amount}${whole}`;
}

/** What stands in the alarm's mail: what was crossed, what it means, and where to look. */
export function describeAlarm(id: AlarmId, runbook = RUNBOOK): string {
  const { statistic, datapointsToAlarm, evaluationPeriods, periodSeconds, why } = alarmOf(id);
  const measured = statistic === undefined ? rowOf(id).title : `${rowOf(id).title} (${statistic})`;
  const minutes = periodSeconds === DAY_SECONDS ? '1 day' : `${periodSeconds / 60} min`;
  const when =
    evaluationPeriods === 1
      ? `in ${minutes}`
      : `in ${datapointsToAlarm} of ${evaluationPeriods} periods of ${minutes}`;
  return `${measured}: ${describeThreshold(id)} ${when}. ${why} ${runbook}#${toAlarmAnchor(id)}`;
}
