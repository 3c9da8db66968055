import { describe, expect, it } from 'vitest';
import type { Caps } from '#core/caps/caps.ts';
import { converseFrames } from '../../support/scripted-bedrock.ts';
import {
  answering,
  body,
  KEY_ID,
  reservedTokens,
  STREAM_ROUTE,
  TENANT_ID,
  useCappedGateway,
} from './capped-gateway.ts';
import { json, MODEL, stream } from './fake-gateway.ts';

const createCapped = useCappedGateway();

describe('a call without caps', () => {
  it('asks DynamoDB nothing', async () => {
    const { call, table } = await createCapped();

    const { status, record } = await call({ body: body(10) });

    expect([status, record?.cap]).toEqual([200, undefined]);
    expect(table.operations).toEqual([]);
  });

  it('asks nothing either when it only applies a guardrail', async () => {
    const { call, table } = await createCapped({ policy: { default: { dailyTokens: 0 } } });

    const { status } = await call({
      route: '/guardrail/{guardrailIdentifier}/version/{guardrailVersion}/apply',
      path: { guardrailIdentifier: 'gr1', guardrailVersion: '1' },
      body: { source: 'INPUT', content: [] },
    });

    expect([status, table.operations]).toEqual([200, []]);
  });
});

describe('a call under caps', () => {
  it('is charged what it used, to its key and its tenant', async () => {
    const policy = { tenants: { acme: { monthlyTokens: 1_000_000 } } };
    const { call, table } = await createCapped({ policy, replies: [answering(12, 34)] });

    const { status, record } = await call({ body: body(100), caps: { dailyUsd: 1 } });

    const used = { t21: 46, t: 46, u21: 80_000_000, u: 80_000_000 };
    expect(status).toBe(200);
    expect(record).toMatchObject({ costUsd: 0.000_08, cap: { outcome: 'admitted', charged: 'usage' } });
    expect(await table.sums(KEY_ID)).toMatchObject(used);
    expect(await table.sums(TENANT_ID)).toMatchObject(used);
  });

  it('that streams is charged what the last event tells', async () => {
    const { call, table } = await createCapped({ replies: [stream(converseFrames('Hello there.'))] });

    const { record } = await call({ route: STREAM_ROUTE, body: body(100), caps: { dailyTokens: 1_000 } });

    const { usage } = record ?? {};
    const tokens = usage?.status === 'known' ? usage.inputTokens + usage.outputTokens : Number.NaN;
    expect(record?.cap).toEqual({ outcome: 'admitted', charged: 'usage' });
    expect(await table.sums(KEY_ID)).toMatchObject({ t21: tokens });
  });

  it('that names no output limit reserves the assumed one, and one for a fallback its dearest model', async () => {
    const policy = { assumedOutputTokens: 500 };
    const caps = { dailyTokens: 499 };
    const { call } = await createCapped({ policy });

    const { status, body: answer } = await call({ caps, path: { modelId: 'fast' } });

    expect(status).toBe(400);
    expect(answer.toString()).toContain('this call alone may use');
  });
});

describe('a call for several answers', () => {
  it.each([{ max_tokens: 50, num_generations: 4 }, { num_generations: 4 }])(
    'reserves each of them: %j',
    async (native) => {
      const { call } = await createCapped({ policy: { assumedOutputTokens: 50 } });
      const options = { route: '/model/{modelId}/invoke', body: native };

      const refused = await call({ ...options, caps: { dailyTokens: 200 } });
      const { status } = await call({ ...options, caps: { dailyTokens: 300 } });

      expect([refused.status, status]).toEqual([400, 200]);
    },
  );
});

describe('a call under a guardrail', () => {
  it('reserves for its policies too, and is charged the units that they used', async () => {
    const units = { contentPolicyUnits: 2, sensitiveInformationPolicyUnits: 2 };
    const assessment = { gr1: { invocationMetrics: { usage: units } } };
    const answer = json({
      output: { message: { role: 'assistant', content: [{ text: 'Hi' }] } },
      stopReason: 'end_turn',
      usage: { inputTokens: 1, outputTokens: 1, totalTokens: 2 },
      trace: { guardrail: { inputAssessment: assessment } },
    });
    const { call, requests, table } = await createCapped({
      replies: [answer],
      guardrail: { identifier: 'gr1', version: '1' },
    });

    const tooDear = await call({ body: body(100), caps: { dailyUsd: 0.000_8 } });
    const { record } = await call({ body: body(100), caps: { dailyUsd: 0.01 } });

    expect([tooDear.status, requests.length]).toEqual([400, 1]);
    expect(record?.cap).toEqual({ outcome: 'admitted', charged: 'usage' });
    expect(await table.sums(KEY_ID)).toMatchObject({ u: 3_000_000 + 2 * 150_000_000 + 2 * 100_000_000 });
  });
});

