import { describe, expect, it } from 'vitest';
import { defaultPriceBook } from '#core/cost/default-price-book.ts';
import { type BilledCall, recordCost } from '#core/cost/record-cost.ts';
import { tokens } from './tokens.ts';

const CALL: BilledCall = {
  modelId: 'us.amazon.nova-lite-v1:0',
  operation: 'Converse',
  region: 'us-east-1',
  attempts: 1,
  outcome: 'success',
  usage: { status: 'known', ...tokens(1_000, 100) },
};
const costOf = (changes: Partial<BilledCall>) => recordCost({ ...CALL, ...changes }, defaultPriceBook);

describe('recordCost', () => {
  it('is the price of the call', () => {
    expect(costOf({})).toEqual({ costUsd: 0.000_084 }); // 1000 x 0.06 + 100 x 0.24 per million
  });

  it('says what the cache saved as soon as a token was cached, also when it cost more', () => {
    const model = { modelId: 'global.anthropic.claude-sonnet-5' };

    // 1000 x 2 + 100 x 10 + 5000 x 0.2 per million; each read saves 1.8
    expect(costOf({ ...model, usage: { status: 'known', ...tokens(1_000, 100, 5_000) } })).toEqual({
      costUsd: 0.004,
      cacheSavedUsd: 0.009,
    });
    // each write costs 0.5 more
    expect(costOf({ ...model, usage: { status: 'known', ...tokens(0, 0, 0, 2_000) } })).toEqual({
      costUsd: 0.005,
      cacheSavedUsd: -0.001,
    });
  });

  it.each([
    ['a stream that was cut', { outcome: 'aborted', usage: { status: 'unknown', reason: 'interrupted' } }],
    [
      'a caller who left at once',
      { outcome: 'aborted', usage: { status: 'unknown', reason: 'no_response' } },
    ],
    ['a deadline', { outcome: 'timeout', usage: { status: 'unknown', reason: 'no_response' } }],
    ['an answer without usage', { usage: { status: 'unknown', reason: 'absent' } }],
    ['an answer with senseless usage', { usage: { status: 'unknown', reason: 'invalid' } }],
    [
      'an exception in the stream',
      { outcome: 'server_error', usage: { status: 'unknown', reason: 'absent' } },
    ],
  ] as const)('%s has no cost and is unpriced', (_, changes) => {
    expect(costOf(changes)).toEqual({ unpriced: 'usage_unknown' });
  });

  it.each([
    ['a call that was refused before it was made', { attempts: 0, outcome: 'client_error' }],
    ['a call that Bedrock throttled', { outcome: 'throttled' }],
    ['a call that Bedrock failed', { outcome: 'server_error' }],
  ] as const)('%s is not billed, which is neither a cost nor unpriced', (_, changes) => {
    expect(costOf({ usage: { status: 'unknown', reason: 'no_response' }, ...changes })).toEqual({});
  });
});
