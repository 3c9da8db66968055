import { ConverseCommand, ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime';
import { expect, test, vi } from 'vitest';
import { createRandom, drawLogNormal } from '#scripts/local/aws/bedrock/random.ts';
import { bedrockClient, question, useEmbeddedAws } from './use-embedded-aws.ts';

const onWarning = vi.fn();
const getAws = useEmbeddedAws({ onWarning });
const modelId = 'amazon.nova-lite-v1:0';

test('keeps the request and the answer as they went over the wire', async () => {
  const client = bedrockClient(getAws());
  const messages = question('Grüße, 🌍 \u202e "quoted"');

  await client.send(new ConverseCommand({ modelId, messages }));

  const request = getAws().bedrock.lastRequest();
  expect(request?.path).toBe('/model/amazon.nova-lite-v1%3A0/converse');
  expect(request?.headers['content-type']).toBe('application/json');
  expect(request?.body.toString('utf8')).toBe(JSON.stringify({ messages }));
  expect(JSON.parse(getAws().bedrock.lastAnswer()?.toString('utf8') ?? '')).toHaveProperty('output');
});

test('takes the time that a call asks for, to the first token and in all', async () => {
  const startedMs = performance.now();
  const { metrics } = await bedrockClient(getAws()).send(
    new ConverseCommand({ modelId, messages: question('[[latency:ms=30]]') }),
  );

  expect(performance.now() - startedMs).toBeGreaterThanOrEqual(29);
  expect(metrics?.latencyMs).toBe(30);
});

test('streams tokens at their pace instead of all at the end', async () => {
  getAws().bedrock.setLatency({ medianFirstTokenMs: 20, medianTokenMs: 2, sigma: 0 });
  const startedMs = performance.now();
  const { stream } = await bedrockClient(getAws()).send(
    new ConverseStreamCommand({ modelId, messages: question('[[tokens:41]]') }),
  );
  const arrivedMs: number[] = [];
  for await (const event of stream ?? [])
    if (event.contentBlockDelta) arrivedMs.push(performance.now() - startedMs);

  expect(arrivedMs[0]).toBeGreaterThanOrEqual(19);
  expect(arrivedMs.at(-1)).toBeGreaterThanOrEqual(99);
  expect((arrivedMs.at(-1) ?? 0) - (arrivedMs[0] ?? 0)).toBeGreaterThan(40);
});

test('draws latencies that are log-normal around the median', () => {
  const random = createRandom('latency');
  const draws = Array.from({ length: 20_000 }, () => drawLogNormal(random, { median: 40, sigma: 0.4 })).sort(
    (left, right) => left - right,
  );

  expect((draws[10_000] ?? 0) / 40).toBeCloseTo(1, 1);
  expect((draws[19_800] ?? 0) / 40).toBeCloseTo(Math.exp(0.4 * 2.326), 0);
  expect(drawLogNormal(random, { median: 40, sigma: 0 })).toBe(40);
});

test('serves calls of both protocols at the same time', async () => {
  const clients = [bedrockClient(getAws()), bedrockClient(getAws(), { isHttp2: true })];
  const calls = Array.from({ length: 100 }, (_, index) =>
    clients[index % 2]?.send(new ConverseCommand({ modelId, messages: question(`call ${index}`) })),
  );

  const answers = await Promise.all(calls);
  for (const client of clients) client.destroy();

  expect(new Set(answers.map((answer) => answer?.$metadata.requestId)).size).toBe(100);
  expect(getAws().bedrock.counters()).toEqual({ requests: 100, answered: 100, aborted: 0 });
});

test('answers a body that is not JSON in Bedrock\u2019s shape', async () => {
  const client = bedrockClient(getAws());
  client.middlewareStack.add(
    (next) => (args) => {
      const request = args.request as { body: string; headers: Record<string, string> };
      request.body = '{"messages":';
      request.headers['content-length'] = String(request.body.length);
      return next(args);
    },
    { step: 'build', priority: 'low' },
  );

  await expect(client.send(new ConverseCommand({ modelId, messages: question('x') }))).rejects.toMatchObject({
    name: 'ValidationException',
  });
  expect(onWarning).not.toHaveBeenCalled();
});
