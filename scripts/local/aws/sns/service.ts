import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { LOCAL_ACCOUNT, LOCAL_REGION } from '../credentials.ts';
import { operation } from '../json-protocol.ts';
import type { Mail } from '../mail.ts';
import { createQueryService } from '../query-protocol.ts';
import { type Service, ServiceError } from '../wire.ts';
import { invalidParameter } from './failure.ts';
import { PublishRequest, publish } from './publish.ts';
import {
  createTopics,
  type StoredSubscription,
  type StoredTopic,
  subscribe,
  type TopicSetup,
} from './topics.ts';

/** SNS. */
export interface Sns {
  readonly service: Service;
  /** Creates a topic, or adds the subscriptions that an existing one lacks. */
  readonly create: (topic: TopicSetup) => void;
  /** Sends what another service has to say, with a text for each protocol; throws as Publish does. */
  readonly publish: (message: ServiceMessage) => void;
  readonly all: () => readonly StoredTopic[];
  readonly restore: (topics: readonly StoredTopic[]) => void;
}

/** A message of another service: JSON with a `default` and, for mail readers, an `email`. */
export interface ServiceMessage {
  readonly topicArn: string;
  readonly subject: string;
  readonly message: string;
  readonly sentMs: number;
}

// SNS API reference: "up to 100 subscriptions", and as many topics
const PAGE = 100;

const ByTopic = z.object({ TopicArn: z.string().min(1) });
const TopicPage = z.object({ NextToken: z.string().optional() });
const SubscriptionPage = ByTopic.extend({ NextToken: z.string().optional() });
const NewTopic = z.object({ Name: z.string().regex(/^[\w-]{1,256}$/, 'Topic Name') });
const Confirmation = ByTopic.extend({ Token: z.string().min(1) });
const NewSubscription = ByTopic.extend({
  Protocol: z.enum([
    'http',
    'https',
    'email',
    'email-json',
    'sms',
    'sqs',
    'application',
    'lambda',
    'firehose',
  ]),
  Endpoint: z.string().min(1),
  ReturnSubscriptionArn: z.enum(['true', 'false']).default('false'),
});

/** SNS with topics, subscriptions and e-mail; of the other protocols only the subscriptions are kept. */
export function createSns(options: {
  readonly now: () => number;
  readonly topics: readonly TopicSetup[];
  readonly deliver: (mail: Mail) => void;
}): Sns {
  const { now, deliver } = options;
  const topics = createTopics();
  options.topics.forEach(topics.create);
  const service = createQueryService({
    xmlNamespace: 'http://sns.amazonaws.com/doc/2010-03-31/',
    invalidInputCode: 'InvalidParameter',
    operations: {
      CreateTopic: operation(NewTopic, ({ Name }) => {
        const arn = `arn:aws:sns:${LOCAL_REGION}:${LOCAL_ACCOUNT}:${Name}`;
        topics.create({ arn });
        return { TopicArn: arn };
      }),
      ListTopics: operation(TopicPage, ({ NextToken }) => {
        const { items, next } = pageOf(topics.all(), NextToken);
        return { Topics: items.map(({ arn }) => ({ TopicArn: arn })), NextToken: next };
      }),
      Publish: operation(PublishRequest, (request) => publish(request, { topics, nowMs: now(), deliver })),
      Subscribe: operation(NewSubscription, (request) => {
        const topic = topics.find(request.TopicArn);
        const subscription = addSubscription(topic, request);
        if (!subscription.isConfirmed && subscription.protocol === 'email')
          deliver(toInvitation(topic, subscription, now()));
        const isTold = subscription.isConfirmed || request.ReturnSubscriptionArn === 'true';
        return { SubscriptionArn: isTold ? subscription.arn : 'pending confirmation' };
      }),
      ConfirmSubscription: operation(Confirmation, ({ TopicArn, Token }) =>
        confirm(topics.find(TopicArn), Token),
      ),
      ListSubscriptionsByTopic: operation(SubscriptionPage, ({ TopicArn, NextToken }) => {
        const { items, next } = pageOf(topics.find(TopicArn).subscriptions, NextToken);
        return { Subscriptions: items.map((item) => toMember(TopicArn, item)), NextToken: next };
      }),
    },
  });
  return {
    service,
    create: topics.create,
    publish: ({ topicArn, subject, message, sentMs }) => {
      const request = { TopicArn: topicArn, Subject: subject, Message: message, MessageStructure: 'json' };
      publish(request, { topics, nowMs: sentMs, deliver });
    },
    all: topics.all,
    restore: topics.restore,
  };
}

function pageOf<Item>(all: readonly Item[], token: string | undefined) {
  const start = token === undefined ? 0 : Number(Buffer.from(token, 'base64url').toString());
  if (!Number.isInteger(start) || start < 0 || start > all.length) throw invalidParameter('NextToken');
  const end = start + PAGE;
  const next = end < all.length ? Buffer.from(String(end)).toString('base64url') : undefined;
  return { items: all.slice(start, end), next };
}

/** Queues and functions of the own account need no confirmation. */
function addSubscription(
  topic: StoredTopic,
  { Protocol: protocol, Endpoint: endpoint }: z.infer<typeof NewSubscription>,
): StoredSubscription {
  // A line break would let the endpoint write headers into the mail.
  if (protocol.startsWith('email') && !/^[^\s@<>,]+@[^\s@<>,]+$/.test(endpoint))
    throw invalidParameter('Email address');
  return subscribe(topic, { protocol, endpoint, isConfirmed: ['sqs', 'lambda'].includes(protocol) });
}

function confirm(topic: StoredTopic, token: string) {
  const found = topic.subscriptions.find((subscription) => subscription.token === token);
  if (!found) throw new ServiceError('InvalidParameter', 'Invalid token');
  found.isConfirmed = true;
  return { SubscriptionArn: found.arn };
}

const toMember = (topicArn: string, { arn, protocol, endpoint, isConfirmed }: StoredSubscription) => ({
  SubscriptionArn: isConfirmed ? arn : 'PendingConfirmation',
  Owner: LOCAL_ACCOUNT,
  Protocol: protocol,
  Endpoint: endpoint,
  TopicArn: topicArn,
});

/** Stands for the mail whose link confirms: here the token itself is in it. */
const toInvitation = (topic: StoredTopic, { endpoint, token }: StoredSubscription, sentMs: number): Mail => ({
  topicArn: topic.arn,
  messageId: randomUUID(),
  to: endpoint,
  subject: 'AWS Notification - Subscription Confirmation',
  text: `You have chosen to subscribe to the topic:\n${topic.arn}\n\nTo confirm this subscription, call ConfirmSubscription with this token:\n${token}\n`,
  sentMs,
});
