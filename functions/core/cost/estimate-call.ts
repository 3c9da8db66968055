import { findPrices, type PricedPlace } from './find-prices.ts';
import { type Picodollars, toUsd } from './money.ts';
import type { PriceBook } from './price-book.ts';
import { pricesFor } from './price-call.ts';

/** What is known of a call before it is made. */
export interface EstimatableCall extends PricedPlace {
  /** Length of the request body. */
  readonly inputBytes: number;
  /** Most tokens that the answer may have. */
  readonly maxTokens: number;
}

/** Most that a call can come to. */
export interface CallEstimate {
  readonly tokens: number;
  /** @default - the model has no price */
  readonly usd: number | undefined;
}

/**
 * An upper bound of a call, for a reservation that is settled when its usage is known. A tokeniser makes at most one
 * token of a byte, and all of them may be written to the dearest cache. What Bedrock adds itself (a tool prompt of a few
 * hundred tokens), text behind an S3 link or in a compressed document, and guardrails are not in it.
 */
export function estimateCall(call: EstimatableCall, book: PriceBook): CallEstimate {
  const { inputBytes, maxTokens } = call;
  const prices = findPrices(call, book);
  return {
    tokens: inputBytes + maxTokens,
    usd: typeof prices === 'string' ? undefined : toUsd(worstAmount(call, prices)),
  };
}

function worstAmount(
  { inputBytes, maxTokens }: EstimatableCall,
  prices: Exclude<ReturnType<typeof findPrices>, string>,
): Picodollars {
  const usage = { inputTokens: inputBytes, cacheReadInputTokens: 0, cacheWriteInputTokens: 0 };
  const { input, output = 0n, cacheRead = 0n, cacheWrite = 0n, cacheWrite1h = 0n } = pricesFor(usage, prices);
  const dearest = [input, cacheRead, cacheWrite, cacheWrite1h].reduce((most, price) =>
    price > most ? price : most,
  );
  return BigInt(inputBytes) * dearest + BigInt(maxTokens) * output;
}
