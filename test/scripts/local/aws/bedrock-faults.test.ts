import {
  ConverseCommand,
  ConverseStreamCommand,
  type ConverseStreamOutput,
} from '@aws-sdk/client-bedrock-runtime';
import { describe, expect, test } from 'vitest';
import { bedrockClient, question, useEmbeddedAws } from './use-embedded-aws.ts';

const modelId = 'amazon.nova-lite-v1:0';
const getAws = useEmbeddedAws();

const converse = (text: string, id = modelId) =>
  bedrockClient(getAws()).send(new ConverseCommand({ modelId: id, messages: question(text) }));

async function streamed(text: string, isHttp2 = false) {
  const client = bedrockClient(getAws(), { isHttp2 });
  const events: ConverseStreamOutput[] = [];
  const { stream } = await client.send(new ConverseStreamCommand({ modelId, messages: question(text) }));
  let failure: unknown;
  try {
    for await (const event of stream ?? []) events.push(event);
  } catch (error) {
    failure = error;
  }
  client.destroy();
  return { events, failure };
}

describe.each([
  [400, 'ValidationException'],
  [403, 'AccessDeniedException'],
  [404, 'ResourceNotFoundException'],
  [408, 'ModelTimeoutException'],
  [424, 'ModelErrorException'],
  [429, 'ThrottlingException'],
  [500, 'InternalServerException'],
  [503, 'ServiceUnavailableException'],
])('status %i', (status, name) => {
  test(`is ${name} to an SDK client`, async () => {
    await expect(converse(`[[fault:status=${status}]]`)).rejects.toMatchObject({
      name,
      $metadata: { httpStatusCode: status, requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    });
  });
});

test('names the exception type that a fault asks for', async () => {
  await expect(converse('[[fault:status=429 type=ModelNotReadyException]]')).rejects.toMatchObject({
    name: 'ModelNotReadyException',
  });
});

test('throttles the first attempts of a body and then answers', async () => {
  const attempt = () =>
    converse('hello [[fault:throttle=2]]').then(
      ({ stopReason }) => stopReason,
      (error: Error) => error.name,
    );

  const outcomes = [await attempt(), await attempt(), await attempt(), await attempt()];

  expect(outcomes).toEqual(['ThrottlingException', 'ThrottlingException', 'end_turn', 'end_turn']);
});

test('lets the SDK retry a throttled call to success', async () => {
  const retrying = bedrockClient(getAws(), { maxAttempts: 3 });

  const answer = await retrying.send(
    new ConverseCommand({ modelId, messages: question('retried [[fault:throttle=1]]') }),
  );

  expect(answer.$metadata.attempts).toBe(2);
});

test('fails for the model that a fault names and answers for another', async () => {
  const text = '[[fault:status=503 model=nova-pro]]';

  await expect(converse(text, 'us.amazon.nova-pro-v1:0')).rejects.toMatchObject({
    $metadata: { httpStatusCode: 503 },
  });
  expect((await converse(text)).stopReason).toBe('end_turn');
});

test('fails the next calls that a test asks for', async () => {
  getAws().bedrock.failNext(1, 503);
  getAws().bedrock.failNext(1, 429, 'ModelNotReadyException');

  await expect(converse('a')).rejects.toMatchObject({ name: 'ServiceUnavailableException' });
  await expect(converse('a')).rejects.toMatchObject({ name: 'ModelNotReadyException' });
  expect((await converse('a')).stopReason).toBe('end_turn');
});

test('counts a caller that hangs up while the model hangs', async () => {
  const hangUp = new AbortController();
  const call = bedrockClient(getAws()).send(
    new ConverseCommand({ modelId, messages: question('[[fault:hang]]') }),
    { abortSignal: hangUp.signal },
  );
  const refused = expect(call).rejects.toMatchObject({ name: 'AbortError' });
  await getAws().bedrock.waitForCounters(({ requests }) => requests === 1);

  hangUp.abort();

  await refused;
  const counters = await getAws().bedrock.waitForCounters(({ aborted }) => aborted === 1);
  expect(counters).toEqual({ requests: 1, answered: 0, aborted: 1 });
});

test('counts a caller that leaves in the middle of a stalled stream', async () => {
  const hangUp = new AbortController();
  const { stream } = await bedrockClient(getAws()).send(
    new ConverseStreamCommand({ modelId, messages: question('[[fault:stall=50]]') }),
    { abortSignal: hangUp.signal },
  );
  const seen: string[] = [];

  await expect(async () => {
    for await (const event of stream ?? []) {
      seen.push(...Object.keys(event));
      hangUp.abort();
    }
  }).rejects.toThrow();

  expect(seen[0]).toBe('messageStart');
  expect(await getAws().bedrock.waitForCounters(({ aborted }) => aborted === 1)).toMatchObject({
    answered: 0,
  });
});

describe.each([false, true])('over HTTP/2: %s', (isHttp2) => {
  test.each([10, 50, 90])('cuts a stream at %i %', async (percent) => {
    const whole = await streamed('[[tokens:80]]', isHttp2);
    const wholeBytes = getAws().bedrock.lastAnswer()?.byteLength ?? 0;

    const { events, failure } = await streamed(`[[tokens:80]] [[fault:cut=${percent}]]`, isHttp2);
    const sentBytes = getAws().bedrock.lastAnswer()?.byteLength ?? 0;

    expect(failure).toBeDefined();
    expect(events.length).toBeLessThan(whole.events.length);
    expect(events.some(({ metadata }) => metadata)).toBe(false);
    expect(sentBytes / wholeBytes).toBeCloseTo(percent / 100, 1);
  });

  test('breaks the connection before it answers', async () => {
    const call = bedrockClient(getAws(), { isHttp2 }).send(
      new ConverseCommand({ modelId, messages: question('[[fault:reset]]') }),
    );

    await expect(call).rejects.toThrow();
    expect(getAws().bedrock.counters()).toEqual({ requests: 1, answered: 1, aborted: 0 });
  });
});

test('cuts a buffered answer so that the caller notices', async () => {
  await expect(converse('[[fault:cut=50]]')).rejects.toThrow();
});

test('sends an exception in the middle of a stream', async () => {
  const { events, failure } = await streamed('[[fault:stream-exception=throttlingException]]');

  expect(Object.keys(events[0] ?? {})).toEqual(['messageStart']);
  expect(events.flatMap((event) => Object.keys(event))).not.toContain('metadata');
  expect(failure).toMatchObject({ name: 'ThrottlingException' });
});

test('leaves the usage out, and writes a usage that makes no sense', async () => {
  const { body: without } = await raw('[[fault:no-usage]]');
  const { body: wrong } = await raw('[[fault:bad-usage]]');

  expect(without).not.toHaveProperty('usage');
  expect(wrong.usage).toEqual({ inputTokens: -1, outputTokens: 'many', totalTokens: 1e308 });
});

test('answers with nothing, and with something that is not JSON', async () => {
  const empty = await converse('[[fault:empty]]');

  expect(empty.output?.message?.content).toEqual([{ text: '' }]);
  expect(empty.usage?.outputTokens).toBe(0);
  await expect(converse('[[fault:garbage]]')).rejects.toThrow();
});

test('refuses a fault that it does not know', async () => {
  await expect(converse('[[fault:typo]]')).rejects.toMatchObject({ name: 'ValidationException' });
});

async function raw(text: string): Promise<{ readonly body: Record<string, unknown> }> {
  await converse(text).catch(() => undefined); // the SDK may refuse what is wrong on purpose
  return { body: JSON.parse(getAws().bedrock.lastAnswer()?.toString('utf8') ?? '{}') };
}
