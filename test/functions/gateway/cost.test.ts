import { describe, expect, it } from 'vitest';
import { encodeException } from '#adapters/event-stream.ts';
import { priceBookWith } from '#core/cost/default-price-book.ts';
import { CONVERSE_ANSWER, converseFrames } from '../../support/scripted-bedrock.ts';
import {
  connectionReset,
  createFakeGateway,
  failure,
  json,
  OTHER_MODEL,
  pricesOf,
  stream,
} from './fake-gateway.ts';
import { guardrail, trace } from './guardrail-trace.ts';

const STREAM_ROUTE = '/model/{modelId}/converse-stream';
const withUsage = (usage: unknown, rest: object = {}) => json({ ...CONVERSE_ANSWER, usage, ...rest });
const units = (usage: unknown) => ({
  guardrail: { inputAssessment: { gr1: { invocationMetrics: { usage } } } },
});

describe('the cost in the record', () => {
  it('is that of the tokens of a whole answer', async () => {
    const { record } = await createFakeGateway().call();

    // Nova Lite: 7 x 0.06 + 3 x 0.24 per million
    expect(record).toMatchObject({ costUsd: 0.000_001_14 });
    expect(record).not.toHaveProperty('unpriced');
    expect(record).not.toHaveProperty('cacheSavedUsd');
  });

  it('is that of the tokens at the end of a stream', async () => {
    const gateway = createFakeGateway({}, [stream(converseFrames('Hello.'))]);

    const { record } = await gateway.call({ route: STREAM_ROUTE });

    expect(record).toMatchObject({ costUsd: 0.000_001_14 });
  });

  it('is that of the model that answered, not of the one that failed before', async () => {
    const down = failure(503, 'ServiceUnavailableException');
    const gateway = createFakeGateway({}, [down, down, json(CONVERSE_ANSWER)]);

    const { record } = await gateway.call({ path: { modelId: 'fast' } });

    // Claude Sonnet 5 in its Region: 7 x 2.2 + 3 x 11 per million
    expect(record).toMatchObject({ resolvedModel: OTHER_MODEL, costUsd: 0.000_048_4 });
  });

  it('counts cached tokens at their own prices and says what they saved', async () => {
    const usage = { inputTokens: 10, outputTokens: 5, cacheReadInputTokens: 1_000, cacheWriteInputTokens: 0 };
    const gateway = createFakeGateway({}, [withUsage(usage)]);

    const { record } = await gateway.call();

    // 10 x 0.06 + 5 x 0.24 + 1000 x 0.015 per million, each read 0.045 less than input
    expect(record).toMatchObject({ costUsd: 0.000_016_8, cacheSavedUsd: 0.000_045 });
  });

  it('holds the guardrail that the gateway attached, whose trace the caller does not see', async () => {
    const gateway = createFakeGateway({ guardrail }, [
      json({ ...CONVERSE_ANSWER, trace: units({ contentPolicyUnits: 2, topicPolicyUnits: 1 }) }),
    ]);

    const { record, body } = await gateway.call();

    // 3 units at 0.15 per thousand on top of the tokens
    expect(record).toMatchObject({ costUsd: 0.000_451_14 });
    expect(body.toString('utf8')).not.toContain('invocationMetrics');
  });

  it('is that of the text units alone when a guardrail is applied without a model', async () => {
    const usage = { topicPolicyUnits: 4, wordPolicyUnits: 4 };
    const gateway = createFakeGateway({}, [
      json({ action: 'NONE', outputs: [], usage, assessments: [{ invocationMetrics: { usage } }] }),
    ]);

    const { record } = await gateway.call({
      route: '/guardrail/{guardrailIdentifier}/version/{guardrailVersion}/apply',
      path: { guardrailIdentifier: 'gr1', guardrailVersion: '1' },
      body: { source: 'INPUT', content: [] },
    });

    expect(record).toMatchObject({ operation: 'ApplyGuardrail', costUsd: 0.000_6 });
  });

  it('follows the prices of the stack', async () => {
    const book = priceBookWith({
      source: 'contract',
      date: '2026-11-21',
      models: { 'amazon.nova-lite-v1:0': { standard: { any: { input: 0.05, output: 0.2 } } } },
    });

    const { record } = await createFakeGateway({}, [], { prices: pricesOf(book) }).call();

    expect(record).toMatchObject({ costUsd: 0.000_000_95 });
  });
});

describe('a call without a price', () => {
  it.each([
    ['the answer tells no usage', 'usage_unknown', withUsage(undefined)],
    ['the answer tells senseless usage', 'usage_unknown', withUsage({ inputTokens: -1, outputTokens: 2 })],
    [
      'it was served in a tier without a price',
      'service_tier',
      json({ ...CONVERSE_ANSWER, serviceTier: { type: 'priority' } }),
    ],
    [
      'it was served with optimised latency',
      'latency',
      json({ ...CONVERSE_ANSWER, performanceConfig: { latency: 'optimized' } }),
    ],
  ])('says why and has no cost: %s', async (_, unpriced, reply) => {
    const { record } = await createFakeGateway({}, [reply]).call();

    expect(record).toMatchObject({ unpriced });
    expect(record).not.toHaveProperty('costUsd');
  });

  it('takes the tier that was asked for where the answer tells none', async () => {
    const headers = { 'X-Amzn-Bedrock-Service-Tier': 'flex' };
    const gateway = createFakeGateway({}, [json({ usage: { input_tokens: 7, output_tokens: 3 } })]);

    const { record } = await gateway.call({ route: '/model/{modelId}/invoke', headers });

    expect(record).toMatchObject({ unpriced: 'service_tier' });
  });

  it('has a guardrail whose units nobody asked for', async () => {
    const gateway = createFakeGateway({ guardrail }, [
      json({ ...CONVERSE_ANSWER, trace: { guardrail: trace } }),
    ]);

    const { record } = await gateway.call();

    expect(record).toMatchObject({ unpriced: 'guardrail_units' });
  });

  it.each([
    ['no guardrail', {}],
    ['a guardrail', { guardrail }],
  ])('is one whose stream broke off under %s', async (_, settings) => {
    const [first = Buffer.alloc(0)] = converseFrames('Hello.');
    const gateway = createFakeGateway(settings, [stream([first], connectionReset())]);

    const { record } = await gateway.call({ route: STREAM_ROUTE });

    expect(record).toMatchObject({ outcome: 'aborted', unpriced: 'usage_unknown' });
    expect(record).not.toHaveProperty('costUsd');
  });

  it('is one that failed within its stream', async () => {
    const exception = encodeException('modelStreamErrorException', 'no');
    const [first = Buffer.alloc(0)] = converseFrames('Hello.');
    const gateway = createFakeGateway({}, [stream([first, exception])]);

    const { record } = await gateway.call({ route: STREAM_ROUTE });

    expect(record).toMatchObject({ unpriced: 'usage_unknown' });
  });
});

describe('a call that was not billed', () => {
  it.each([
    ['refused by the gateway', { path: { modelId: 'acme.other' } }, json(CONVERSE_ANSWER)],
    ['refused by Bedrock', {}, failure(400, 'ValidationException')],
    ['throttled', {}, failure(429, 'ThrottlingException')],
  ])('has neither cost nor reason when it was %s', async (_, options, reply) => {
    const { record } = await createFakeGateway({}, [reply]).call(options);

    expect(record).not.toHaveProperty('costUsd');
    expect(record).not.toHaveProperty('unpriced');
  });
});
