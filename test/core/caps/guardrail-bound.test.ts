import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guardrailBound } from '#core/caps/guardrail-bound.ts';
import { defaultPriceBook } from '#core/cost/default-price-book.ts';
import { priceCall } from '#core/cost/price-call.ts';

const guardrail = { contentPolicy: 3n, topicPolicy: 5n, contentPolicyImage: 100n };

describe('the most that a guardrail may cost', () => {
  it.each([
    [{ inputBytes: 1_000, images: 0 }, 0, 8n],
    [{ inputBytes: 1_001, images: 0 }, 0, 16n],
    [{ inputBytes: 1_000, images: 2 }, 0, 208n],
    [{ inputBytes: 1_000, images: 0 }, 125, 16n],
    [{ inputBytes: 1_000, images: 0 }, 126, 24n],
  ])('for %j and %i output tokens is %d', (size, maxTokens, expected) => {
    expect(guardrailBound(size, maxTokens, { guardrail })).toBe(expected);
  });

  it('is never below what its units cost, whichever policies it has', () => {
    const units = fc.record({
      contentPolicy: fc.nat(8),
      topicPolicy: fc.nat(8),
      sensitiveInformationPolicy: fc.nat(8),
      contextualGroundingPolicy: fc.nat(8),
    });
    fc.assert(
      fc.property(units, (guardrailTextUnits) => {
        const price = priceCall(
          { modelId: 'none', operation: 'ApplyGuardrail', region: 'us-east-1', guardrailTextUnits },
          defaultPriceBook,
        );
        const bound = guardrailBound({ inputBytes: 4_000, images: 0 }, 500, defaultPriceBook);
        expect(price.status === 'priced' && price.amount <= bound).toBe(true);
      }),
    );
  });
});
