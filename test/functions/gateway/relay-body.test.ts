import { describe, expect, it } from 'vitest';
import { CONVERSE_ANSWER } from '../../support/scripted-bedrock.ts';
import { connectionReset, createFakeGateway, json, MODEL, STARTED_AT, stream } from './fake-gateway.ts';

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
      costUsd: 0.00000114, // 7 x 0.06 + 3 x 0.24 per million
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
