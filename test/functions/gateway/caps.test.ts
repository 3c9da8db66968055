import { describe, expect, it } from 'vitest';
import type { SignedHttp } from '#adapters/signed-http.ts';
import type { GuardrailReference } from '#core/bedrock/guardrail-attachment.ts';
import type { Caps } from '#core/caps/caps.ts';
import { CapPolicy } from '#core/caps/policy.ts';
import { createPriceBook } from '#core/cost/price-book.ts';
import { UpstreamError } from '#core/errors.ts';
import { createCapGuard } from '#functions/gateway/caps.ts';
import type { Clock } from '#functions/ports.ts';
import { converseFrames } from '../../support/scripted-bedrock.ts';
import { type CapTable, useCapTables } from './cap-table.ts';
import {
  createFakeGateway,
  failure,
  hang,
  json,
  MODEL,
  OTHER_MODEL,
  type Reply,
  STARTED_AT,
  stream,
} from './fake-gateway.ts';

/** One USD per million tokens in, two out: easy to reckon with. */
const prices = createPriceBook({
  source: 'test',
  date: '2026-11-21',
  guardrail: { contentPolicy: 0.15, sensitiveInformationPolicy: 0.1 },
  models: { [MODEL]: { standard: { any: { input: 1, output: 2 } } } },
});
const KEY_ID = 'key/k1/2026-11';
const TENANT_ID = 'tenant/acme/2026-11';
const STREAM_ROUTE = '/model/{modelId}/converse-stream';
const tables = useCapTables();
const answering = (inputTokens: number, outputTokens: number): Reply =>
  json({
    output: { message: { role: 'assistant', content: [{ text: 'Hi' }] } },
    stopReason: 'end_turn',
    usage: { inputTokens, outputTokens, totalTokens: inputTokens + outputTokens },
  });
const body = (maxTokens: number) => ({
  messages: [{ role: 'user', content: [{ text: 'Hi' }] }],
  inferenceConfig: { maxTokens },
});
/** Most that `body(maxTokens)` may come to. */
const reservedTokens = (maxTokens: number) => JSON.stringify(body(maxTokens)).length + maxTokens;

interface CappedOptions {
  readonly policy?: Partial<CapPolicy>;
  readonly replies?: readonly Reply[];
  readonly wrap?: (send: SignedHttp) => SignedHttp;
  readonly now?: () => number;
  readonly callTimeoutMs?: number;
  readonly guardrail?: GuardrailReference;
}

async function createCapped({
  policy = {},
  replies = [],
  wrap,
  now,
  callTimeoutMs = 60_000,
  guardrail,
}: CappedOptions = {}) {
  const table: CapTable = await tables.create({ ...(wrap && { wrap }) });
  const defects: unknown[] = [];
  const clock: Pick<Clock, 'now'> = { now: now ?? (() => Date.parse(STARTED_AT)) };
  const caps = createCapGuard({
    policy: CapPolicy.parse(policy),
    store: table.store,
    prices,
    region: 'us-east-1',
    clock,
    reportDefect: (error) => void defects.push(error),
  });
  const gateway = createFakeGateway({ prices, callTimeoutMs, guardrail }, replies, { caps });
  return { ...gateway, table, capDefects: defects };
}

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
      /^The daily token cap of key k1 is \d+ tokens, of which 150 tokens are used .* It begins anew at 2026-11-22T00:00:00Z\./,
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

