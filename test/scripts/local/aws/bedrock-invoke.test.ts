import { InvokeModelCommand, InvokeModelWithResponseStreamCommand } from '@aws-sdk/client-bedrock-runtime';
import { describe, expect, test } from 'vitest';
import { bedrockClient, useEmbeddedAws } from './use-embedded-aws.ts';

const getAws = useEmbeddedAws();

type Json = Record<string, unknown>;

async function invoke(modelId: string, body: unknown, extra: Json = {}) {
  const client = bedrockClient(getAws());
  let headers: Record<string, string> = {};
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      headers = (result.response as { headers: Record<string, string> }).headers;
      return result;
    },
    { step: 'deserialize', priority: 'high' },
  );
  const answer = await client.send(
    new InvokeModelCommand({
      modelId,
      contentType: 'application/json',
      body: JSON.stringify(body),
      ...extra,
    }),
  );
  return { body: JSON.parse(new TextDecoder().decode(answer.body)) as Json, headers };
}

async function invokeStream(modelId: string, body: unknown, extra: Json = {}): Promise<Json[]> {
  const { body: stream } = await bedrockClient(getAws()).send(
    new InvokeModelWithResponseStreamCommand({
      modelId,
      contentType: 'application/json',
      body: JSON.stringify(body),
      ...extra,
    }),
  );
  const chunks: Json[] = [];
  for await (const { chunk } of stream ?? []) chunks.push(JSON.parse(new TextDecoder().decode(chunk?.bytes)));
  return chunks;
}

const TEXT = '[[answer:one two three four five six]]';
const ANSWER = 'one two three four five six';
const NOVA_MESSAGES = [{ role: 'user', content: [{ text: TEXT }] }];
const CLAUDE = 'us.anthropic.claude-haiku-4-5-20251001-v1:0';
const claudeRequest = (text: string) => ({
  anthropic_version: 'bedrock-2023-05-31',
  max_tokens: 100,
  messages: [{ role: 'user', content: text }],
});

const providers: readonly {
  readonly modelId: string;
  readonly request: Json;
  readonly answer: Json;
  readonly textOf: (chunk: Json) => string | undefined;
}[] = [
  {
    modelId: CLAUDE,
    request: claudeRequest(TEXT),
    answer: {
      role: 'assistant',
      content: [{ type: 'text', text: ANSWER }],
      stop_reason: 'end_turn',
      usage: { output_tokens: 6, cache_read_input_tokens: 0 },
    },
    textOf: ({ delta }) => (delta as { text?: string } | undefined)?.text,
  },
  {
    modelId: 'us.amazon.nova-lite-v1:0',
    request: { messages: NOVA_MESSAGES, inferenceConfig: { max_new_tokens: 100 } },
    answer: {
      output: { message: { role: 'assistant', content: [{ text: ANSWER }] } },
      stopReason: 'end_turn',
      usage: { outputTokens: 6, cacheReadInputTokenCount: 0 },
    },
    textOf: ({ contentBlockDelta }) =>
      (contentBlockDelta as { delta: { text: string } } | undefined)?.delta.text,
  },
  {
    modelId: 'amazon.titan-text-express-v1',
    request: { inputText: TEXT },
    answer: { results: [{ tokenCount: 6, outputText: ANSWER, completionReason: 'FINISH' }] },
    textOf: ({ outputText }) => outputText as string,
  },
  {
    modelId: 'meta.llama3-3-70b-instruct-v1:0',
    request: { prompt: TEXT },
    answer: { generation: ANSWER, generation_token_count: 6, stop_reason: 'stop' },
    textOf: ({ generation }) => generation as string,
  },
  {
    modelId: 'mistral.mistral-7b-instruct-v0:2',
    request: { prompt: TEXT },
    answer: { outputs: [{ text: ANSWER, stop_reason: 'stop' }] },
    textOf: ({ outputs }) => (outputs as { text: string }[] | undefined)?.[0]?.text,
  },
  {
    modelId: 'mistral.mistral-large-3-675b-instruct',
    request: { messages: [{ role: 'user', content: TEXT }] },
    answer: {
      object: 'chat.completion',
      choices: [{ index: 0, message: { role: 'assistant', content: ANSWER }, finish_reason: 'stop' }],
      usage: { completion_tokens: 6 },
    },
    textOf: ({ choices }) => (choices as { delta: { content?: string } }[])[0]?.delta.content,
  },
  {
    modelId: 'cohere.command-r-plus-v1:0',
    request: { message: TEXT },
    answer: { text: ANSWER, finish_reason: 'COMPLETE' },
    textOf: ({ text }) => text as string,
  },
  {
    modelId: 'cohere.command-text-v14',
    request: { prompt: TEXT },
    answer: { generations: [{ text: ANSWER, finish_reason: 'COMPLETE' }] },
    textOf: ({ text }) => text as string,
  },
];

