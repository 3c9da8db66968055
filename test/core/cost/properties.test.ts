import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultPriceBook } from '#core/cost/default-price-book.ts';
import { estimateCall } from '#core/cost/estimate-call.ts';
import { sumUsd, toUsd } from '#core/cost/money.ts';
import { priceCall } from '#core/cost/price-call.ts';
import { GUARDRAIL_UNITS, type PriceableCall, type PriceableUsage } from '#core/cost/priceable-call.ts';

const count = fc.nat({ max: 300_000 });
const usage: fc.Arbitrary<PriceableUsage> = fc
  .tuple(count, count, count, count, count)
  .map(([inputTokens, outputTokens, cacheReadInputTokens, fiveMinutes, hour]) => ({
    inputTokens,
    outputTokens,
    cacheReadInputTokens,
    cacheWriteInputTokens: fiveMinutes + hour,
    cacheWrite1hInputTokens: hour,
  }));
const keys = [...defaultPriceBook.models.keys()];
const modelId = fc
  .tuple(fc.constantFrom('', 'us.', 'eu.', 'global.', 'us-gov.'), fc.constantFrom(...keys, 'acme.unknown'))
  .map(([geography, key]) => `${geography}${key}`);
const call: fc.Arbitrary<PriceableCall> = fc.record({
  modelId,
  operation: fc.constantFrom('Converse', 'InvokeModel'),
  usage: fc.option(usage, { nil: undefined }),
  serviceTier: fc.constantFrom(undefined, 'default', 'priority'),
  latency: fc.constantFrom(undefined, 'standard', 'optimized'),
  batch: fc.boolean(),
  guardrailTextUnits: fc.oneof(
    fc.constantFrom(undefined, 'unknown' as const),
    fc.dictionary(fc.constantFrom(...GUARDRAIL_UNITS), fc.nat({ max: 100 })),
  ),
  region: fc.constantFrom('us-east-1', 'eu-central-1'),
});
const price = (each: PriceableCall) => priceCall(each, defaultPriceBook);
const plain = (tokens: PriceableUsage, id = 'global.anthropic.claude-opus-5-5'): PriceableCall => ({
  modelId: id,
  operation: 'Converse',
  usage: tokens,
  region: 'us-east-1',
});
const amountOf = (each: PriceableCall): bigint => {
  const result = price(each);
  if (result.status === 'unpriced') throw new Error(result.reason);
  return result.amount;
};

describe('the price of a call', () => {
  it('is a finite amount that is the exact sum of its parts, or a reason without a number', () => {
    fc.assert(
      fc.property(call, (each) => {
        const result = price(each);
        if (result.status === 'unpriced') {
          expect(Object.keys(result)).toEqual(['status', 'reason']);
          return;
        }
        const parts = result.parts.map(({ units, perUnit }) => BigInt(units) * perUnit);
        expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(result.amount);
        expect(sumUsd(parts.map(toUsd))).toBe(result.usd);
        expect(result.usd).toBeGreaterThanOrEqual(0);
        expect(Number.isFinite(result.usd) && Number.isFinite(result.cacheSavedUsd)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is unpriced whenever the tokens are not told', () => {
    fc.assert(fc.property(call, (each) => price({ ...each, usage: undefined }).status === 'unpriced'));
  });

  it('never falls when a token is added, long prompts included', () => {
    const names = [
      'inputTokens',
      'outputTokens',
      'cacheReadInputTokens',
      'cacheWriteInputTokens',
    ] as const satisfies (keyof PriceableUsage)[];
    const id = fc.constantFrom(
      'global.openai.gpt-5.6-luna',
      'us.openai.gpt-5.6-sol',
      'us.anthropic.claude-sonnet-5',
    );
    fc.assert(
      fc.property(
        usage,
        fc.constantFrom(...names),
        fc.nat({ max: 5_000 }),
        id,
        (tokens, name, more, model) => {
          const now = { ...tokens, cacheWrite1hInputTokens: 0 };
          const before = amountOf(plain(now, model));
          expect(amountOf(plain({ ...now, [name]: now[name] + more }, model))).toBeGreaterThanOrEqual(before);
        },
      ),
    );
  });

  it('is additive: two calls cost what one with the tokens of both costs, where no prompt is long', () => {
    fc.assert(
      fc.property(usage, usage, (left, right) => {
        const both: PriceableUsage = {
          inputTokens: left.inputTokens + right.inputTokens,
          outputTokens: left.outputTokens + right.outputTokens,
          cacheReadInputTokens: left.cacheReadInputTokens + right.cacheReadInputTokens,
          cacheWriteInputTokens: left.cacheWriteInputTokens + right.cacheWriteInputTokens,
          cacheWrite1hInputTokens: (left.cacheWrite1hInputTokens ?? 0) + (right.cacheWrite1hInputTokens ?? 0),
        };
        expect(amountOf(plain(left)) + amountOf(plain(right))).toBe(amountOf(plain(both)));
      }),
    );
  });

  it('with the cache is the price without it, less what was saved', () => {
    fc.assert(
      fc.property(usage, (tokens) => {
        const cached = price(plain(tokens));
        const { inputTokens, cacheReadInputTokens, cacheWriteInputTokens, outputTokens } = tokens;
        const uncached = price(
          plain({
            inputTokens: inputTokens + cacheReadInputTokens + cacheWriteInputTokens,
            outputTokens,
            cacheReadInputTokens: 0,
            cacheWriteInputTokens: 0,
          }),
        );
        if (cached.status === 'unpriced' || uncached.status === 'unpriced') throw new Error('unpriced');
        expect(sumUsd([cached.usd, cached.cacheSavedUsd])).toBe(uncached.usd);
      }),
    );
  });
});

describe('the estimate of a call', () => {
  it('is never below what the call comes to', () => {
    fc.assert(
      fc.property(call, usage, fc.nat({ max: 1_000 }), (each, tokens, slack) => {
        const input = tokens.inputTokens + tokens.cacheReadInputTokens + tokens.cacheWriteInputTokens;
        const { usd, tokens: most } = estimateCall(
          { ...each, inputBytes: input + slack, maxTokens: tokens.outputTokens },
          defaultPriceBook,
        );
        const actual = price({ ...each, usage: tokens, guardrailTextUnits: undefined });
        expect(most).toBeGreaterThanOrEqual(input + tokens.outputTokens);
        if (actual.status === 'priced') expect(usd).toBeGreaterThanOrEqual(actual.usd);
      }),
      { numRuns: 1_000 },
    );
  });

  it('has no amount for a model without a price', () => {
    const each = { modelId: 'acme.unknown', region: 'us-east-1', inputBytes: 10, maxTokens: 5 };

    expect(estimateCall(each, defaultPriceBook)).toEqual({ tokens: 15, usd: undefined });
  });
});
