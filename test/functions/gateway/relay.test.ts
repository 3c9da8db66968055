import { describe, expect, it } from 'vitest';
import { decodeFrame, encodeException } from '#adapters/event-stream.ts';
import { CONVERSE_ANSWER, converseFrames, toFrame } from '../../support/scripted-bedrock.ts';
import { connectionReset, createFakeGateway, json, MODEL, STARTED_AT, stream } from './fake-gateway.ts';

const STREAM_ROUTE = '/model/{modelId}/converse-stream';
const types = (body: Buffer): readonly (string | undefined)[] => {
  const found: (string | undefined)[] = [];
  for (let rest = body; rest.length > 0; rest = rest.subarray(rest.readUInt32BE(0)))
    found.push(decodeFrame(rest.subarray(0, rest.readUInt32BE(0)))?.type);
  return found;
};

describe('a whole answer', () => {
  it('goes back byte for byte with Bedrock’s status and headers', async () => {
    const bytes = ' {"output":{"message":{"content":[{"text":"\\u00e4"}]}},"future":12345678901234567890}\n';
    const gateway = createFakeGateway({}, [json(bytes, { 'x-amzn-bedrock-new': 'x', connection: 'close' })]);

    const answer = await gateway.call();

    expect(answer.body.toString()).toBe(bytes);
    expect(answer.status).toBe(200);
    expect(answer.headers).toEqual({
      'content-type': 'application/json',
      'x-amzn-requestid': 'bedrock-1',
      'x-waymark-bedrock-request-id': 'bedrock-1',
      'x-amzn-bedrock-new': 'x',
    });
  });

  it('is recorded in full', async () => {
    const gateway = createFakeGateway();

    const { record } = await gateway.call({
      headers: {
        'X-Waymark-Application': 'shop',
        'X-Amzn-Trace-Id': 'Root=1-abc;Parent=def;Sampled=1',
        'x-waymark-prompt-id': 'p1',
      },
      body: { system: [{ text: 'Be brief.' }], messages: [], requestMetadata: { feature: 'search' } },
    });

    expect(record).toEqual({
      schemaVersion: 1,
      requestId: 'bedrock-1',
      gatewayRequestId: 'gateway-1',
      traceId: '1-abc',
      startedAt: STARTED_AT,
      stage: 'test',
      tenant: 'acme',
      application: 'shop',
      feature: 'search',
      route: '/model/{modelId}/converse',
      operation: 'Converse',
      requestedModel: MODEL,
      resolvedModel: MODEL,
      region: 'us-east-1',
      stream: false,
      attempts: 1,
      fallbackFrom: undefined,
      status: 200,
      outcome: 'success',
      errorType: undefined,
      latencyMs: 0,
      upstreamLatencyMs: 0,
      timeToFirstTokenMs: undefined,
      usage: {
        status: 'known',
        inputTokens: 7,
        outputTokens: 3,
        cacheReadInputTokens: 0,
        cacheWriteInputTokens: 0,
      },
      stopReason: 'end_turn',
      emptyResponse: false,
      guardrail: undefined,
      toolCalls: 0,
      toolErrors: 0,
      tenantMismatch: false,
      prompt: { id: 'p1', version: undefined, systemHash: 'hash of 22' },
    });
  });

  it('that breaks off becomes an error in Bedrock’s shape', async () => {
    const gateway = createFakeGateway({}, [stream([Buffer.from('{"output":')], connectionReset())]);

    const { status, headers, body, record } = await gateway.call();

    expect(status).toBe(424);
    expect(headers['x-amzn-errortype']).toBe('ModelErrorException');
    expect(JSON.parse(body.toString()).message).toContain('broke off');
    expect(record).toMatchObject({ outcome: 'aborted', status: 424, requestId: 'bedrock-1', attempts: 1 });
  });

  it('without usage is a success whose tokens are unknown', async () => {
    const { usage: _usage, ...withoutUsage } = CONVERSE_ANSWER;
    const gateway = createFakeGateway({}, [json(withoutUsage)]);

    const { record } = await gateway.call();

    expect(record).toMatchObject({ outcome: 'success', usage: { status: 'unknown', reason: 'absent' } });
  });

  it('that is empty is recorded as empty', async () => {
    const gateway = createFakeGateway({}, [
      json({ ...CONVERSE_ANSWER, output: { message: { content: [] } } }),
    ]);

    const { record } = await gateway.call();

    expect(record).toMatchObject({ outcome: 'success', emptyResponse: true });
  });

  it('that is not JSON is relayed all the same', async () => {
    const gateway = createFakeGateway({}, [json(Buffer.from([0xff, 0x00, 0x7b]))]);

    const { body, record } = await gateway.call();

    expect([...body]).toEqual([0xff, 0x00, 0x7b]);
    expect(record?.usage).toEqual({ status: 'unknown', reason: 'invalid' });
  });
});