describe('500 calls at once at the edge of a cap', () => {
  it.each<[string, CappedOptions['policy'], Caps]>([
    ['a key', {}, { dailyTokens: 40 * reservedTokens(100) + 1 }],
    ['a tenant', { default: { monthlyTokens: 40 * reservedTokens(100) + 1 } }, {}],
    ['both', { default: { monthlyUsd: 0.013 } }, { dailyTokens: 40 * reservedTokens(100) + 1 }],
  ])(
    'of %s reserve no more than it has, and are charged what they used',
    async (_, policy, caps) => {
      const waiting: (() => void)[] = [];
      let isOpen = false;
      const reply: Reply = async (signal) => {
        if (!isOpen) await new Promise<void>((resolve) => waiting.push(resolve));
        return answering(20, 30)(signal);
      };
      const { call, requests, records, table } = await createCapped({
        ...(policy && { policy }),
        replies: [reply],
      });

      const calls = Promise.all(Array.from({ length: 500 }, () => call({ body: body(100), caps })));
      await expect.poll(() => requests.length + records.length, { timeout: 20_000 }).toBe(500);
      const held = (await table.sums(KEY_ID)).t21 ?? (await table.sums(TENANT_ID)).t ?? 0;
      const admitted = requests.length;
      isOpen = true;
      for (const go of waiting) go();
      const statuses = (await calls).map(({ status }) => status);

      expect(admitted).toBe(40);
      expect(held).toBe(40 * reservedTokens(100));
      expect(statuses.filter((status) => status === 200)).toHaveLength(40);
      expect(statuses.filter((status) => status === 429)).toHaveLength(460);
      const sums = { ...(await table.sums(TENANT_ID)), ...(await table.sums(KEY_ID)) };
      expect(sums).toMatchObject({ t: 40 * 50, u: 40 * 80_000_000 });
    },
    60_000,
  );
});

describe('a call that is cut short', () => {
  const caps: Caps = { dailyTokens: 10_000 };
  const whole = { t21: reservedTokens(100), t: reservedTokens(100) };

  it('by its caller keeps its reservation, since nobody knows what it used', async () => {
    const frames = converseFrames('Hello there.').slice(0, 3);
    const { start, table, records } = await createCapped({
      replies: [stream(frames, undefined, { staysOpen: true })],
    });

    const { answer, done } = start({ route: STREAM_ROUTE, body: body(100), caps });
    answer.once('data', () => answer.destroy());
    await done;

    expect(records).toMatchObject([
      { outcome: 'aborted', cap: { outcome: 'admitted', charged: 'reservation' } },
    ]);
    expect(await table.sums(KEY_ID)).toMatchObject(whole);
  });

  it('by its deadline keeps it too', async () => {
    const { call, table } = await createCapped({ replies: [hang], callTimeoutMs: 20 });

    const { record } = await call({ body: body(100), caps });

    expect(record).toMatchObject({ outcome: 'timeout', cap: { charged: 'reservation' } });
    expect(await table.sums(KEY_ID)).toMatchObject(whole);
  });

  it('by a broken stream keeps it', async () => {
    const frames = converseFrames('Hello there.').slice(0, 3);
    const { call, table } = await createCapped({ replies: [stream(frames, new Error('gone'))] });

    const { record } = await call({ route: STREAM_ROUTE, body: body(100), caps });

    expect(record?.cap).toEqual({ outcome: 'admitted', charged: 'reservation' });
    expect(await table.sums(KEY_ID)).toMatchObject(whole);
  });

  it('by a defect of ours keeps it', async () => {
    const defect: Reply = () => {
      throw new TypeError('of our own');
    };
    const { call, table } = await createCapped({ replies: [defect] });

    const { record } = await call({ body: body(100), caps });

    expect(record?.cap).toEqual({ outcome: 'admitted', charged: 'reservation' });
    expect(await table.sums(KEY_ID)).toMatchObject(whole);
  });

  it.each([
    ['throttles', failure(429, 'ThrottlingException', 'Too many tokens per day')],
    ['refuses', failure(400, 'ValidationException')],
    ['fails', failure(500, 'InternalServerException')],
  ])('is charged nothing when Bedrock %s it', async (_, reply) => {
    const { call, table } = await createCapped({ replies: [reply] });

    const { record } = await call({ body: body(100), caps });

    expect(record?.cap).toEqual({ outcome: 'admitted', charged: 'nothing' });
    expect(await table.sums(KEY_ID)).toMatchObject({ t21: 0, t: 0 });
  });

  it('keeps its reservation when an answer tells no usage', async () => {
    const { call, table } = await createCapped({ replies: [json({ output: {} })] });

    const { record } = await call({ body: body(100), caps });

    expect(record).toMatchObject({ outcome: 'success', cap: { charged: 'reservation' } });
    expect(await table.sums(KEY_ID)).toMatchObject(whole);
  });
});

