import { describe, expect, it } from 'vitest';
import { encodeException } from '#adapters/event-stream.ts';
import { converseFrames } from '../../support/scripted-bedrock.ts';
import { createFakeGateway, failure, hang, json, MODEL, OTHER_MODEL, stream } from './fake-gateway.ts';

const ROUTE = '/v1/chat/completions';
const question = (more: Readonly<Record<string, unknown>> = {}) => ({
  route: ROUTE,
  path: {},
  body: { model: MODEL, messages: [{ role: 'user', content: 'Hi' }], ...more },
});
const parse = (body: Buffer) => JSON.parse(body.toString());
const eventsOf = (body: Buffer): string[] =>
  body
    .toString()
    .split('\n\n')
    .filter((event) => event !== '')
    .map((event) => event.replace(/^data: /, ''));

describe('a chat request', () => {
  it('is a Converse call whose answer comes back as a chat completion', async () => {
    const gateway = createFakeGateway();

    const { status, headers, body, record } = await gateway.call(question({ max_tokens: 5 }));

    expect(gateway.requests[0]?.path).toBe('/model/amazon.nova-lite-v1%3A0/converse');
    expect(gateway.requests[0]?.headers).toEqual({ 'content-type': 'application/json' });
    expect(parse(Buffer.from(gateway.requests[0]?.body ?? []))).toEqual({
      messages: [{ role: 'user', content: [{ text: 'Hi' }] }],
      inferenceConfig: { maxTokens: 5 },
    });
    expect(status).toBe(200);
    expect(headers).toEqual({
      'content-type': 'application/json',
      'x-request-id': 'bedrock-1',
      'x-amzn-requestid': 'bedrock-1',
      'x-waymark-bedrock-request-id': 'bedrock-1',
    });
    expect(parse(body)).toMatchObject({
      id: 'chatcmpl-bedrock-1',
      created: 1795255872,
      model: MODEL,
      choices: [{ message: { role: 'assistant', content: 'Hello there.' }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 7, completion_tokens: 3, total_tokens: 10 },
    });
    expect(record).toMatchObject({
      route: ROUTE,
      operation: 'Converse',
      stream: false,
      requestId: 'bedrock-1',
      requestedModel: MODEL,
      resolvedModel: MODEL,
      outcome: 'success',
      status: 200,
      usage: { status: 'known', inputTokens: 7, outputTokens: 3 },
    });
  });

  it('is recorded with its labels, the system prompt by its hash', async () => {
    const gateway = createFakeGateway();
    const messages = [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'Hi' },
    ];

    const { record } = await gateway.call(
      question({
        messages,
        user: 'u-1',
        metadata: { application: 'shop', feature: 'search', conversation: 'c-1' },
      }),
    );

    expect(record).toMatchObject({ application: 'shop', feature: 'search' });
    expect(record?.conversation).toMatch(/^hash of /);
    expect(record?.prompt?.systemHash).toMatch(/^hash of /);
    expect(parse(Buffer.from(gateway.requests[0]?.body ?? [])).requestMetadata).toEqual({
      application: 'shop',
      feature: 'search',
      conversation: 'c-1',
      user: 'u-1',
    });
  });

  it('keeps labels that Bedrock would refuse in its record only, the user as a hash', async () => {
    const gateway = createFakeGateway();

    const { status, record } = await gateway.call(
      question({ user: 'auth0|7', metadata: { application: 'Küche', feature: 'search' } }),
    );

    expect(status).toBe(200);
    expect(record).toMatchObject({ application: 'Küche', feature: 'search', user: 'hash of 7' });
    expect(parse(Buffer.from(gateway.requests[0]?.body ?? [])).requestMetadata).toEqual({
      feature: 'search',
    });
  });

  it("gets the stack's guardrail, whose trace is counted and not shown", async () => {
    const trace = {
      guardrail: {
        inputAssessment: {
          g: { contentPolicy: { filters: [{ type: 'INSULTS', confidence: 'HIGH', action: 'BLOCKED' }] } },
        },
      },
    };
    const gateway = createFakeGateway({ guardrail: { identifier: 'g', version: '1' } }, [
      json({
        output: { message: { role: 'assistant', content: [{ text: 'Blocked.' }] } },
        stopReason: 'guardrail_intervened',
        usage: { inputTokens: 1, outputTokens: 0 },
        trace,
      }),
    ]);

    const { body, record } = await gateway.call(question());

    expect(parse(Buffer.from(gateway.requests[0]?.body ?? [])).guardrailConfig).toEqual({
      guardrailIdentifier: 'g',
      guardrailVersion: '1',
      trace: 'enabled',
    });
    expect(parse(body).choices[0]).toMatchObject({
      message: { content: 'Blocked.' },
      finish_reason: 'content_filter',
    });
    expect(body.toString()).not.toContain('INSULTS');
    expect(record).toMatchObject({
      outcome: 'guardrail_intervened',
      guardrail: { counts: [{ type: 'INSULTS' }] },
    });
  });

  it('is retried and falls back along an alias, which the record tells', async () => {
    const gateway = createFakeGateway({}, [
      failure(503, 'ServiceUnavailableException'),
      failure(503, 'ServiceUnavailableException'),
      json({ output: { message: { content: [{ text: 'Here.' }] } }, stopReason: 'end_turn' }),
    ]);

    const { body, record } = await gateway.call(question({ model: 'fast' }));

    expect(gateway.requests.map(({ path }) => path.split('/')[2])).toEqual([
      encodeURIComponent(MODEL),
      encodeURIComponent(MODEL),
      encodeURIComponent(OTHER_MODEL),
    ]);
    expect(parse(body)).toMatchObject({ model: 'fast', choices: [{ message: { content: 'Here.' } }] });
    expect(parse(body).usage).toBeUndefined();
    expect(record).toMatchObject({
      attempts: 3,
      fallbackFrom: MODEL,
      resolvedModel: OTHER_MODEL,
      requestedModel: 'fast',
      usage: { status: 'unknown', reason: 'absent' },
    });
  });

  it('takes a model whose name has a percent sign as it stands', async () => {
    const { status, record } = await createFakeGateway().call(question({ model: 'a%3Ab' }));

    expect(status).toBe(400);
    expect(record?.requestedModel).toBe('a%3Ab');
  });
});

