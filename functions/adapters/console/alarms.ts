import { type CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import * as z from 'zod/mini';
import type { AlarmReader, AlarmState } from '#functions/console-ports.ts';
import { listOf, optionalText, readAnswer } from '../evidence/answer.ts';
import { cutShort, toUnknown } from '../evidence/failure.ts';
import { readPages } from '../evidence/pages.ts';

const DESCRIBE = 'cloudwatch:DescribeAlarms';
const PAGE_SIZE = 100;
const MAX_PAGES = 5;

const Metric = z.object({ Namespace: optionalText, MetricName: optionalText });
const Answer = z.object({
  NextToken: optionalText,
  MetricAlarms: listOf(
    z.object({
      AlarmName: z.string(),
      AlarmArn: z.string(),
      AlarmDescription: optionalText,
      StateValue: z.enum(['OK', 'ALARM', 'INSUFFICIENT_DATA']),
      StateReason: optionalText,
      StateUpdatedTimestamp: z.nullish(z.date()),
      StateTransitionedTimestamp: z.nullish(z.date()),
      Threshold: z.nullish(z.number()),
      Namespace: optionalText,
      MetricName: optionalText,
      Metrics: listOf(z.object({ MetricStat: z.nullish(z.object({ Metric: Metric })) })),
      ActionsEnabled: z.nullish(z.boolean()),
      AlarmActions: listOf(z.string()),
    }),
  ),
});
type Alarm = z.infer<typeof Answer>['MetricAlarms'][number];

/** Metric alarms whose names begin as those of the stack do. */
export function createAlarmReader({
  client,
  namePrefix,
}: {
  readonly client: Pick<CloudWatchClient, 'send'>;
  readonly namePrefix: string;
}): AlarmReader {
  return {
    all: async () => {
      try {
        const { items: alarms, isComplete } = await readPages<Alarm>(MAX_PAGES, async (NextToken) => {
          const command = new DescribeAlarmsCommand({
            AlarmNamePrefix: namePrefix,
            AlarmTypes: ['MetricAlarm'],
            MaxRecords: PAGE_SIZE,
            NextToken,
          });
          const { MetricAlarms: items, NextToken: next } = readAnswer(Answer, await client.send(command));
          return { items, next: next ?? undefined };
        });
        if (!isComplete) return cutShort(DESCRIBE, MAX_PAGES);
        return { status: 'known', alarms: alarms.map(toState) };
      } catch (error) {
        return toUnknown(error, DESCRIBE);
      }
    },
  };
}

function toState(alarm: Alarm): AlarmState {
  // the first is set when the state changes, the second whenever anything about it does (API reference)
  const changed = alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp;
  return {
    name: alarm.AlarmName,
    arn: alarm.AlarmArn,
    description: alarm.AlarmDescription ?? '',
    state: alarm.StateValue,
    reason: alarm.StateReason ?? '',
    changedMs: changed?.getTime(),
    threshold: alarm.Threshold ?? undefined,
    metrics: metricsOf(alarm),
    hasActions: alarm.ActionsEnabled !== false && alarm.AlarmActions.length > 0,
  };
}

/** Its one metric, or those of its metric math. */
function metricsOf(alarm: Alarm): readonly string[] {
  const metrics = [alarm, ...alarm.Metrics.map(({ MetricStat: stat }) => stat?.Metric ?? {})];
  return metrics.flatMap(({ Namespace: namespace, MetricName: name }) =>
    namespace && name ? [`${namespace} ${name}`] : [],
  );
}