describe('a model without a price', () => {
  const path = { modelId: OTHER_MODEL };

  it('is refused by name while a USD cap holds', async () => {
    const { call, requests, table } = await createCapped();

    const {
      status,
      headers,
      body: answer,
      record,
    } = await call({
      path,
      body: body(100),
      caps: { dailyUsd: 5 },
    });

    expect([status, headers['x-amzn-errortype']]).toEqual([403, 'AccessDeniedException']);
    expect(answer.toString()).toContain(`There is no price for ${OTHER_MODEL}`);
    expect(record?.cap).toEqual({ outcome: 'unpriced' });
    expect([requests.length, table.operations]).toEqual([0, []]);
  });

  it('goes on and is recorded as not counted when the settings allow it', async () => {
    const { call, table } = await createCapped({
      policy: { unpriced: 'allow' },
      replies: [answering(1, 2)],
    });

    const { status, record } = await call({ path, body: body(100), caps: { dailyUsd: 5 } });

    expect(status).toBe(200);
    expect(record).toMatchObject({
      unpriced: 'model_unknown',
      cap: { outcome: 'unpriced', charged: 'usage' },
    });
    expect(await table.sums(KEY_ID)).toMatchObject({ t21: 3 });
  });

  it('is no matter for a cap of tokens', async () => {
    const { call } = await createCapped({ replies: [answering(1, 2)] });

    const { record } = await call({ path, body: body(100), caps: { dailyTokens: 5_000 } });

    expect(record?.cap).toEqual({ outcome: 'admitted', charged: 'usage' });
  });
});

describe('counters that do not answer', () => {
  const caps: Caps = { dailyTokens: 10_000 };
  /** Fails the calls whose number `fails` accepts, counted from 1. */
  const breaking =
    (fails: (call: number) => boolean) =>
    (send: SignedHttp): SignedHttp => {
      let calls = 0;
      return (request, signal) => {
        calls += 1;
        return fails(calls)
          ? Promise.reject(new UpstreamError('No answer from dynamodb', { retryable: true }))
          : send(request, signal);
      };
    };

  it('let a call pass that is counted, and charged at its end when they answer again', async () => {
    const wrap = breaking((call) => call === 1);
    const { call, table, capDefects } = await createCapped({ wrap, replies: [answering(1, 2)] });

    const { status, record } = await call({ body: body(100), caps });

    expect([status, record?.cap]).toEqual([200, { outcome: 'unchecked', charged: 'usage' }]);
    expect(await table.sums(KEY_ID)).toMatchObject({ t21: 3 });
    expect(capDefects).toEqual([]);
  });

  it('refuse it with status 503 when the settings say so', async () => {
    const { call, requests } = await createCapped({
      wrap: breaking(() => true),
      policy: { onFailure: 'refuse' },
    });

    const { status, headers, record } = await call({ body: body(100), caps });

    expect([status, headers['x-amzn-errortype']]).toEqual([503, 'ServiceUnavailableException']);
    expect(record).toMatchObject({ outcome: 'server_error', cap: { outcome: 'unchecked' } });
    expect(requests).toEqual([]);
  });

  it('leave the reservation where it is when only the end fails', async () => {
    const { call, table } = await createCapped({
      wrap: breaking((call) => call === 2),
      replies: [answering(1, 2)],
    });

    const { status, record } = await call({ body: body(100), caps });

    expect([status, record?.cap]).toEqual([200, { outcome: 'admitted', charged: 'failed' }]);
    expect(await table.sums(KEY_ID)).toMatchObject({ t21: reservedTokens(100) });
  });
});
