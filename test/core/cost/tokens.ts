import type { PriceableUsage } from '#core/cost/priceable-call.ts';

/** Tokens of a call, in the order of the bill. */
export function tokens(
  inputTokens: number,
  outputTokens: number,
  cacheReadInputTokens = 0,
  cacheWriteInputTokens = 0,
  cacheWrite1hInputTokens = 0,
): PriceableUsage {
  return {
    inputTokens,
    outputTokens,
    cacheReadInputTokens,
    cacheWriteInputTokens,
    cacheWrite1hInputTokens,
  };
}
