import { ListTopicsCommand } from '@aws-sdk/client-sns';
import { hasConfirmedSubscriber } from '#adapters/evidence/facts/alarms.ts';
import { readPages } from '#adapters/evidence/pages.ts';
import type { CheckConnection, Prerequisite } from './check.ts';

const LIST_TOPICS = 'sns:ListTopics';
/** Topics that are looked through for Waymark's own: 100 a page. */
const MAX_PAGES = 50;

/** A subscriber of the reports' topic who has confirmed. Until then SNS sends nothing and says nothing. */
export const reportSubscription: Prerequisite = {
  id: 'report-subscription',
  title: 'A confirmed subscriber of the report topic',
  action: LIST_TOPICS,
  permissions: [LIST_TOPICS, 'sns:ListSubscriptionsByTopic'],
  check: async (connection) => {
    const { clients, call, context, topicArn } = connection;
    const topics = topicArn === undefined ? await findTopics(connection) : [topicArn];
    if (topics.length === 0)
      return {
        status: 'unknown',
        detail:
          'No topic is named waymark. Deploy the stack, or name its topic: npm run doctor -- --topic-arn <arn>',
      };
    const lonely: string[] = [];
    for (const topic of topics)
      if (!(await hasConfirmedSubscriber({ sns: clients.sns, call }, topic, context.signal)))
        lonely.push(topic);
    if (lonely.length === 0)
      return { status: 'ok', detail: `Confirmed for ${topics.map(nameOf).join(', ')}.` };
    return {
      status: 'missing',
      detail: `Nobody has confirmed a subscription of ${lonely.map(nameOf).join(', ')}. Follow the link in the mail that AWS sends.`,
      commands: lonely.map(
        (topic) =>
          `aws sns subscribe --region ${context.region} --topic-arn ${topic} --protocol email --notification-endpoint <you@example.org>`,
      ),
    };
  },
};

async function findTopics({ clients, call, context }: CheckConnection): Promise<readonly string[]> {
  const { items: topics } = await readPages(MAX_PAGES, async (NextToken) => {
    const command = new ListTopicsCommand({ NextToken });
    const answer = await call(LIST_TOPICS, () => clients.sns.send(command, { abortSignal: context.signal }));
    return { items: answer.Topics ?? [], next: answer.NextToken };
  });
  return topics.flatMap(({ TopicArn: arn }) => (arn && /waymark/i.test(nameOf(arn)) ? [arn] : []));
}

const nameOf = (arn: string): string => arn.split(':').at(-1) ?? arn;
