import { toPriceKey } from '#core/cost/price-key.ts';
import type { PriceTable, RateRow, TokenRates } from '#core/cost/price-table.ts';
import { isAlsoGlobal, readSource, type SourceModel, type SourcePrices } from './source.ts';

/** The source's names of prices, and ours. */
const RATE_BY_PRICE = {
  input_mtok: 'input',
  output_mtok: 'output',
  cache_read_mtok: 'cacheRead',
  cache_write_mtok: 'cacheWrite',
  cache_write_1h_mtok: 'cacheWrite1h',
} as const satisfies Record<string, keyof TokenRates>;

/** The table as of a day. Models with other prices than these (audio) are left out: a call does not tell them apart. */
export function toTable(version: string, date: string): PriceTable & { readonly left: readonly string[] } {
  const rows = readSource(date);
  const priceable = rows.filter(({ prices }) => Object.keys(prices).every((name) => name in RATE_BY_PRICE));
  const models = new Map<string, Map<string, RateRow>>();
  for (const row of priceable) {
    const [, scope, baseModel = row.id] = /^(global|regional)\.(.+)$/.exec(row.id) ?? [];
    const place = scope === 'global' ? scope : isAlsoGlobal(row.id, baseModel) ? 'any' : 'regional';
    const places = models.get(toPriceKey(baseModel)) ?? new Map<string, RateRow>();
    if (places.has(place)) throw new Error(`${row.id}: there is another price for ${place} calls.`);
    models.set(toPriceKey(baseModel), places.set(place, toRow(row)));
  }
  return {
    source: '@pydantic/genai-prices (MIT), provider aws',
    version,
    date,
    models: Object.fromEntries(
      [...models]
        .sort(([left], [right]) => (left < right ? -1 : 1))
        .map(([key, places]) => [key, { standard: Object.fromEntries(places) }]),
    ),
    left: rows.filter((row) => !priceable.includes(row)).map(({ id }) => id),
  };
}

function toRow({ id, prices }: SourceModel): RateRow {
  const starts = new Set(
    Object.values(prices).flatMap((price) =>
      typeof price === 'object' ? price.tiers.map(({ start }) => start) : [],
    ),
  );
  const longPrompt = [...starts]
    .sort((left, right) => left - right)
    .map((over) => ({ over, ...toRates(id, prices, over) }));
  return { ...toRates(id, prices, 0), ...(longPrompt.length > 0 ? { longPrompt } : {}) };
}

/** The prices of prompts longer than `over` tokens. */
function toRates(id: string, prices: SourcePrices, over: number): TokenRates {
  const rates: Partial<Record<keyof TokenRates, number>> = {};
  for (const [name, rate] of Object.entries(RATE_BY_PRICE)) {
    const price = prices[name];
    if (price === undefined) continue;
    rates[rate] =
      typeof price === 'number'
        ? price
        : (price.tiers.findLast(({ start }) => start <= over)?.price ?? price.base);
  }
  if (rates.input === undefined) throw new Error(`${id} has no price for input tokens.`);
  return { ...rates, input: rates.input };
}
