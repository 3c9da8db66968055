import { describe, expect, it } from 'vitest';
import { chargedAmount, chargeOf } from '#core/caps/settlement.ts';
import type { InvocationRecord, Outcome } from '#core/invocation/record.ts';

const known: InvocationRecord['usage'] = {
  status: 'known',
  inputTokens: 10,
  outputTokens: 20,
  cacheReadInputTokens: 3,
  cacheWriteInputTokens: 4,
};
const unknown: InvocationRecord['usage'] = { status: 'unknown', reason: 'interrupted' };
const reserved = { tokens: 1_000n, usd: 5_000n };

describe('what is charged', () => {
  it.each<[string, Outcome, InvocationRecord['usage'], boolean, boolean, string]>([
    ['an answer that tells its usage', 'success', known, true, true, 'usage'],
    ['a hang-up after the usage was told', 'aborted', known, true, true, 'usage'],
    ['an answer without usage', 'success', unknown, true, true, 'reservation'],
    ['a stream that broke', 'aborted', unknown, true, true, 'reservation'],
    ['a stream that ended in an exception', 'server_error', unknown, true, true, 'reservation'],
    ['a deadline before any answer', 'timeout', unknown, true, false, 'reservation'],
    ['a hang-up before any answer', 'aborted', unknown, true, false, 'reservation'],
    ['Bedrock throttling', 'throttled', unknown, true, false, 'nothing'],
    ['Bedrock refusing', 'client_error', unknown, true, false, 'nothing'],
    ['Bedrock failing', 'server_error', unknown, true, false, 'nothing'],
    ['a hang-up before the call went out', 'aborted', unknown, false, false, 'nothing'],
    ['an open circuit', 'server_error', unknown, false, false, 'nothing'],
    ['a defect of the gateway', 'server_error', unknown, true, true, 'reservation'],
  ])('for %s', (_, outcome, usage, wasSent, mayHaveAnswered, expected) => {
    expect(chargeOf({ outcome, usage, wasSent, mayHaveAnswered })).toBe(expected);
  });

  it('is every token, those of the cache too, and the exact cost', () => {
    expect(chargedAmount('usage', reserved, { usage: known, costUsd: 0.000_000_001_234 })).toEqual({
      tokens: 37n,
      usd: 1_234n,
    });
  });

  it('is the reserved money when the tokens are known and their price is not', () => {
    expect(chargedAmount('usage', reserved, { usage: known })).toEqual({ tokens: 37n, usd: 5_000n });
  });

  it('is the whole reservation, or nothing at all', () => {
    expect(chargedAmount('reservation', reserved, { usage: unknown })).toEqual(reserved);
    expect(chargedAmount('nothing', reserved, { usage: unknown })).toEqual({ tokens: 0n, usd: 0n });
  });
});