describe('a cap that is used up', () => {
  const caps: Caps = { dailyTokens: reservedTokens(100) };

  it('refuses with status 429, whose cap it is, how far it is used and when it begins anew', async () => {
    const { call, requests } = await createCapped({ replies: [answering(100, 50)] });
    await call({ body: body(100), caps });

    const { status, headers, body: answer, record } = await call({ body: body(100), caps });

    expect([status, requests.length]).toEqual([429, 1]);
    expect(headers).toMatchObject({
      'x-amzn-errortype': 'ServiceQuotaExceededException',
      'retry-after': '49728', // from 10:11:12.345 to midnight
      'x-waymark-cap-reset': '2026-11-22T00:00:00Z',
      'x-should-retry': 'false',
    });
    expect(JSON.parse(answer.toString()).message).toMatch(
      /^The daily token cap of key k1 is \d+ tokens: 150 tokens are used and 0 tokens reserved .* It begins anew at 2026-11-22T00:00:00Z\./,
    );
    expect(record).toMatchObject({
      status: 429,
      outcome: 'client_error',
      errorType: 'ServiceQuotaExceededException',
      attempts: 0,
      cap: { outcome: 'refused', by: 'key.dailyTokens' },
    });
  });

  it('gives no time to wait to an AWS SDK, which would sleep for it', async () => {
    const { call } = await createCapped({ replies: [answering(100, 50)] });
    await call({ body: body(100), caps });

    const { status, headers } = await call({
      body: body(100),
      caps,
      headers: { 'amz-sdk-request': 'attempt=1; max=3' },
    });

    expect([status, headers['retry-after']]).toEqual([429, undefined]);
    expect(headers['x-waymark-cap-reset']).toBe('2026-11-22T00:00:00Z');
  });

  it('of the tenant gives back what the key had reserved', async () => {
    const { call, table } = await createCapped({ policy: { tenants: { acme: { monthlyUsd: 0.000_2 } } } });

    const { status, record } = await call({ body: body(99), caps: { dailyTokens: 10_000 } });

    expect(status).toBe(400); // more than the whole cap
    expect(record?.cap).toEqual({ outcome: 'refused', by: 'tenant.monthlyUsd' });
    expect(await table.sums(KEY_ID)).toMatchObject({ t21: 0, u21: 0 });
    expect(await table.sums(TENANT_ID)).toEqual({});
  });

  it('of the key takes no room from the tenant', async () => {
    const { call, table } = await createCapped({ policy: { default: { dailyTokens: 1_000_000 } } });

    const { record } = await call({ body: body(100), caps: { dailyTokens: 0 } });

    expect(record?.cap).toEqual({ outcome: 'refused', by: 'key.dailyTokens' });
    expect(await table.sums(TENANT_ID)).toEqual({});
  });

  it('lets calls pass again on the next day, and those of the day before settle there', async () => {
    let now = Date.parse('2026-11-21T23:59:59Z');
    const { call, start, play, table } = await createCapped({
      replies: [answering(100, 50)],
      now: () => now,
    });
    await call({ body: body(100), caps });
    const refused = await call({ body: body(100), caps });
    now = Date.parse('2026-11-22T00:00:00Z');
    const next = await call({ body: body(100), caps });
    play(async (signal) => {
      now = Date.parse('2026-11-23T00:00:01Z');
      return answering(1, 2)(signal);
    });
    now = Date.parse('2026-11-22T23:59:59Z');
    const across = start({ body: body(100), caps: { dailyTokens: 10_000 } });
    across.answer.resume();
    await across.done;

    expect([refused.status, next.status]).toEqual([429, 200]);
    expect(await table.sums(KEY_ID)).toMatchObject({ t21: 150, t22: 153, t: 303 });
    expect(await table.sums(KEY_ID)).not.toHaveProperty('t23');
  });
});

describe('a chat under caps', () => {
  const chat = (maxTokens: number) => ({
    route: '/v1/chat/completions',
    path: {},
    body: { model: MODEL, messages: [{ role: 'user', content: 'Hi' }], max_tokens: maxTokens },
  });

  it('is charged like any other call', async () => {
    const { call, table } = await createCapped({ replies: [answering(12, 34)] });

    const { status, record } = await call({ ...chat(100), caps: { dailyTokens: 1_000 } });

    expect([status, record?.cap]).toEqual([200, { outcome: 'admitted', charged: 'usage' }]);
    expect(await table.sums(KEY_ID)).toMatchObject({ t: 46 });
  });

  it('is refused in OpenAI’s shape, and its client is told when to come back', async () => {
    const { call } = await createCapped({ replies: [answering(60, 40), answering(60, 40)] });
    const caps = { dailyTokens: 150 };
    await call({ ...chat(50), caps });

    const { status, headers, body: answer, record } = await call({ ...chat(50), caps });

    expect(status).toBe(429);
    expect(JSON.parse(answer.toString()).error).toMatchObject({
      type: expect.any(String),
      message: expect.stringContaining('daily token cap'),
    });
    expect(headers).toMatchObject({
      'x-should-retry': 'false',
      'x-waymark-cap-reset': expect.stringMatching(/^\d{4}-\d\d-\d\dT00:00:00/),
      'retry-after': expect.stringMatching(/^\d+$/),
    });
    expect(record).toMatchObject({
      route: '/v1/chat/completions',
      cap: { outcome: 'refused', by: 'key.dailyTokens' },
    });
  });
});
