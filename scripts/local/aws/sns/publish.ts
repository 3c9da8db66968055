import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Mail } from '../mail.ts';
import { invalidParameter, notOffered } from './failure.ts';
import type { StoredTopic, Topics } from './topics.ts';

// SNS API reference, Publish: 256 KB of UTF-8 in all.
const MAX_MESSAGE_BYTES = 262_144;

/**
 * SNS API reference, Publish: ASCII that begins with a letter, a number or a punctuation mark, without line breaks
 * and control characters, up to 100 characters.
 */
const SUBJECT = /^[\x21-\x7e][\x20-\x7e]{0,99}$/;

export const PublishRequest = z.object({
  TopicArn: z.string().optional(),
  TargetArn: z.string().optional(),
  PhoneNumber: z.string().optional(),
  Message: z.string().default(''),
  Subject: z.string().optional(),
  MessageStructure: z.string().optional(),
});
export type PublishRequest = z.infer<typeof PublishRequest>;

/** What publishing needs. */
export interface PublishContext {
  readonly topics: Topics;
  readonly nowMs: number;
  readonly deliver: (mail: Mail) => void;
}

/** Sends a message to a topic; confirmed e-mail subscribers get it, without the footer that AWS appends. */
export function publish(request: PublishRequest, { topics, nowMs, deliver }: PublishContext) {
  const topic = topics.find(readTopicArn(request));
  if (request.Subject !== undefined && !SUBJECT.test(request.Subject)) throw invalidParameter('Subject');
  const text = readText(request);
  const messageId = randomUUID();
  // What AWS writes over a message without a subject.
  const subject = request.Subject ?? 'AWS Notification Message';
  for (const to of mailReaders(topic))
    deliver({ topicArn: topic.arn, messageId, to, subject, text, sentMs: nowMs });
  return { MessageId: messageId };
}

function readTopicArn({ TopicArn, TargetArn, PhoneNumber }: PublishRequest): string {
  if (PhoneNumber !== undefined) throw notOffered('text messages');
  const arn = TopicArn ?? TargetArn;
  if (arn === undefined)
    throw invalidParameter('TopicArn or TargetArn Reason: no value for required parameter');
  if (!/^arn:aws[\w-]*:sns:[^:]+:\d{12}:[^:]+$/.test(arn)) throw invalidParameter('TopicArn');
  return arn;
}

function readText({ Message, MessageStructure }: PublishRequest): string {
  if (Message === '') throw invalidParameter('Empty message');
  if (Buffer.byteLength(Message) > MAX_MESSAGE_BYTES) throw invalidParameter('Message too long');
  if (MessageStructure === undefined) return Message;
  if (MessageStructure !== 'json') throw invalidParameter('MessageStructure');
  const texts = parseTexts(Message);
  return texts.email ?? texts.default;
}

const Texts = z.looseObject({ default: z.string(), email: z.string().optional() });

function parseTexts(message: string): z.infer<typeof Texts> {
  try {
    return Texts.parse(JSON.parse(message));
  } catch {
    throw invalidParameter('Message Structure - No default entry in JSON message body');
  }
}

const mailReaders = ({ subscriptions }: StoredTopic): readonly string[] =>
  subscriptions
    .filter(({ protocol, isConfirmed }) => protocol === 'email' && isConfirmed)
    .map(({ endpoint }) => endpoint);
