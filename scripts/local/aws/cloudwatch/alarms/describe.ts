import type { MetricAlarm } from '@aws-sdk/client-cloudwatch';
import * as z from 'zod';
import { pageOf } from '../../paging.ts';
import type { AlarmRecord } from './alarm-book.ts';
import { type CompositeAlarmSetup, toComposite } from './composite.ts';
import { StateValue } from './definition.ts';

const PAGE_SIZE = 50;
const MOST = 100;

export const DescribeAlarmsRequest = z.object({
  AlarmNames: z.array(z.string().min(1).max(255)).max(MOST).optional(),
  AlarmNamePrefix: z.string().min(1).max(255).optional(),
  AlarmTypes: z.array(z.enum(['MetricAlarm', 'CompositeAlarm', 'LogAlarm'])).default(['MetricAlarm']),
  StateValue: StateValue.optional(),
  ActionPrefix: z.string().min(1).optional(),
  MaxRecords: z.int().min(1).max(MOST).default(PAGE_SIZE),
  NextToken: z.string().optional(),
});
export type DescribeAlarmsRequest = z.infer<typeof DescribeAlarmsRequest>;

/** What an account's alarms are asked of. */
export interface KnownAlarms {
  readonly metric: readonly AlarmRecord[];
  readonly composite: readonly CompositeAlarmSetup[];
}

/** DescribeAlarms: composite ones before those on metrics (unverified). Log alarms are none of this account's. */
export function describeAlarms({ metric, composite }: KnownAlarms, request: DescribeAlarmsRequest) {
  const listed = [
    ...composite.map((alarm) => ({ type: 'CompositeAlarm' as const, member: toComposite(alarm) })),
    ...metric.map((alarm) => ({ type: 'MetricAlarm' as const, member: toMember(alarm) })),
  ].filter(({ type, member }) => request.AlarmTypes.includes(type) && isListed(member, request));
  const { items, nextToken } = pageOf(listed, {
    size: request.MaxRecords,
    token: request.NextToken,
    invalidToken: 'InvalidNextToken',
  });
  const next = nextToken === undefined ? {} : { NextToken: nextToken };
  return {
    MetricAlarms: items.flatMap(({ type, member }) => (type === 'MetricAlarm' ? [member] : [])),
    CompositeAlarms: items.flatMap(({ type, member }) => (type === 'CompositeAlarm' ? [member] : [])),
    ...next,
  };
}

type Listed = Pick<
  MetricAlarm,
  'AlarmName' | 'AlarmActions' | 'OKActions' | 'InsufficientDataActions' | 'StateValue'
>;

function isListed(alarm: Listed, request: DescribeAlarmsRequest): boolean {
  const { AlarmName = '', AlarmActions = [], OKActions = [], InsufficientDataActions = [] } = alarm;
  const actions = [...AlarmActions, ...OKActions, ...InsufficientDataActions];
  const { ActionPrefix: actionPrefix } = request;
  return (
    (request.AlarmNames?.includes(AlarmName) ?? true) &&
    AlarmName.startsWith(request.AlarmNamePrefix ?? '') &&
    (request.StateValue ?? alarm.StateValue) === alarm.StateValue &&
    (actionPrefix === undefined || actions.some((action) => action.startsWith(actionPrefix)))
  );
}

/** Times in seconds since the epoch, as the JSON protocol writes them. */
const toMember = ({ definition, arn, configuredMs, state }: AlarmRecord) => ({
  ...definition,
  AlarmArn: arn,
  AlarmConfigurationUpdatedTimestamp: configuredMs / 1_000,
  StateValue: state.value,
  StateReason: state.reason,
  StateReasonData: state.reasonData,
  StateUpdatedTimestamp: state.changedMs / 1_000,
  StateTransitionedTimestamp: state.changedMs / 1_000,
});