describe.each(providers)('$modelId', ({ modelId, request, answer, textOf }) => {
  test('answers in its own shape and counts in the headers', async () => {
    const { body, headers } = await invoke(modelId, request);

    expect(body).toMatchObject(answer);
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'x-amzn-bedrock-input-token-count': expect.stringMatching(/^\d+$/),
      'x-amzn-bedrock-output-token-count': '6',
      'x-amzn-bedrock-invocation-latency': expect.stringMatching(/^\d+$/),
      'x-amzn-requestid': expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  test('streams the same text and ends with the metrics', async () => {
    const chunks = await invokeStream(modelId, request);

    expect(chunks.map((chunk) => textOf(chunk) ?? '').join('')).toBe(ANSWER);
    expect(chunks.at(-1)?.['amazon-bedrock-invocationMetrics']).toMatchObject({
      inputTokenCount: expect.any(Number),
      outputTokenCount: 6,
      invocationLatency: expect.any(Number),
      firstByteLatency: expect.any(Number),
    });
  });

  test('leaves the usage out everywhere when that is asked for', async () => {
    const text = JSON.stringify(request).replace('[[answer', '[[fault:no-usage]] [[answer');
    const { body, headers } = await invoke(modelId, JSON.parse(text));
    const chunks = await invokeStream(modelId, JSON.parse(text));

    expect(JSON.stringify([body, chunks]).replaceAll('[[fault:no-usage]]', '')).not.toMatch(
      /usage|token_count|tokenCount|TokenCount/,
    );
    expect(headers).not.toHaveProperty('x-amzn-bedrock-input-token-count');
  });
});

describe('embeddings', () => {
  test('of Titan have the length that is asked for', async () => {
    const { body, headers } = await invoke('amazon.titan-embed-text-v2:0', {
      inputText: 'a b',
      dimensions: 256,
    });

    expect(body).toMatchObject({ inputTextTokenCount: 2 });
    expect(body.embedding).toHaveLength(256);
    expect(Math.hypot(...(body.embedding as number[]))).toBeCloseTo(1);
    expect(headers['x-amzn-bedrock-input-token-count']).toBe('2');
  });

  test('of Cohere are one per text', async () => {
    const request = { texts: ['a', 'b'], input_type: 'search_document' };
    const { body } = await invoke('cohere.embed-english-v3', request);
    const typed = await invoke('cohere.embed-english-v3', { ...request, embedding_types: ['float'] });

    expect(body).toMatchObject({ response_type: 'embeddings_floats', texts: ['a', 'b'] });
    expect(body.embeddings).toHaveLength(2);
    expect(typed.body.embeddings).toEqual({ float: body.embeddings });
  });

  test('cannot be streamed', async () => {
    await expect(invokeStream('amazon.titan-embed-text-v2:0', { inputText: 'a' })).rejects.toMatchObject({
      name: 'ValidationException',
    });
  });
});

test('caches a prompt that Anthropic marks, and uses its tools', async () => {
  const request = {
    ...claudeRequest('hello'),
    system: [{ type: 'text', text: 'A preamble.', cache_control: { type: 'ephemeral' } }],
    tools: [{ name: 'weather', input_schema: { type: 'object', properties: { city: { type: 'string' } } } }],
    tool_choice: { type: 'any' },
  };
  const first = await invoke(CLAUDE, request);
  const second = await invoke(CLAUDE, request);
  const chunks = await invokeStream(CLAUDE, request);

  expect(first.body).toMatchObject({ stop_reason: 'tool_use', usage: { cache_creation_input_tokens: 6 } });
  expect(first.headers['x-amzn-bedrock-cache-write-input-token-count']).toBe('6');
  expect(second.body).toMatchObject({
    usage: { cache_read_input_tokens: 6, cache_creation_input_tokens: 0 },
  });
  expect(chunks).toContainEqual(
    expect.objectContaining({
      type: 'content_block_start',
      content_block: expect.objectContaining({ type: 'tool_use' }),
    }),
  );
});

describe('a guardrail that the headers name', () => {
  const guardrail = { guardrailIdentifier: 'abcdef', guardrailVersion: '1', trace: 'ENABLED' };

  test('reports its assessment in the body and in the last chunk', async () => {
    const request = claudeRequest('I am jane@example.com');
    const { body } = await invoke(CLAUDE, request, guardrail);
    const chunks = await invokeStream(CLAUDE, request, guardrail);

    const expected = {
      'amazon-bedrock-guardrailAction': 'INTERVENED',
      'amazon-bedrock-trace': {
        guardrail: {
          input: { abcdef: { sensitiveInformationPolicy: { piiEntities: [{ type: 'EMAIL' }] } } },
          outputs: [{ abcdef: { invocationMetrics: expect.anything() } }],
        },
      },
    };
    expect(body).toMatchObject(expected);
    expect(chunks.at(-1)).toMatchObject(expected);
  });

  test('says so when it found nothing, and shows no trace that was not asked for', async () => {
    const { body } = await invoke(CLAUDE, claudeRequest('hello'), { ...guardrail, trace: 'DISABLED' });

    expect(body['amazon-bedrock-guardrailAction']).toBe('NONE');
    expect(body).not.toHaveProperty('amazon-bedrock-trace');
  });
});

test.each([
  [CLAUDE, { messages: [] }],
  ['amazon.titan-text-express-v1', { prompt: 'x' }],
  ['meta.llama3-3-70b-instruct-v1:0', []],
  ['cohere.command-r-v1:0', {}],
])('refuses a body of another shape for %s', async (modelId, request) => {
  await expect(invoke(modelId, request)).rejects.toMatchObject({ name: 'ValidationException' });
});
