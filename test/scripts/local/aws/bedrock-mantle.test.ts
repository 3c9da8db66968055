import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { CloudWatchClient, ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import OpenAI from 'openai';
import { afterEach, describe, expect, test } from 'vitest';
import { LOCAL_BEARER_TOKEN } from '#scripts/local/aws/credentials.ts';
import { clientOptions } from './target.ts';
import { useEmbeddedAws } from './use-embedded-aws.ts';

const aws = useEmbeddedAws();
const metrics = () => new CloudWatchClient(clientOptions(() => aws().endpoint));
const openai = () =>
  new OpenAI({ baseURL: `${aws().endpoint}/v1`, apiKey: LOCAL_BEARER_TOKEN, maxRetries: 0 });
const messages = [{ role: 'user' as const, content: 'What is a waymark?' }];
const model = 'openai.gpt-oss-120b-1:0';

async function namesOf(Namespace: string): Promise<readonly (string | undefined)[]> {
  const { Metrics = [] } = await metrics().send(new ListMetricsCommand({ Namespace }));
  return Metrics.map(({ MetricName }) => MetricName);
}

afterEach(() => metrics().destroy());

describe('bedrock-mantle', () => {
  test('answers chats, and counts them where no other call of Bedrock is counted', async () => {
    const completion = await openai().chat.completions.create({ model, messages });

    expect(completion.choices[0]?.message.content).toMatch(/.+/);
    expect(await namesOf('AWS/BedrockMantle')).toEqual(['Inferences']);
    expect(await namesOf('AWS/Bedrock')).toEqual([]);
    const trail = new CloudTrailClient(clientOptions(() => aws().endpoint));
    const { Events = [] } = await trail.send(new LookupEventsCommand({}));
    expect(Events.filter(({ EventName }) => EventName?.startsWith('Invoke'))).toEqual([]);
  });

  test('refuses what it does not offer by name', async () => {
    await expect(openai().chat.completions.create({ model, messages, stream: true })).rejects.toThrow(
      'Streams are not offered here.',
    );
    await expect(openai().chat.completions.create({ model: '', messages })).rejects.toThrow('name a model');
    await expect(openai().chat.completions.create({ model: 'no.such', messages })).rejects.toThrow(
      'model identifier is invalid',
    );
  });
});
