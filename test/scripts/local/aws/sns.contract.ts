import {
  CreateTopicCommand,
  ListSubscriptionsByTopicCommand,
  ListTopicsCommand,
  PublishCommand,
  SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clientOptions, type GetEndpoint, uniqueName } from './target.ts';

/** SNS, as far as reports by mail need it. */
export function describeSnsContract(getEndpoint: GetEndpoint): void {
  describe('SNS', () => {
    let client: SNSClient;
    let TopicArn: string | undefined;

    beforeAll(async () => {
      client = new SNSClient(clientOptions(getEndpoint));
      ({ TopicArn } = await client.send(new CreateTopicCommand({ Name: uniqueName('reports') })));
    });

    afterAll(() => client.destroy());

    const publish = (input: object) =>
      client.send(new PublishCommand({ TopicArn, Message: 'message', ...input }));

    test('creates a topic once', async () => {
      const Name = uniqueName('topic');
      const first = await client.send(new CreateTopicCommand({ Name }));
      const second = await client.send(new CreateTopicCommand({ Name }));

      expect(first.TopicArn).toMatch(new RegExp(`^arn:aws:sns:us-east-1:\\d{12}:${Name}$`));
      expect(second.TopicArn).toBe(first.TopicArn);
    });

    test('publishes, up to the limits of subject and message', async () => {
      const longest = { Subject: 'S'.repeat(100), Message: 'ä'.repeat(131_072) };

      const { MessageId } = await publish({ Subject: 'Maturity: level 3', Message: 'Grüße\n<&>\n\n🌍' });

      expect(MessageId).toMatch(/^[0-9a-f-]{36}$/);
      expect((await publish(longest)).MessageId).not.toBe(MessageId);
    });

    test('refuses a message of more than 256 KB', async () => {
      await expect(publish({ Message: `${'ä'.repeat(131_072)}a` })).rejects.toMatchObject({
        name: expect.stringMatching(/^InvalidParameter(Exception)?$/),
        $metadata: { httpStatusCode: 400 },
      });
    });

    test('refuses a topic that does not exist', async () => {
      await expect(publish({ TopicArn: `${TopicArn}-missing` })).rejects.toMatchObject({
        name: expect.stringMatching(/^NotFound(Exception)?$/),
        $metadata: { httpStatusCode: 404 },
      });
      await expect(
        client.send(new ListSubscriptionsByTopicCommand({ TopicArn: `${TopicArn}-missing` })),
      ).rejects.toMatchObject({ name: expect.stringMatching(/^NotFound(Exception)?$/) });
    });

    test('lists who has subscribed', async () => {
      const topic = await client.send(new CreateTopicCommand({ Name: uniqueName('topic') }));
      const input = { TopicArn: topic.TopicArn, Protocol: 'email', Endpoint: 'reader@example.com' };
      await client.send(new SubscribeCommand(input));
      const { Subscriptions } = await client.send(
        new ListSubscriptionsByTopicCommand({ TopicArn: topic.TopicArn }),
      );

      expect(Subscriptions).toMatchObject([{ ...input, Owner: expect.stringMatching(/^\d{12}$/) }]);
    });

    test('lists topics', async () => {
      const found: (string | undefined)[] = [];
      let NextToken: string | undefined;
      do {
        const page = await client.send(new ListTopicsCommand({ NextToken }));
        found.push(...(page.Topics ?? []).map((topic) => topic.TopicArn));
        NextToken = page.NextToken;
      } while (NextToken !== undefined);

      expect(found).toContain(TopicArn);
    });
  });
}
