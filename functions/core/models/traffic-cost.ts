import { findPrices } from '../cost/find-prices.ts';
import { type Picodollars, toUsd } from '../cost/money.ts';
import type { PriceBook, TokenPrices } from '../cost/price-book.ts';
import { pricesFor } from '../cost/price-call.ts';
import { type Known, known, unknown } from './known.ts';
import { explainUnpriced } from './list-price.ts';
import type { TokenTotals } from './tokens.ts';

/** What many calls come to. */
export interface TrafficCost {
  readonly usd: number;
  /** Tokens of the cache that were priced as plain input, for want of a cache price. */
  readonly cachedAsInput: number;
}

/** Whose tokens are priced, and where. */
export interface TrafficCostRequest {
  readonly modelId: string;
  readonly region: string;
  readonly tokens: TokenTotals;
  /** Mean length of a prompt, cached tokens included: it decides on prices for long prompts. */
  readonly tokensPerPrompt: number;
  /**
   * Whether cached tokens become plain input where the model has no cache price: what a model without a cache takes.
   * @default false: such tokens leave the cost unknown
   */
  readonly cacheMayBeLost?: boolean | undefined;
}

/** Prices tokens of many calls exactly, at the on-demand price of the standard tier. */
export function priceTraffic(request: TrafficCostRequest, book: PriceBook): Known<TrafficCost> {
  const { modelId, region, tokens, tokensPerPrompt, cacheMayBeLost = false } = request;
  const found = findPrices({ modelId, region }, book);
  if (typeof found === 'string') return unknown(explainUnpriced(found, modelId));
  const usage = { inputTokens: tokensPerPrompt, cacheReadInputTokens: 0, cacheWriteInputTokens: 0 };
  return amountOf(tokens, pricesFor(usage, found), { modelId, cacheMayBeLost });
}

function amountOf(
  tokens: TokenTotals,
  prices: TokenPrices,
  { modelId, cacheMayBeLost }: { readonly modelId: string; readonly cacheMayBeLost: boolean },
): Known<TrafficCost> {
  const positions = [
    [tokens.input, prices.input],
    [tokens.output, prices.output],
    [tokens.cacheRead, prices.cacheRead],
    [tokens.cacheWrite, prices.cacheWrite],
  ] as const;
  let amount: Picodollars = 0n;
  let cachedAsInput = 0;
  for (const [index, [count, price]] of positions.entries()) {
    if (count === 0) continue;
    const isCached = index >= 2;
    if (price === undefined && isCached && cacheMayBeLost) cachedAsInput += count;
    else if (price === undefined)
      return unknown(explainUnpriced(isCached ? 'cache_price' : 'output_price', modelId));
    amount += BigInt(count) * (price ?? prices.input);
  }
  return known({ usd: toUsd(amount), cachedAsInput });
}
