import {
  ConfirmSubscriptionCommand,
  CreateTopicCommand,
  ListSubscriptionsByTopicCommand,
  PublishCommand,
  SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clientOptions, uniqueName } from './target.ts';
import { useEmbeddedAws } from './use-embedded-aws.ts';

const getAws = useEmbeddedAws();
let client: SNSClient;
let TopicArn: string | undefined;

beforeAll(async () => {
  client = new SNSClient(clientOptions(() => getAws().endpoint));
  ({ TopicArn } = await client.send(new CreateTopicCommand({ Name: uniqueName('reports') })));
});

afterAll(() => client.destroy());

const publish = (input: object) =>
  client.send(new PublishCommand({ TopicArn, Message: 'message', ...input }));

test.each([
  ['a subject of more than 100 characters', { Subject: 'S'.repeat(101) }],
  ['a subject with a line break', { Subject: 'first\nsecond' }],
  ['a subject beyond ASCII', { Subject: 'Reifegrad für Grüße' }],
  ['a subject that begins with a blank', { Subject: ' blank' }],
  ['an empty subject', { Subject: '' }],
  ['an empty message', { Message: '' }],
  ['a message of more than 256 KB', { Message: `${'ä'.repeat(131_072)}a` }],
  ['a name in place of an ARN', { TopicArn: 'reports' }],
  ['JSON without a default', { MessageStructure: 'json', Message: '{"email":"a"}' }],
  ['something else than JSON', { MessageStructure: 'json', Message: 'text' }],
])('refuses %s', async (_, input) => {
  await expect(publish(input)).rejects.toMatchObject({
    name: expect.stringMatching(/^InvalidParameter(Exception)?$/),
    $metadata: { httpStatusCode: 400 },
  });
});

test('lists who has subscribed, and who has not confirmed', async () => {
  const topic = await client.send(new CreateTopicCommand({ Name: uniqueName('topic') }));
  const input = { TopicArn: topic.TopicArn, Protocol: 'email', Endpoint: 'reader@example.com' };
  const { SubscriptionArn } = await client.send(new SubscribeCommand(input));
  await client.send(new SubscribeCommand(input));
  const { Subscriptions } = await client.send(
    new ListSubscriptionsByTopicCommand({ TopicArn: topic.TopicArn }),
  );

  expect(SubscriptionArn).toBe('pending confirmation');
  expect(Subscriptions).toMatchObject([
    { ...input, SubscriptionArn: 'PendingConfirmation', Owner: expect.stringMatching(/^\d{12}$/) },
  ]);
});

test('lists subscriptions in pages of a hundred', async () => {
  const topic = await client.send(new CreateTopicCommand({ Name: uniqueName('topic') }));
  for (let index = 0; index < 101; index += 1)
    await client.send(
      new SubscribeCommand({
        TopicArn: topic.TopicArn,
        Protocol: 'email',
        Endpoint: `reader-${index}@example.com`,
      }),
    );
  const list = (NextToken?: string) =>
    client.send(new ListSubscriptionsByTopicCommand({ TopicArn: topic.TopicArn, NextToken }));
  const first = await list();
  const second = await list(first.NextToken);
  const endpoints = [first, second].flatMap(({ Subscriptions = [] }) =>
    Subscriptions.map(({ Endpoint }) => Endpoint),
  );

  expect([first.Subscriptions?.length, second.Subscriptions?.length]).toEqual([100, 1]);
  expect(second.NextToken).toBeUndefined();
  expect(new Set(endpoints).size).toBe(101);
});

test('refuses what cannot be subscribed', async () => {
  const subscribe = (input: object) =>
    client.send(
      new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: 'reader@example.com', ...input }),
    );
  const refusal = { name: expect.stringMatching(/^InvalidParameter(Exception)?$/) };

  await expect(subscribe({ Protocol: 'pigeon' })).rejects.toMatchObject(refusal);
  await expect(subscribe({ Endpoint: 'reader' })).rejects.toMatchObject(refusal);
  await expect(subscribe({ Endpoint: 'a@example.com\r\nBcc: b@example.com' })).rejects.toMatchObject(refusal);
  await expect(
    client.send(new ConfirmSubscriptionCommand({ TopicArn, Token: 'wrong' })),
  ).rejects.toMatchObject(refusal);
});
