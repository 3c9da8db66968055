import { findPrices } from '../cost/find-prices.ts';
import type { Picodollars } from '../cost/money.ts';
import type { PriceBook } from '../cost/price-book.ts';
import type { UnpricedReason } from '../cost/priceable-call.ts';
import { type Known, known, unknown } from './known.ts';

/** List prices in USD per million tokens, on demand, standard tier. */
export interface ListPrice {
  readonly input: number;
  readonly output: Known<number>;
  readonly cacheRead: Known<number>;
  readonly cacheWrite: Known<number>;
  /** Prompts longer than this many tokens cost more; the shortest limit first. */
  readonly longPromptOver: readonly number[];
}

const PICODOLLARS_PER_TOKEN_AND_MILLION = 1e6;
const perMillion = (price: Picodollars): number => Number(price) / PICODOLLARS_PER_TOKEN_AND_MILLION;

/** The list price of a model as it would be called from a Region. */
export function listPriceOf(modelId: string, region: string, book: PriceBook): Known<ListPrice> {
  const found = findPrices({ modelId, region }, book);
  if (typeof found === 'string') return unknown(explainUnpriced(found, modelId));
  const optional = (price: Picodollars | undefined, what: string): Known<number> =>
    price === undefined
      ? unknown(`The price table has no price of ${what} for ${modelId}.`)
      : known(perMillion(price));
  return known({
    input: perMillion(found.input),
    output: optional(found.output, 'output tokens'),
    cacheRead: optional(found.cacheRead, 'cache reads'),
    cacheWrite: optional(found.cacheWrite, 'cache writes'),
    longPromptOver: found.longPrompt.map(({ over }) => over),
  });
}

const REASONS: Readonly<Partial<Record<UnpricedReason, string>>> = {
  model_unknown: 'is not in the price table',
  model_unresolved: 'names no model by itself; give the model behind it',
  provisioned_throughput: 'is billed by the hour of its model units',
  imported_model: 'is billed by the minute of its model copies',
  prompt_router: 'is a router, whose own fee is not in the price table',
  place_unknown: 'has no price for this Region or geography in the price table',
  cache_price: 'has no price of cached tokens in the price table',
  output_price: 'has no price of output tokens in the price table',
};

/** Why there is no price, in a sentence. */
export function explainUnpriced(reason: UnpricedReason, modelId: string): string {
  return `${modelId} ${REASONS[reason] ?? `cannot be priced (${reason})`}.`;
}
