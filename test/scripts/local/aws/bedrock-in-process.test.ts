import { buffer, json } from 'node:stream/consumers';
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { describe, expect, test } from 'vitest';
import { clientOptions } from './target.ts';
import { question, useEmbeddedAws } from './use-embedded-aws.ts';

const DAY_MS = 24 * 60 * 60_000;
const model = 'amazon.nova-lite-v1:0';
const path = (operation: string) => `/model/${encodeURIComponent(model)}/${operation}`;
const principalArn = 'arn:aws:sts::123456789012:assumed-role/app/one';

const aws = useEmbeddedAws();

const request = (operation: string, words: string) => ({
  path: path(operation),
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(JSON.stringify({ messages: question(words) })),
});

describe('Bedrock in process', () => {
  test('answers as it does over HTTP', async () => {
    const answer = await aws().bedrock.invoke(request('converse', '[[answer:yes]]'), {
      principalArn,
      atMs: Date.now(),
    });

    expect(answer.status).toBe(200);
    expect(answer.headers['x-amzn-requestid']).toMatch(/^[0-9a-f-]{36}$/);
    expect(await json(answer.body)).toMatchObject({
      output: { message: { content: [{ text: 'yes' }] } },
      stopReason: 'end_turn',
    });
  });

  test('streams without waiting, and tells a virtual clock when each part is due', async () => {
    aws().bedrock.setLatency({ medianFirstTokenMs: 60_000, medianTokenMs: 1_000, sigma: 0 });
    const due: number[] = [];

    const answer = await aws().bedrock.invoke(request('converse-stream', '[[tokens:9]]'), {
      principalArn,
      atMs: Date.now(),
      waitUntil: (sinceStartMs) => due.push(sinceStartMs),
    });
    const bytes = await buffer(answer.body);

    expect(bytes.length).toBeGreaterThan(0);
    expect(due[0]).toBe(60_000);
    expect(due.at(-1)).toBe(68_000);
    expect([...due].sort((left, right) => left - right)).toEqual(due);
  });

  test('answers failures as answers', async () => {
    aws().bedrock.failNext(1, 503);

    const answer = await aws().bedrock.invoke(request('converse', 'hello'), {
      principalArn,
      atMs: Date.now(),
    });

    expect(answer.status).toBe(503);
    expect(answer.headers['x-amzn-errortype']).toContain('ServiceUnavailableException');
    expect(await json(answer.body)).toMatchObject({ message: expect.any(String) });
  });

  test('counts at the time of the call', async () => {
    const atMs = Date.now() - 3 * DAY_MS;
    const client = new CloudWatchClient(clientOptions(() => aws().endpoint));
    await aws().bedrock.invoke(request('converse', 'earlier'), { principalArn, atMs });

    const { MetricDataResults } = await client.send(
      new GetMetricDataCommand({
        StartTime: new Date(atMs - 60_000),
        EndTime: new Date(atMs + 60_000),
        MetricDataQueries: [
          {
            Id: 'm',
            MetricStat: {
              Metric: {
                Namespace: 'AWS/Bedrock',
                MetricName: 'Invocations',
                Dimensions: [{ Name: 'ModelId', Value: model }],
              },
              Period: 60,
              Stat: 'Sum',
            },
          },
        ],
      }),
    );
    client.destroy();

    expect(MetricDataResults?.[0]?.Values).toEqual([1]);
  });

  test('caches prompts at the time of the call', async () => {
    const atMs = Date.now() - DAY_MS;
    const cached = {
      ...request('converse', ''),
      body: Buffer.from(
        JSON.stringify({
          system: [{ text: 'an instruction of its own' }, { cachePoint: { type: 'default' } }],
          messages: question('hello'),
        }),
      ),
    };
    const read = async (offsetMs: number) => {
      const { body } = await aws().bedrock.invoke(cached, { principalArn, atMs: atMs + offsetMs });
      const { usage } = (await json(body)) as { usage: Record<string, number> };
      return usage.cacheReadInputTokens ?? 0;
    };

    expect(await read(0)).toBe(0);
    expect(await read(60_000)).toBeGreaterThan(0);
    expect(await read(3_600_000)).toBe(0);
  });

  test('shows in CloudTrail with its principal', async () => {
    const atMs = Date.now() - DAY_MS;
    const client = new CloudTrailClient(clientOptions(() => aws().endpoint));
    await aws().bedrock.invoke(request('converse', 'hello'), {
      principalArn: 'arn:aws:sts::123456789012:assumed-role/pipeline/two',
      atMs,
    });

    const { Events = [] } = await client.send(
      new LookupEventsCommand({ StartTime: new Date(atMs - 1_000), EndTime: new Date(atMs + 1_000) }),
    );
    client.destroy();

    const recorded = Events.map(({ EventName, CloudTrailEvent = '' }) => [
      EventName,
      CloudTrailEvent.includes('assumed-role/pipeline/two'),
    ]);
    expect(recorded).toContainEqual(['Converse', true]);
  });
});
