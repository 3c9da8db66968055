import { ServiceError } from '../../wire.ts';
import { checkQueries } from '../metric-queries.ts';
import { findStatistic } from '../statistic.ts';
import { type AlarmDefinition, periodOf } from './definition.ts';

// user guide, "Create a CloudWatch alarm based on a metric math expression"
const MOST_METRICS = 10;
// API reference, PutMetricAlarm: EvaluationPeriods times Period, for periods of an hour or more and for shorter ones
const LONGEST_SECONDS = 604_800;
const LONGEST_OF_SHORT_PERIODS_SECONDS = 86_400;
const HOUR_SECONDS = 3_600;

/** Refuses what PutMetricAlarm refuses, and what is not offered here. The wording is unverified. */
export function checkAlarm(alarm: AlarmDefinition): void {
  for (const [isWrong, why] of FAULTS) if (isWrong(alarm)) throw new ServiceError('ValidationError', why);
  if (alarm.Metrics) checkQueries(alarm.Metrics);
  const { Statistic, ExtendedStatistic } = alarm;
  if (alarm.MetricName !== undefined) findStatistic(Statistic ?? ExtendedStatistic ?? '');
}

const FAULTS: readonly (readonly [(alarm: AlarmDefinition) => boolean, string])[] = [
  [
    ({ ThresholdMetricId, ComparisonOperator }) =>
      ThresholdMetricId !== undefined ||
      !ComparisonOperator.endsWith('Threshold') ||
      /Lower|Upper/.test(ComparisonOperator),
    'The embedded AWS does not offer alarms on anomaly detection.',
  ],
  [
    ({ MetricName, Metrics }) => (MetricName === undefined) === (Metrics === undefined),
    'An alarm must have either MetricName or Metrics.',
  ],
  [
    ({ Metrics, Namespace, Period }) =>
      Metrics === undefined && (Namespace === undefined || Period === undefined),
    'An alarm on a metric must have a Namespace and a Period.',
  ],
  [
    ({ Metrics, Statistic, ExtendedStatistic }) =>
      Metrics === undefined && (Statistic === undefined) === (ExtendedStatistic === undefined),
    'An alarm on a metric must have either Statistic or ExtendedStatistic.',
  ],
  [({ Threshold }) => Threshold === undefined, 'An alarm must have a Threshold.'],
  [
    ({ Metrics }) => Metrics !== undefined && Metrics.filter(({ ReturnData }) => ReturnData).length !== 1,
    'Exactly one element of the metrics list should return data.',
  ],
  [
    ({ Metrics = [] }) => Metrics.filter(({ MetricStat }) => MetricStat).length > MOST_METRICS,
    `An alarm must not have more than ${MOST_METRICS} metrics.`,
  ],
  [
    ({ Metrics = [] }) => Metrics.some(({ Expression = '' }) => /\b(SEARCH|METRICS)\s*\(/.test(Expression)),
    'SEARCH and METRICS are not supported in alarms.',
  ],
  [
    ({ DatapointsToAlarm = 1, EvaluationPeriods }) => DatapointsToAlarm > EvaluationPeriods,
    'DatapointsToAlarm must be less than or equal to EvaluationPeriods.',
  ],
  [
    (alarm) =>
      alarm.EvaluationPeriods * periodOf(alarm) >
      (periodOf(alarm) < HOUR_SECONDS ? LONGEST_OF_SHORT_PERIODS_SECONDS : LONGEST_SECONDS),
    'Metrics cannot be checked across so long a time (EvaluationPeriods * Period).',
  ],
];
