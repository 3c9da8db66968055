import { findPrices } from './find-prices.ts';
import { type Picodollars, toUsd } from './money.ts';
import type { PlacePrices, PriceBook, TokenPrices } from './price-book.ts';
import {
  type CallPrice,
  GUARDRAIL_UNITS,
  type PriceableCall,
  type PriceableUsage,
  type PricePart,
  type PricePartName,
  type UnpricedReason,
} from './priceable-call.ts';

/** What a call costs, exactly, or why that is not known. */
export function priceCall(call: PriceableCall, book: PriceBook): CallPrice {
  const guardrail = guardrailParts(call, book);
  if (call.operation === 'ApplyGuardrail')
    return typeof guardrail === 'string' ? unpriced(guardrail) : priced(guardrail, 0n);
  // before the guardrail: an answer that was cut short tells neither
  if (!call.usage || !isCountable(call.usage)) return unpriced('usage_unknown');
  if (typeof guardrail === 'string') return unpriced(guardrail);
  const prices = findPrices(call, book);
  if (typeof prices === 'string') return unpriced(prices);
  const applicable = pricesFor(call.usage, prices);
  const tokens = tokenParts(call.usage, applicable);
  if (typeof tokens === 'string') return unpriced(tokens);
  return priced([...tokens, ...guardrail], cacheSaving(tokens, applicable.input));
}

const unpriced = (reason: UnpricedReason): CallPrice => ({ status: 'unpriced', reason });

function priced(parts: readonly PricePart[], cacheSaved: Picodollars): CallPrice {
  let amount = 0n;
  for (const part of parts) amount += amountOf(part);
  return { status: 'priced', amount, usd: toUsd(amount), parts, cacheSavedUsd: toUsd(cacheSaved) };
}

/** Counts that can be multiplied: whole, not negative, and no more kept for an hour than kept at all. */
function isCountable({ cacheWrite1hInputTokens = 0, ...usage }: PriceableUsage): boolean {
  const { inputTokens, outputTokens, cacheReadInputTokens, cacheWriteInputTokens } = usage;
  return (
    isCount(inputTokens) &&
    isCount(outputTokens) &&
    isCount(cacheReadInputTokens) &&
    isCount(cacheWrite1hInputTokens) &&
    isCount(cacheWriteInputTokens - cacheWrite1hInputTokens)
  );
}

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;

/** What one part of a call costs. */
export const amountOf = ({ units, perUnit }: PricePart): Picodollars => BigInt(units) * perUnit;

/** A prompt over a limit is priced as a whole by the limit's prices. */
export function pricesFor(
  usage: Pick<PriceableUsage, 'inputTokens' | 'cacheReadInputTokens' | 'cacheWriteInputTokens'>,
  prices: PlacePrices,
): TokenPrices {
  const prompt = usage.inputTokens + usage.cacheReadInputTokens + usage.cacheWriteInputTokens;
  return prices.longPrompt.findLast(({ over }) => prompt > over) ?? prices;
}

const REASON_BY_PART = {
  output: 'output_price',
  cacheRead: 'cache_price',
  cacheWrite: 'cache_price',
  cacheWrite1h: 'cache_price',
} as const satisfies Partial<Record<PricePartName, UnpricedReason>>;

function tokenParts(
  {
    inputTokens,
    outputTokens,
    cacheReadInputTokens,
    cacheWriteInputTokens,
    cacheWrite1hInputTokens = 0,
  }: PriceableUsage,
  prices: TokenPrices,
): readonly PricePart[] | UnpricedReason {
  const parts: PricePart[] = [];
  if (inputTokens > 0) parts.push({ name: 'input', units: inputTokens, perUnit: prices.input });
  const others = [
    ['output', outputTokens],
    ['cacheRead', cacheReadInputTokens],
    ['cacheWrite', cacheWriteInputTokens - cacheWrite1hInputTokens],
    ['cacheWrite1h', cacheWrite1hInputTokens],
  ] as const;
  for (const [name, units] of others) {
    if (units === 0) continue;
    const perUnit = prices[name];
    if (perUnit === undefined) return REASON_BY_PART[name];
    parts.push({ name, units, perUnit });
  }
  return parts;
}

const CACHED: ReadonlySet<PricePartName> = new Set(['cacheRead', 'cacheWrite', 'cacheWrite1h']);

function cacheSaving(parts: readonly PricePart[], input: Picodollars): Picodollars {
  let saved = 0n;
  for (const { name, units, perUnit } of parts)
    if (CACHED.has(name)) saved += BigInt(units) * (input - perUnit);
  return saved;
}

function guardrailParts(
  { guardrailTextUnits, operation }: PriceableCall,
  { guardrail }: PriceBook,
): readonly PricePart[] | UnpricedReason {
  if (guardrailTextUnits === 'unknown') return 'guardrail_units';
  if (!guardrailTextUnits) return operation === 'ApplyGuardrail' ? 'guardrail_units' : [];
  const parts: PricePart[] = [];
  for (const name of GUARDRAIL_UNITS) {
    const units = guardrailTextUnits[name] ?? 0;
    if (units === 0) continue;
    if (!isCount(units)) return 'guardrail_units';
    const perUnit = guardrail[name];
    if (perUnit === undefined) return 'guardrail_price';
    parts.push({ name: `guardrail.${name}`, units, perUnit });
  }
  return parts;
}