describe('a streamed chat request', () => {
  it('becomes chunks, usage last, and is recorded as ConverseStream', async () => {
    const gateway = createFakeGateway({}, [stream(converseFrames('Hello there you.'))]);

    const { headers, body, record } = await gateway.call(
      question({ stream: true, stream_options: { include_usage: true } }),
    );

    const events = eventsOf(body);
    const chunks = events.slice(0, -1).map((event) => JSON.parse(event));
    expect(gateway.requests[0]?.path).toBe('/model/amazon.nova-lite-v1%3A0/converse-stream');
    expect(headers['content-type']).toBe('text/event-stream; charset=utf-8');
    expect(events.at(-1)).toBe('[DONE]');
    expect(chunks[0].choices[0].delta).toEqual({ role: 'assistant', content: '', refusal: null });
    expect(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('')).toBe('Hello there you.');
    expect(chunks.at(-2).choices[0].finish_reason).toBe('stop');
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { prompt_tokens: 7, total_tokens: 10 } });
    expect(new Set(chunks.map(({ id }) => id))).toEqual(new Set(['chatcmpl-bedrock-1']));
    expect(record).toMatchObject({
      route: ROUTE,
      operation: 'ConverseStream',
      stream: true,
      outcome: 'success',
      usage: { status: 'known', inputTokens: 7 },
    });
  });

  it('says nothing of usage when it was not asked for', async () => {
    const gateway = createFakeGateway({}, [stream(converseFrames('Hello.'))]);

    const { body } = await gateway.call(question({ stream: true }));

    expect(body.toString()).not.toContain('usage');
    expect(eventsOf(body).at(-1)).toBe('[DONE]');
  });

  it.each([
    [
      'an exception in the stream',
      [...converseFrames('Hello.').slice(0, 2), encodeException('throttlingException', 'Too many requests.')],
      { type: 'rate_limit_error', code: 'rate_limit_exceeded', message: 'Too many requests.' },
    ],
    [
      'a stream that ends too early',
      converseFrames('Hello.').slice(0, 2),
      { type: 'server_error', code: 'model_error', message: 'The stream from the model broke off.' },
    ],
  ])('ends %s with an error and without [DONE]', async (_title, frames, error) => {
    const gateway = createFakeGateway({}, [stream(frames)]);

    const { status, body, record } = await gateway.call(question({ stream: true }));

    expect(status).toBe(200);
    expect(JSON.parse(eventsOf(body).at(-1) ?? '')).toEqual({ error: { param: null, ...error } });
    expect(body.toString()).not.toContain('[DONE]');
    expect(record?.outcome).not.toBe('success');
  });

  it('is an ordinary error when it fails before the first frame', async () => {
    const gateway = createFakeGateway({}, [failure(429, 'ThrottlingException', 'Slow down.')]);

    const { status, headers, body, record } = await gateway.call(question({ stream: true }));

    expect(status).toBe(429);
    expect(headers['content-type']).toBe('application/json');
    expect(headers['retry-after']).toBe('1');
    expect(parse(body).error).toMatchObject({ type: 'rate_limit_error', message: 'Slow down.' });
    expect(record).toMatchObject({ outcome: 'throttled', operation: 'ConverseStream', route: ROUTE });
  });
});

