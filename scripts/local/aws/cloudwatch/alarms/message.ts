import { LOCAL_ACCOUNT, LOCAL_REGION } from '../../credentials.ts';
import type { MetricDataQuery } from '../metric-queries.ts';
import { type AlarmDefinition, datapointsToAlarm, periodOf, type StateValue } from './definition.ts';
import { decimal } from './reason.ts';
import { timestamp } from './reason-data.ts';

/** A change of state that somebody is told about. */
export interface StateChange {
  readonly alarm: AlarmDefinition;
  readonly alarmArn: string;
  readonly configuredMs: number;
  readonly oldState: StateValue;
  readonly newState: StateValue;
  readonly reason: string;
  readonly atMs: number;
}

/** What a message of SNS calls the Region. */
const REGION_NAME = 'US East (N. Virginia)';
// SNS API reference, Publish
const MAX_SUBJECT = 100;

/** Subject of the mail; SNS takes ASCII only. */
export const subjectOf = ({ alarm, newState }: StateChange): string =>
  `${newState}: "${alarm.AlarmName.replace(/[^\x20-\x7e]/g, '?')}" in ${REGION_NAME}`.slice(0, MAX_SUBJECT);

/** What subscribers other than mail readers get: the JSON that many public examples show. */
export const jsonOf = (change: StateChange): string => {
  const { alarm, alarmArn, configuredMs, oldState, newState, reason, atMs } = change;
  return JSON.stringify({
    AlarmName: alarm.AlarmName,
    AlarmDescription: alarm.AlarmDescription ?? null,
    AWSAccountId: LOCAL_ACCOUNT,
    AlarmConfigurationUpdatedTimestamp: timestamp(configuredMs),
    NewStateValue: newState,
    NewStateReason: reason,
    StateChangeTime: timestamp(atMs),
    Region: REGION_NAME,
    AlarmArn: alarmArn,
    OldStateValue: oldState,
    OKActions: alarm.OKActions,
    AlarmActions: alarm.AlarmActions,
    InsufficientDataActions: alarm.InsufficientDataActions,
    Trigger: { ...subjectMatter(alarm), ...conditions(alarm) },
  });
};

function subjectMatter(alarm: AlarmDefinition) {
  if (alarm.Metrics) return { Period: periodOf(alarm), Metrics: alarm.Metrics.map(toTriggerMetric) };
  const statistic =
    alarm.Statistic === undefined
      ? { StatisticType: 'ExtendedStatistic', ExtendedStatistic: alarm.ExtendedStatistic }
      : { StatisticType: 'Statistic', Statistic: alarm.Statistic.toUpperCase() };
  return {
    MetricName: alarm.MetricName,
    Namespace: alarm.Namespace,
    ...statistic,
    Unit: alarm.Unit ?? null,
    Dimensions: lowerCased(alarm.Dimensions),
    Period: periodOf(alarm),
  };
}

const conditions = (alarm: AlarmDefinition) => ({
  EvaluationPeriods: alarm.EvaluationPeriods,
  DatapointsToAlarm: alarm.DatapointsToAlarm,
  ComparisonOperator: alarm.ComparisonOperator,
  Threshold: alarm.Threshold,
  TreatMissingData: alarm.TreatMissingData ?? '',
  EvaluateLowSampleCountPercentile: alarm.EvaluateLowSampleCountPercentile ?? '',
});

function toTriggerMetric({ MetricStat, ...query }: MetricDataQuery) {
  if (!MetricStat) return query;
  const { Metric } = MetricStat;
  return {
    ...query,
    MetricStat: { ...MetricStat, Metric: { ...Metric, Dimensions: lowerCased(Metric.Dimensions) } },
  };
}

const lowerCased = (dimensions: AlarmDefinition['Dimensions']) =>
  dimensions.map(({ Name: name, Value: value }) => ({ value, name }));

/** What mail readers get, in the layout of CloudWatch's mails; unverified in its details. */
export function mailOf(change: StateChange): string {
  const { alarm, alarmArn, oldState, newState, reason, atMs } = change;
  const time = longDate(atMs);
  const link = `https://${LOCAL_REGION}.console.aws.amazon.com/cloudwatch/deeplink.js?region=${LOCAL_REGION}#alarmsV2:alarm/${encodeURIComponent(alarm.AlarmName)}`;
  return [
    `You are receiving this email because your Amazon CloudWatch Alarm "${alarm.AlarmName}" in the ${REGION_NAME} region has entered the ${newState} state, because "${reason}" at "${time}".`,
    `View this alarm in the AWS Management Console:\n${link}`,
    section('Alarm Details', [
      ['Name', alarm.AlarmName],
      ['Description', alarm.AlarmDescription ?? ''],
      ['State Change', `${oldState} -> ${newState}`],
      ['Reason for State Change', reason],
      ['Timestamp', time],
      ['AWS Account', LOCAL_ACCOUNT],
      ['Alarm Arn', alarmArn],
    ]),
    `Threshold:\n- The alarm is in the ALARM state when the metric is ${alarm.ComparisonOperator} ${decimal(alarm.Threshold ?? Number.NaN)} for at least ${datapointsToAlarm(alarm)} of the last ${alarm.EvaluationPeriods} period(s) of ${periodOf(alarm)} seconds.`,
    section('Monitored Metric', metricLines(alarm)),
    section('State Change Actions', [
      ['OK', listed(alarm.OKActions)],
      ['ALARM', listed(alarm.AlarmActions)],
      ['INSUFFICIENT_DATA', listed(alarm.InsufficientDataActions)],
    ]),
  ].join('\n\n');
}

type Line = readonly [name: string, value: string];

function metricLines(alarm: AlarmDefinition): readonly Line[] {
  const missingData: Line = ['TreatMissingData', alarm.TreatMissingData ?? 'missing'];
  if (alarm.Metrics) return [...alarm.Metrics.map(toMathLine), missingData];
  return [
    ['MetricNamespace', alarm.Namespace ?? ''],
    ['MetricName', alarm.MetricName ?? ''],
    ['Dimensions', listed(alarm.Dimensions.map(({ Name, Value }) => `${Name} = ${Value}`))],
    ['Period', `${periodOf(alarm)} seconds`],
    ['Statistic', alarm.Statistic ?? alarm.ExtendedStatistic ?? ''],
    ['Unit', alarm.Unit ?? 'not specified'],
    missingData,
  ];
}

const toMathLine = ({ Id, Expression, MetricStat }: MetricDataQuery): Line => [
  `MetricExpression ${Id}`,
  Expression ?? `${MetricStat?.Stat} of ${MetricStat?.Metric.Namespace} ${MetricStat?.Metric.MetricName}`,
];

const listed = (texts: readonly string[]): string => (texts.length === 0 ? '' : `[${texts.join(', ')}]`);

const NAME_WIDTH = 27;

const section = (title: string, lines: readonly Line[]): string =>
  [
    `${title}:`,
    ...lines.map(([name, value]) => `- ${`${name}:`.padEnd(NAME_WIDTH)} ${value}`.trimEnd()),
  ].join('\n');

const LONG_DATE = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  weekday: 'long',
  day: '2-digit',
  month: 'long',
  year: 'numeric',
});

/** `Friday 08 September, 2017 16:01:07 UTC` */
function longDate(timeMs: number): string {
  const parts = Object.fromEntries(LONG_DATE.formatToParts(timeMs).map(({ type, value }) => [type, value]));
  const time = new Date(timeMs).toISOString().slice(11, 19);
  return `${parts.weekday} ${parts.day} ${parts.month}, ${parts.year} ${time} UTC`;
}
