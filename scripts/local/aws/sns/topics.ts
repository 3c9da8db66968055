import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { ServiceError } from '../wire.ts';

/** A subscription that a topic has from the start. */
export interface SubscriptionSetup {
  readonly protocol: string;
  readonly endpoint: string;
  /**
   * Whether the subscriber has confirmed; who has not gets nothing.
   * @default true
   */
  readonly isConfirmed?: boolean | undefined;
}

/** A topic of the account. */
export interface TopicSetup {
  readonly arn: string;
  /** @default [] */
  readonly subscriptions?: readonly SubscriptionSetup[] | undefined;
}

/** Who gets a topic's messages; the token is what a confirmation has to name. */
export const StoredSubscription = z.object({
  arn: z.string(),
  protocol: z.string(),
  endpoint: z.string(),
  isConfirmed: z.boolean(),
  token: z.string(),
});
export type StoredSubscription = z.infer<typeof StoredSubscription>;

/** A topic with its subscriptions, in the order in which they were made. */
export const StoredTopic = z.object({ arn: z.string(), subscriptions: z.array(StoredSubscription) });
export type StoredTopic = z.infer<typeof StoredTopic>;

/** The topics of an account. */
export interface Topics {
  readonly all: () => readonly StoredTopic[];
  /** Throws what SNS answers when there is no such topic. */
  readonly find: (arn: string) => StoredTopic;
  /** Creates a topic, or adds the subscriptions that an existing one lacks. */
  readonly create: (topic: TopicSetup) => void;
  readonly restore: (topics: readonly StoredTopic[]) => void;
}

/** Holds topics. */
export function createTopics(): Topics {
  const topics = new Map<string, StoredTopic>();
  return {
    all: () => [...topics.values()],
    find: (arn) => {
      const topic = topics.get(arn);
      if (!topic) throw new ServiceError('NotFound', 'Topic does not exist', { status: 404 });
      return topic;
    },
    create: ({ arn, subscriptions = [] }) => {
      const topic = topics.get(arn) ?? { arn, subscriptions: [] };
      topics.set(arn, topic);
      for (const setup of subscriptions) subscribe(topic, { isConfirmed: true, ...setup });
    },
    restore: (restored) => {
      for (const { arn, subscriptions } of restored) {
        const lacking = topics.get(arn)?.subscriptions ?? [];
        const topic = { arn, subscriptions };
        topics.set(arn, topic);
        for (const subscription of lacking) subscribe(topic, subscription);
      }
    },
  };
}

/** Adds a subscription; one for the same endpoint is kept as it is. */
export function subscribe(
  topic: StoredTopic,
  { protocol, endpoint, isConfirmed = true }: SubscriptionSetup,
): StoredSubscription {
  const known = topic.subscriptions.find(
    (subscription) => subscription.protocol === protocol && subscription.endpoint === endpoint,
  );
  if (known) return known;
  const added = {
    arn: `${topic.arn}:${randomUUID()}`,
    protocol,
    endpoint,
    isConfirmed,
    token: randomUUID().replaceAll('-', ''),
  };
  topic.subscriptions.push(added);
  return added;
}
