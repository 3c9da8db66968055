import type { MetricAlarm } from '@aws-sdk/client-cloudwatch';
import * as z from 'zod';
import { Dimensions, MetricDataQuery } from '../metric-queries.ts';

/** States of an alarm. */
export const StateValue = z.enum(['OK', 'ALARM', 'INSUFFICIENT_DATA']);
export type StateValue = z.infer<typeof StateValue>;

const Actions = z.array(z.string().min(1).max(1_024)).max(5).default([]);

/** What an alarm is made of, as PutMetricAlarm takes it and DescribeAlarms gives it. */
export const AlarmDefinition = z.object({
  AlarmName: z.string().min(1).max(255),
  AlarmDescription: z.string().max(1_024).optional(),
  ActionsEnabled: z.boolean().default(true),
  OKActions: Actions,
  AlarmActions: Actions,
  InsufficientDataActions: Actions,
  MetricName: z.string().min(1).max(255).optional(),
  Namespace: z.string().min(1).max(255).optional(),
  Statistic: z.enum(['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum']).optional(),
  ExtendedStatistic: z.string().optional(),
  Dimensions,
  Period: z.int().multipleOf(60).min(60).optional(),
  Unit: z.string().optional(),
  EvaluationPeriods: z.int().min(1),
  DatapointsToAlarm: z.int().min(1).optional(),
  Threshold: z.number().optional(),
  ComparisonOperator: z.enum([
    'GreaterThanOrEqualToThreshold',
    'GreaterThanThreshold',
    'LessThanThreshold',
    'LessThanOrEqualToThreshold',
    'LessThanLowerOrGreaterThanUpperThreshold',
    'LessThanLowerThreshold',
    'GreaterThanUpperThreshold',
  ]),
  TreatMissingData: z.enum(['missing', 'notBreaching', 'breaching', 'ignore']).optional(),
  EvaluateLowSampleCountPercentile: z.enum(['evaluate', 'ignore']).optional(),
  Metrics: z.array(MetricDataQuery).optional(),
  ThresholdMetricId: z.string().optional(),
});
export type AlarmDefinition = z.infer<typeof AlarmDefinition>;

/**
 * A metric alarm that an account has from the start, in the shape of DescribeAlarms: on one metric (`Namespace`,
 * `MetricName`) or on metric math (`Metrics`). One that lacks what an evaluation needs stays in its state.
 */
export interface AlarmSetup
  extends Pick<
    MetricAlarm,
    | 'AlarmDescription'
    | 'ActionsEnabled'
    | 'AlarmActions'
    | 'OKActions'
    | 'InsufficientDataActions'
    | 'StateValue'
    | 'Namespace'
    | 'MetricName'
    | 'Dimensions'
    | 'Statistic'
    | 'ExtendedStatistic'
    | 'Period'
    | 'EvaluationPeriods'
    | 'DatapointsToAlarm'
    | 'Threshold'
    | 'ComparisonOperator'
    | 'TreatMissingData'
    | 'Metrics'
    | 'ThresholdMetricId'
  > {
  readonly AlarmName: string;
}

/** Reads an alarm of the account's setup. */
export const toDefinition = (setup: AlarmSetup): AlarmDefinition =>
  AlarmDefinition.parse({
    EvaluationPeriods: 1,
    ComparisonOperator: 'GreaterThanThreshold',
    ...setup,
  });

/** Where the one metric of an alarm stands in its queries. */
const OWN_METRIC = 'm1';

/** Queries whose result an alarm compares; none when the alarm is not whole. */
export function queriesOf(alarm: AlarmDefinition): readonly MetricDataQuery[] {
  const { Metrics, Namespace, MetricName, Dimensions: dimensions, Period } = alarm;
  if (Metrics) return Metrics;
  const Stat = alarm.Statistic ?? alarm.ExtendedStatistic;
  if (Namespace === undefined || MetricName === undefined || Period === undefined || Stat === undefined)
    return [];
  const Metric = { Namespace, MetricName, Dimensions: dimensions };
  return [{ Id: OWN_METRIC, MetricStat: { Metric, Period, Stat }, ReturnData: true }];
}

/** Length of an alarm's datapoints: its own period, or the longest of its queries. */
export function periodOf({ Period, Metrics = [] }: AlarmDefinition): number {
  const periods = Metrics.flatMap((query) => query.MetricStat?.Period ?? query.Period ?? []);
  return Period ?? Math.max(60, ...periods);
}

/** Datapoints that have to breach. @default - all that are evaluated */
export const datapointsToAlarm = ({ DatapointsToAlarm, EvaluationPeriods }: AlarmDefinition): number =>
  DatapointsToAlarm ?? EvaluationPeriods;