describe('a streamed answer', () => {
  const frames = converseFrames('Hello there, caller, this is one word after another. ');

  it('goes back byte for byte and is recorded with its usage', async () => {
    const gateway = createFakeGateway({}, [stream(frames)]);

    const { body, headers, record } = await gateway.call({ route: STREAM_ROUTE });

    expect(body.equals(Buffer.concat(frames))).toBe(true);
    expect(headers['content-type']).toBe('application/vnd.amazon.eventstream');
    expect(record).toMatchObject({
      operation: 'ConverseStream',
      stream: true,
      outcome: 'success',
      stopReason: 'end_turn',
      emptyResponse: false,
      timeToFirstTokenMs: 0,
      usage: { status: 'known', inputTokens: 7, outputTokens: 3 },
    });
  });

  it.each([1, 3, 7, 1_000])('is put together from chunks of %i bytes', async (size) => {
    const bytes = Buffer.concat(frames);
    const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
      bytes.subarray(index * size, (index + 1) * size),
    );
    const gateway = createFakeGateway({}, [stream(chunks)]);

    const { body, record } = await gateway.call({ route: STREAM_ROUTE });

    expect(body.equals(bytes)).toBe(true);
    expect(record).toMatchObject({ outcome: 'success', usage: { status: 'known', inputTokens: 7 } });
  });

  it.each([0.1, 0.5, 0.9])('cut at %d ends with an exception and is recorded as aborted', async (share) => {
    const bytes = Buffer.concat(frames);
    const kept = bytes.subarray(0, Math.floor(bytes.length * share));
    const gateway = createFakeGateway({}, [stream([kept], connectionReset())]);

    const { status, body, record } = await gateway.call({ route: STREAM_ROUTE });

    expect(status).toBe(200);
    expect(types(body).at(-1)).toBe('modelStreamErrorException');
    expect(types(body).filter((type) => type === 'modelStreamErrorException')).toHaveLength(1);
    expect(record).toMatchObject({ outcome: 'aborted', usage: { status: 'unknown', reason: 'interrupted' } });
  });

  it('that ends silently halfway is recorded as aborted too', async () => {
    const gateway = createFakeGateway({}, [stream(frames.slice(0, 3))]);

    const { body, record } = await gateway.call({ route: STREAM_ROUTE });

    expect(types(body).at(-1)).toBe('modelStreamErrorException');
    expect(record?.outcome).toBe('aborted');
  });

  it.each([
    ['throttlingException', 'throttled'],
    ['modelStreamErrorException', 'server_error'],
    ['validationException', 'client_error'],
  ])('with %s inside is relayed and recorded as %s', async (type, outcome) => {
    const exception = encodeException(type, 'slow down');
    const sent = [...frames.slice(0, 3), exception];
    const gateway = createFakeGateway({}, [stream(sent, connectionReset())]);

    const { body, record } = await gateway.call({ route: STREAM_ROUTE });

    expect(body.equals(Buffer.concat(sent))).toBe(true);
    expect(gateway.requests).toHaveLength(1);
    expect(record).toMatchObject({ outcome, status: 200, errorType: type[0]?.toUpperCase() + type.slice(1) });
  });

  it('of InvokeModel is read chunk by chunk', async () => {
    const chunk = (value: unknown) =>
      toFrame('chunk', { bytes: Buffer.from(JSON.stringify(value)).toString('base64') });
    const sent = [
      chunk({ outputText: 'Hi', completionReason: null }),
      chunk({
        outputText: '',
        completionReason: 'FINISH',
        'amazon-bedrock-invocationMetrics': { inputTokenCount: 7, outputTokenCount: 3 },
      }),
    ];
    const gateway = createFakeGateway({}, [stream(sent)]);

    const { body, record } = await gateway.call({ route: '/model/{modelId}/invoke-with-response-stream' });

    expect(body.equals(Buffer.concat(sent))).toBe(true);
    expect(record).toMatchObject({
      operation: 'InvokeModelWithResponseStream',
      outcome: 'success',
      stopReason: 'FINISH',
      usage: { status: 'known', inputTokens: 7, outputTokens: 3 },
    });
  });
});
