import { type CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { ListSubscriptionsByTopicCommand, type SNSClient } from '@aws-sdk/client-sns';
import * as z from 'zod/mini';
import { NAMESPACE } from '#core/signals/namespace.ts';
import type { FactSource } from '#functions/ports.ts';
import { listOf, optionalText, readAnswer } from '../answer.ts';
import { codeOf, EvidenceFailure } from '../failure.ts';
import type { Call } from '../metered-calls.ts';
import { mapWide, readPages } from '../pages.ts';
import { factSource } from '../source.ts';

const DESCRIBE = 'cloudwatch:DescribeAlarms';
const SUBSCRIPTIONS = 'sns:ListSubscriptionsByTopic';
const MAX_PAGES = 20;
const MAX_SUBSCRIPTION_PAGES = 5;
const PARALLEL_CALLS = 5;

const Metric = z.object({ Namespace: optionalText });
const Alarms = z.object({
  NextToken: optionalText,
  MetricAlarms: listOf(
    z.object({
      Namespace: optionalText,
      Metrics: listOf(z.object({ MetricStat: z.nullish(z.object({ Metric: z.nullish(Metric) })) })),
      ActionsEnabled: z.nullish(z.boolean()),
      AlarmActions: listOf(z.string()),
    }),
  ),
});
type Alarm = z.infer<typeof Alarms>['MetricAlarms'][number];
const Subscriptions = z.object({
  NextToken: optionalText,
  Subscriptions: listOf(z.object({ SubscriptionArn: optionalText })),
});

interface AlarmsParts {
  readonly cloudWatch: CloudWatchClient;
  readonly sns: SNSClient;
  readonly call: Call;
}

/** Alarms on Bedrock's or Waymark's metrics, and those whose action reaches a confirmed subscriber of an SNS topic. */
export function alarms({ cloudWatch, sns, call }: AlarmsParts): FactSource<'alarms'> {
  const list = (abortSignal: AbortSignal) =>
    readPages(MAX_PAGES, async (NextToken) => {
      const command = new DescribeAlarmsCommand({ AlarmTypes: ['MetricAlarm'], NextToken, MaxRecords: 100 });
      const answer = await call(DESCRIBE, () => cloudWatch.send(command, { abortSignal }));
      const { MetricAlarms: items, NextToken: next } = readAnswer(Alarms, answer);
      return { items, next: next ?? undefined };
    });
  return factSource({
    id: 'alarms',
    call: DESCRIBE,
    query: `DescribeAlarms on the namespaces AWS/Bedrock* and ${NAMESPACE}, ListSubscriptionsByTopic of their topics`,
    read: async ({ signal }) => {
      const ours = (await list(signal)).filter(isOnOurMetrics);
      const topics = [...new Set(ours.flatMap(topicsOf))];
      const confirmed = await mapWide(topics, PARALLEL_CALLS, (topic) =>
        hasConfirmedSubscriber({ sns, call }, topic, signal),
      );
      const reached = new Set(topics.filter((_, index) => confirmed[index]));
      const reaching = ours.filter((alarm) => topicsOf(alarm).some((topic) => reached.has(topic)));
      return { alarms: ours.length, reaching: reaching.length };
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
    const all = await readPages(MAX_SUBSCRIPTION_PAGES, async (NextToken) => {
      const command = new ListSubscriptionsByTopicCommand({ TopicArn, NextToken });
      const answer = await call(SUBSCRIPTIONS, () => sns.send(command, { abortSignal }));
      const { Subscriptions: items, NextToken: next } = readAnswer(Subscriptions, answer);
      return { items, next: next ?? undefined };
    });
    return all.some(({ SubscriptionArn: arn }) => arn?.startsWith('arn:')); // else `PendingConfirmation`
  } catch (error) {
    if (error instanceof EvidenceFailure && codeOf(error.cause).startsWith('NotFound')) return false;
    throw error;
  }
}

function isOnOurMetrics({ Namespace: own, Metrics: metrics }: Alarm): boolean {
  const namespaces = [own, ...metrics.map(({ MetricStat: stat }) => stat?.Metric?.Namespace)];
  return namespaces.some((namespace) => namespace === NAMESPACE || namespace?.startsWith('AWS/Bedrock'));
}

function topicsOf({ ActionsEnabled: isEnabled, AlarmActions: actions }: Alarm): readonly string[] {
  return isEnabled === false ? [] : actions.filter((arn) => /^arn:aws[a-z-]*:sns:/.test(arn));
}
