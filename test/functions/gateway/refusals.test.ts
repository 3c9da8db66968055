import { describe, expect, it } from 'vitest';
import { type CallOptions, createFakeGateway, MODEL, OTHER_MODEL } from './fake-gateway.ts';

const APPLY_ROUTE = '/guardrail/{guardrailIdentifier}/version/{guardrailVersion}/apply';
const refuse = async (options: CallOptions, settings = {}) => {
  const gateway = createFakeGateway(settings);
  return { ...(await gateway.call(options)), gateway };
};
const messageOf = (body: Buffer): string => JSON.parse(body.toString()).message;

describe('a refusal', () => {
  it.each([
    ['text', 'not json'],
    ['nothing', ''],
    ['half an object', '{"messages":'],
    ['a list', '[]'],
    ['null', 'null'],
    ['a byte order mark', '\ufeff{}'],
    ['bytes', Buffer.from([0xff, 0xfe, 0x00])],
  ])('of %s as a body is a ValidationException', async (_title, body) => {
    const { status, headers, body: answer, record, gateway } = await refuse({ body });

    expect(status).toBe(400);
    expect(headers).toEqual({
      'content-type': 'application/json',
      'x-amzn-errortype': 'ValidationException',
    });
    expect(messageOf(answer)).toBe('The request body must be a JSON object.');
    expect(gateway.requests).toHaveLength(0);
    expect(record).toMatchObject({
      outcome: 'client_error',
      status: 400,
      errorType: 'ValidationException',
      attempts: 0,
      tenant: 'acme',
      requestId: 'gateway-1',
      requestedModel: MODEL,
      resolvedModel: 'none',
      usage: { status: 'unknown', reason: 'no_response' },
    });
  });

  it('names size and limit of a body that is one byte too large', async () => {
    const body = (bytes: number) => `{"a":"${'x'.repeat(bytes - 8)}"}`;

    const kept = await refuse({ body: body(100) }, { maxRequestBytes: 100 });
    const refused = await refuse({ body: body(101) }, { maxRequestBytes: 100 });

    expect(kept.status).toBe(200);
    expect(refused.status).toBe(413);
    expect(refused.headers['x-amzn-errortype']).toBe('ValidationException');
    expect(messageOf(refused.body)).toContain('101 bytes');
    expect(messageOf(refused.body)).toContain('accepts 100');
    expect(refused.record).toMatchObject({ outcome: 'client_error', status: 413 });
  });

  it('counts bytes, not characters', async () => {
    const { status } = await refuse({ body: `{"a":"${'ä'.repeat(60)}"}` }, { maxRequestBytes: 100 });

    expect(status).toBe(413);
  });

  it.each(['us.other.model-v1', 'constructor', OTHER_MODEL.toUpperCase()])(
    'of the model %s lists what is allowed and keeps it out of the metrics',
    async (modelId) => {
      const { status, headers, body, record, gateway } = await refuse({ path: { modelId } });

      expect(status).toBe(403);
      expect(headers['x-amzn-errortype']).toBe('AccessDeniedException');
      expect(messageOf(body)).toContain(`fast, ${MODEL}, ${OTHER_MODEL}`);
      expect(messageOf(body)).not.toContain(modelId);
      expect(gateway.requests).toHaveLength(0);
      expect(record).toMatchObject({ requestedModel: modelId, resolvedModel: 'none' });
    },
  );

  it.each(['../../etc', 'a b', '%', '%00', 'ä', '..%2F..', 'x'.repeat(3_000), '\u202e'])(
    'of the model identifier %j is a ValidationException',
    async (modelId) => {
      const { status, headers, record, gateway } = await refuse({ path: { modelId } });

      expect(status).toBe(400);
      expect(headers['x-amzn-errortype']).toBe('ValidationException');
      expect(gateway.requests).toHaveLength(0);
      expect(record?.requestedModel.length).toBeLessThanOrEqual(256);
      expect(record?.requestedModel).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    },
  );

  it('takes a model identifier that API Gateway left encoded', async () => {
    const { status, gateway } = await refuse({ path: { modelId: encodeURIComponent(MODEL) } });

    expect(status).toBe(200);
    expect(gateway.requests[0]?.path).toBe('/model/amazon.nova-lite-v1%3A0/converse');
  });

  it.each([
    ['without an identity', null],
    ['of a tenant that is no tenant name', '../x'],
  ])('comes to a call %s', async (_title, tenant) => {
    const { status, headers, record, gateway } = await refuse({ tenant });

    expect(status).toBe(403);
    expect(headers['x-amzn-errortype']).toBe('AccessDeniedException');
    expect(gateway.requests).toHaveLength(0);
    expect(record?.tenant).toBe('unknown');
  });

  it.each([
    { guardrailIdentifier: '..', guardrailVersion: '..' },
    { guardrailIdentifier: '', guardrailVersion: '1' },
    { guardrailIdentifier: 'gr1', guardrailVersion: '../2' },
    { guardrailIdentifier: 'gr 1', guardrailVersion: '1' },
  ])('comes to a guardrail named %j', async (path) => {
    const { status, headers, gateway } = await refuse({
      route: APPLY_ROUTE,
      path,
      body: { source: 'INPUT', content: [] },
    });

    expect(status).toBe(400);
    expect(headers['x-amzn-errortype']).toBe('ValidationException');
    expect(gateway.requests).toHaveLength(0);
  });

  it('never quotes the caller', async () => {
    const canary = 'canary-4711';

    const answers = await Promise.all([
      refuse({ body: `{"messages":"${canary}"` }),
      refuse({ path: { modelId: `other.${canary}` }, body: { text: canary } }),
      refuse({ body: { text: canary } }, { maxRequestBytes: 3 }),
    ]);

    for (const { body } of answers) expect(body.toString()).not.toContain(canary);
  });
});

describe('the health check', () => {
  it('answers without a call to Bedrock and leaves no record', async () => {
    const { status, body, record, gateway } = await refuse({ route: '/v1/healthz', path: {} });

    expect(status).toBe(200);
    expect(JSON.parse(body.toString())).toEqual({ status: 'ok', stage: 'test' });
    expect(gateway.requests).toHaveLength(0);
    expect(record).toBeUndefined();
  });
});
