import type { CompositeAlarm, MetricAlarm } from '@aws-sdk/client-cloudwatch';
import * as z from 'zod';
import { LOCAL_ACCOUNT, LOCAL_REGION } from '../credentials.ts';
import { type Operation, operation } from '../json-protocol.ts';
import { pageOf } from '../paging.ts';

/**
 * A metric alarm in the shape of DescribeAlarms: on one metric (`Namespace`, `MetricName`) or on metric math
 * (`Metrics`). Times are left to the embedded AWS.
 */
export interface AlarmSetup
  extends Pick<
    MetricAlarm,
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

/** An alarm over other alarms. */
export interface CompositeAlarmSetup
  extends Pick<CompositeAlarm, 'ActionsEnabled' | 'AlarmActions' | 'StateValue'> {
  readonly AlarmName: string;
  readonly AlarmRule: string;
}

const PAGE_SIZE = 50;
const MOST = 100;

const DescribeAlarmsRequest = z.object({
  AlarmNames: z.array(z.string().min(1).max(255)).max(MOST).optional(),
  AlarmNamePrefix: z.string().min(1).max(255).optional(),
  AlarmTypes: z.array(z.enum(['MetricAlarm', 'CompositeAlarm', 'LogAlarm'])).default(['MetricAlarm']),
  StateValue: z.enum(['OK', 'ALARM', 'INSUFFICIENT_DATA']).optional(),
  ActionPrefix: z.string().min(1).optional(),
  MaxRecords: z.int().min(1).max(MOST).default(PAGE_SIZE),
  NextToken: z.string().optional(),
});
type DescribeAlarmsRequest = z.infer<typeof DescribeAlarmsRequest>;

/** DescribeAlarms: composite ones before those on metrics (unverified). Log alarms are none of this account's. */
export function describeAlarms(
  alarms: readonly AlarmSetup[],
  composites: readonly CompositeAlarmSetup[],
): Operation {
  return operation(DescribeAlarmsRequest, (request) => {
    const listed = <Setup extends AlarmSetup | CompositeAlarmSetup>(all: readonly Setup[]) =>
      all.filter((alarm) => isListed(alarm, request)).sort(byName);
    const { AlarmTypes: types } = request;
    const found = [
      ...(types.includes('CompositeAlarm') ? listed(composites) : []),
      ...(types.includes('MetricAlarm') ? listed(alarms) : []),
    ];
    const { items, nextToken } = pageOf(found, {
      size: request.MaxRecords,
      token: request.NextToken,
      invalidToken: 'InvalidNextToken',
    });
    const next = nextToken === undefined ? {} : { NextToken: nextToken };
    return {
      MetricAlarms: items.flatMap((alarm) => ('AlarmRule' in alarm ? [] : [toAlarm(alarm)])),
      CompositeAlarms: items.flatMap((alarm) => ('AlarmRule' in alarm ? [toComposite(alarm)] : [])),
      ...next,
    };
  });
}

type AnyAlarm = Pick<
  AlarmSetup,
  'AlarmName' | 'AlarmActions' | 'OKActions' | 'InsufficientDataActions' | 'StateValue'
>;

const byName = (left: AnyAlarm, right: AnyAlarm): number => (left.AlarmName < right.AlarmName ? -1 : 1);

function isListed(alarm: AnyAlarm, request: DescribeAlarmsRequest): boolean {
  const { AlarmName, AlarmActions, OKActions, InsufficientDataActions } = alarm;
  const actions = [AlarmActions, OKActions, InsufficientDataActions].flatMap((some) => some ?? []);
  const { ActionPrefix: actionPrefix } = request;
  return (
    (request.AlarmNames?.includes(AlarmName) ?? true) &&
    AlarmName.startsWith(request.AlarmNamePrefix ?? '') &&
    (request.StateValue ?? stateOf(alarm)) === stateOf(alarm) &&
    (actionPrefix === undefined || actions.some((action) => action.startsWith(actionPrefix)))
  );
}

const stateOf = ({ StateValue = 'OK' }: AnyAlarm) => StateValue;

// Seconds since the epoch, as the JSON protocol writes times.
const UPDATED_AT = Date.parse('2026-01-01T00:00:00Z') / 1_000;

const arnOf = (name: string): string => `arn:aws:cloudwatch:${LOCAL_REGION}:${LOCAL_ACCOUNT}:alarm:${name}`;

const toComposite = (alarm: CompositeAlarmSetup) => ({
  ActionsEnabled: true,
  AlarmActions: [],
  ...alarm,
  AlarmArn: arnOf(alarm.AlarmName),
  StateValue: stateOf(alarm),
});

const toAlarm = (alarm: AlarmSetup) => ({
  ActionsEnabled: true,
  AlarmActions: [],
  OKActions: [],
  InsufficientDataActions: [],
  // an alarm on metric math has no dimensions of its own
  Dimensions: [],
  EvaluationPeriods: 1,
  ComparisonOperator: 'GreaterThanThreshold',
  ...alarm,
  AlarmArn: arnOf(alarm.AlarmName),
  StateValue: stateOf(alarm),
  StateReason: 'Set up so.',
  StateUpdatedTimestamp: UPDATED_AT,
  AlarmConfigurationUpdatedTimestamp: UPDATED_AT,
});
