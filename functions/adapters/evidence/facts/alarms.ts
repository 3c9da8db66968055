import { type CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { ListSubscriptionsByTopicCommand, type SNSClient } from '@aws-sdk/client-sns';
import * as z from 'zod/mini';
import { NAMESPACE } from '#core/signals/namespace.ts';
import type { FactSource } from '#functions/ports.ts';
import { type AlarmLike, speakersFor } from '../alarm-speakers.ts';
import { listOf, optionalText, readAnswer, unexpectedAnswer } from '../answer.ts';
import { codeOf, EvidenceFailure } from '../failure.ts';
import type { Call } from '../metered-calls.ts';
import { mapWide, readPages } from '../pages.ts';
import { factSource, now } from '../source.ts';

const DESCRIBE = 'cloudwatch:DescribeAlarms';
const SUBSCRIPTIONS = 'sns:ListSubscriptionsByTopic';
const MAX_PAGES = 20;
const MAX_SUBSCRIPTION_PAGES = 5;
const PARALLEL_CALLS = 5;

const Composite = z.object({
  AlarmName: z.string(),
  AlarmArn: optionalText,
  AlarmRule: optionalText,
  ActionsEnabled: z.nullish(z.boolean()),
  AlarmActions: listOf(z.string()),
});
const Metric = z.object({ Namespace: optionalText });
const Alarms = z.object({
  NextToken: optionalText,
  CompositeAlarms: listOf(Composite),
  MetricAlarms: listOf(
    z.object({
      AlarmName: z.string(),
      AlarmArn: optionalText,
      Namespace: optionalText,
      Metrics: listOf(z.object({ MetricStat: z.nullish(z.object({ Metric: z.nullish(Metric) })) })),
      ActionsEnabled: z.nullish(z.boolean()),
      AlarmActions: listOf(z.string()),
    }),
  ),
});
type MetricAlarm = z.infer<typeof Alarms>['MetricAlarms'][number];
const Subscriptions = z.object({
  NextToken: optionalText,
  Subscriptions: listOf(z.object({ SubscriptionArn: optionalText })),
});

interface AlarmsParts {
  readonly cloudWatch: CloudWatchClient;
  readonly sns: SNSClient;
  readonly call: Call;
}

/**
 * Alarms on Bedrock's or Waymark's metrics, and those whose action, or that of a composite alarm over them, reaches a
 * confirmed subscriber of an SNS topic.
 */
export function alarms({ cloudWatch, sns, call }: AlarmsParts): FactSource<'alarms'> {
  const list = (abortSignal: AbortSignal) =>
    readPages(MAX_PAGES, async (NextToken) => {
      const command = new DescribeAlarmsCommand({
        AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
        NextToken,
        MaxRecords: 100,
      });
      const answer = await call(DESCRIBE, () => cloudWatch.send(command, { abortSignal }));
      const { MetricAlarms, CompositeAlarms, NextToken: next } = readAnswer(Alarms, answer);
      return { items: [{ MetricAlarms, CompositeAlarms }], next: next ?? undefined };
    });
  return factSource({
    id: 'alarms',
    call: DESCRIBE,
    query: `DescribeAlarms on the namespaces AWS/Bedrock* and ${NAMESPACE}, and composite alarms over these, ListSubscriptionsByTopic of their topics`,
    window: now,
    read: async ({ signal }) => {
      const { items: pages, isComplete } = await list(signal);
      const ours = pages.flatMap((page) => page.MetricAlarms).filter(isOnOurMetrics);
      const composites = pages.flatMap((page) => page.CompositeAlarms);
      const speakers = new Map(ours.map((alarm) => [alarm, speakersFor(alarm, composites)]));
      const topics = [...new Set([...speakers.values()].flat().flatMap(topicsOf))];
      const confirmed = await mapWide(topics, PARALLEL_CALLS, (topic) =>
        hasConfirmedSubscriber({ sns, call }, topic, signal),
      );
      const reached = new Set(topics.filter((_, index) => confirmed[index]));
      const reaching = ours.filter((alarm) =>
        speakers
          .get(alarm)
          ?.flatMap(topicsOf)
          .some((topic) => reached.has(topic)),
      );
      return { alarms: ours.length, reaching: reaching.length, isComplete };
    },
  });
}

/** Whether somebody confirmed a subscription of a topic. A topic that is gone has no subscriber. */
export async function hasConfirmedSubscriber(
  { sns, call }: Pick<AlarmsParts, 'sns' | 'call'>,
  TopicArn: string,
  abortSignal: AbortSignal,
): Promise<boolean> {
  try {
    const { items: all, isComplete } = await readPages(MAX_SUBSCRIPTION_PAGES, async (NextToken) => {
      const command = new ListSubscriptionsByTopicCommand({ TopicArn, NextToken });
      const answer = await call(SUBSCRIPTIONS, () => sns.send(command, { abortSignal }));
      const { Subscriptions: items, NextToken: next } = readAnswer(Subscriptions, answer);
      return { items, next: next ?? undefined };
    });
    const isConfirmed = all.some(({ SubscriptionArn: arn }) => arn?.startsWith('arn:')); // else `PendingConfirmation`
    if (!isConfirmed && !isComplete) throw unexpectedAnswer(); // hundreds unconfirmed: the next may be
    return isConfirmed;
  } catch (error) {
    if (error instanceof EvidenceFailure && codeOf(error.cause).startsWith('NotFound')) return false;
    throw error;
  }
}

function isOnOurMetrics({ Namespace: own, Metrics: metrics }: MetricAlarm): boolean {
  const namespaces = [own, ...metrics.map(({ MetricStat: stat }) => stat?.Metric?.Namespace)];
  return namespaces.some((namespace) => namespace === NAMESPACE || namespace?.startsWith('AWS/Bedrock'));
}

function topicsOf({ ActionsEnabled: isEnabled, AlarmActions: actions }: AlarmLike): readonly string[] {
  return isEnabled === false ? [] : actions.filter((arn) => /^arn:aws[a-z-]*:sns:/.test(arn));
}