describe('an error on the door', () => {
  it.each([
    ['ValidationException', 400, 'invalid_request_error', null],
    ['AccessDeniedException', 403, 'invalid_request_error', 'access_denied'],
    ['ResourceNotFoundException', 404, 'invalid_request_error', 'model_not_found'],
    ['ModelTimeoutException', 408, 'server_error', 'timeout'],
    ['ModelErrorException', 424, 'server_error', 'model_error'],
    ['InternalServerException', 500, 'server_error', null],
    ['ServiceUnavailableException', 503, 'server_error', 'service_unavailable'],
    ['SomethingOfNextYear', 418, 'invalid_request_error', null],
  ])('of %s keeps its status and has the type of OpenAI', async (name, status, type, code) => {
    const gateway = createFakeGateway({}, [failure(status, name, 'Because.')]);

    const answer = await gateway.call(question());

    expect(answer.status).toBe(status);
    expect(answer.headers['x-amzn-errortype']).toBeUndefined();
    expect(parse(answer.body)).toEqual({ error: { message: 'Because.', type, param: null, code } });
  });

  it('names a parameter that Converse cannot express, and is recorded', async () => {
    const gateway = createFakeGateway();

    const { status, body, record } = await gateway.call(question({ seed: 7, stream: true }));

    expect(status).toBe(400);
    expect(parse(body).error).toEqual({
      message:
        "Unsupported parameter: 'seed' is not supported here. Converse has no such setting. Leave it out.",
      type: 'invalid_request_error',
      param: 'seed',
      code: 'unsupported_parameter',
    });
    expect(gateway.requests).toHaveLength(0);
    expect(record).toMatchObject({
      route: ROUTE,
      operation: 'ConverseStream',
      outcome: 'client_error',
      status: 400,
      requestedModel: MODEL,
      resolvedModel: 'none',
      tenant: 'acme',
    });
  });

  it.each([
    ['not JSON', 'hello'],
    ['a list', '[]'],
    ['nothing', ''],
  ])('says that %s is no request', async (_title, body) => {
    const answer = await createFakeGateway().call({ ...question(), body });

    expect(answer.status).toBe(400);
    expect(parse(answer.body).error.message).toBe('The request body must be a JSON object.');
  });

  it('lists the allowed models for one that is not', async () => {
    const { status, body, record } = await createFakeGateway().call(question({ model: 'gpt-4o' }));

    expect(status).toBe(403);
    expect(parse(body).error.message).toContain(`Allowed: fast, ${MODEL}`);
    expect(record).toMatchObject({ requestedModel: 'gpt-4o', resolvedModel: 'none' });
  });

  it('refuses a body that is too large with 413, whatever is in it', async () => {
    const gateway = createFakeGateway({ maxRequestBytes: 100 });

    const { status, body } = await gateway.call(question({ seed: 'x'.repeat(100) }));

    expect(status).toBe(413);
    expect(parse(body).error).toMatchObject({ type: 'invalid_request_error' });
    expect(parse(body).error.message).toContain('this gateway accepts 100');
  });

  it('says 502 for an answer of the model that is none', async () => {
    const gateway = createFakeGateway({}, [json('<html>')]);

    const { status, body } = await gateway.call(question());

    expect(status).toBe(502);
    expect(parse(body).error.type).toBe('server_error');
  });

  it('says when a body is nested too deep to be translated', async () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    const body = `{"model":"${MODEL}","messages":[{"role":"user","content":"Hi"}],"tools":[{"type":"function","function":{"name":"f","parameters":{"a":${deep}}}}]}`;

    const answer = await createFakeGateway({ maxRequestBytes: 1_000_000 }).call({ ...question(), body });

    expect(answer.status).toBe(400);
    expect(parse(answer.body).error.message).toBe('The request body is nested too deep.');
  });
});

describe('a caller of the door who leaves', () => {
  it('stops the call to Bedrock, and the record says aborted', async () => {
    const gateway = createFakeGateway({}, [hang]);

    const { answer, done } = gateway.start(question());
    await new Promise((resolve) => setImmediate(resolve));
    answer.destroy();
    await done;

    expect(gateway.signals[0]?.aborted).toBe(true);
    expect(gateway.records[0]).toMatchObject({ outcome: 'aborted', route: ROUTE });
  });

  it('stops a stream that has begun', async () => {
    const frames = converseFrames('Hello.').slice(0, 2);
    const gateway = createFakeGateway({}, [stream(frames, undefined, { staysOpen: true })]);

    const { answer, done } = gateway.start(question({ stream: true }));
    await new Promise((resolve) => answer.once('data', resolve));
    answer.destroy();
    await done;

    expect(gateway.signals[0]?.aborted).toBe(true);
    expect(gateway.records[0]).toMatchObject({ outcome: 'aborted', operation: 'ConverseStream' });
  });
});

describe('GET /v1/models', () => {
  it('lists aliases and allowed models without a call or a record', async () => {
    const gateway = createFakeGateway();

    const { status, body } = await gateway.call({ route: '/v1/models', path: {} });

    expect(status).toBe(200);
    expect(parse(body)).toEqual({
      object: 'list',
      data: [
        { id: 'fast', object: 'model', created: 0, owned_by: 'waymark' },
        { id: MODEL, object: 'model', created: 0, owned_by: 'amazon' },
        { id: OTHER_MODEL, object: 'model', created: 0, owned_by: 'anthropic' },
      ],
    });
    expect(gateway.requests).toHaveLength(0);
    expect(gateway.records).toHaveLength(0);
  });
});
