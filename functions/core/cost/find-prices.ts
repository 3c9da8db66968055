import { type ModelId, parseModelId } from '../bedrock/model-id.ts';
import type { ModelPrices, PlacePrices, PriceBook } from './price-book.ts';
import { toPriceKey, toUndatedKey } from './price-key.ts';
import type { Variant } from './price-table.ts';
import type { PriceableCall, UnpricedReason } from './priceable-call.ts';

/** What decides which prices hold for a call. */
export type PricedPlace = Pick<
  PriceableCall,
  'modelId' | 'resolvedModel' | 'serviceTier' | 'latency' | 'batch' | 'region'
>;

/** The token prices of a call, or why there are none. */
export function findPrices(call: PricedPlace, book: PriceBook): PlacePrices | UnpricedReason {
  const model = resolve(call, book);
  if (typeof model === 'string') return model;
  const prices = pricesOf(model, book);
  if (!prices) return 'model_unknown';
  const variant = variantOf(call);
  if (typeof variant !== 'string') return variant.unpriced;
  const places = prices[variant];
  if (!places) return variant === 'standard' ? 'place_unknown' : REASON_BY_VARIANT[variant];
  return pricesAt(places, model.geography, call.region) ?? 'place_unknown';
}

const REASON_BY_VARIANT = {
  priority: 'service_tier',
  flex: 'service_tier',
  optimized: 'latency',
  batch: 'batch',
} as const satisfies Record<Variant, UnpricedReason>;

const REASON_BY_KIND: Readonly<Partial<Record<ModelId['kind'], UnpricedReason>>> = {
  'provisioned-model': 'provisioned_throughput',
  'imported-model': 'imported_model',
  'prompt-router': 'prompt_router',
};

/** The foundation model or system profile that is billed, or why none is. */
function resolve({ modelId, resolvedModel }: PricedPlace, { aliases }: PriceBook): ModelId | UnpricedReason {
  const called = parseModelId(modelId);
  if (!called) return 'model_unknown';
  if (isNameable(called)) return called;
  const reason = REASON_BY_KIND[called.kind];
  if (reason) return reason;
  const behind = parseModelId(aliases.get(modelId) ?? aliases.get(called.resourceId) ?? resolvedModel ?? '');
  return behind && isNameable(behind) && behind.baseModel !== called.baseModel ? behind : 'model_unresolved';
}

const isNameable = ({ kind }: ModelId): boolean =>
  kind === 'foundation-model' || kind === 'inference-profile';

function pricesOf({ baseModel }: ModelId, { models }: PriceBook): ModelPrices | undefined {
  const key = toPriceKey(baseModel);
  return models.get(key) ?? models.get(toUndatedKey(key));
}

/** How the model was run. What is not known here, and two variants at once, no table has a price for. */
function variantOf({
  serviceTier = 'default',
  latency = 'standard',
  batch = false,
}: PricedPlace): Variant | 'standard' | { readonly unpriced: UnpricedReason } {
  if (serviceTier === 'default' && latency === 'standard') return batch ? 'batch' : 'standard';
  if (latency !== 'standard' && latency !== 'optimized') return { unpriced: 'latency' };
  if (batch) return { unpriced: 'batch' };
  if (serviceTier === 'default') return 'optimized';
  const isKnown = serviceTier === 'priority' || serviceTier === 'flex';
  return isKnown && latency === 'standard' ? serviceTier : { unpriced: 'service_tier' };
}

/** Partitions with prices of their own. */
const APART = /^(?:us-gov|us-iso|cn|eu-isoe)/;

function pricesAt(
  places: ReadonlyMap<string, PlacePrices>,
  geography: string | undefined,
  region: string,
): PlacePrices | undefined {
  if (geography === 'global') return places.get('global') ?? places.get('any');
  const named = places.get(region) ?? (geography === undefined ? undefined : places.get(geography));
  if (named || APART.test(region) || APART.test(geography ?? '')) return named;
  return places.get('regional') ?? places.get('any');
}
