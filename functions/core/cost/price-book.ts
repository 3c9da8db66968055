import { InvalidInputError } from '../errors.ts';
import { type Picodollars, perUnit } from './money.ts';
import { toPriceKey } from './price-key.ts';
import type { ModelRates, PlaceRates, PriceTable, RateRow, TokenRates, Variant } from './price-table.ts';
import { VARIANTS } from './price-table.ts';
import { GUARDRAIL_UNITS, type GuardrailUnit } from './priceable-call.ts';

/** Prices of one token each, exact. */
export interface TokenPrices {
  readonly input: Picodollars;
  readonly output?: Picodollars | undefined;
  readonly cacheRead?: Picodollars | undefined;
  readonly cacheWrite?: Picodollars | undefined;
  readonly cacheWrite1h?: Picodollars | undefined;
}

/** The same with those of long prompts. */
export interface PlacePrices extends TokenPrices {
  readonly longPrompt: readonly (TokenPrices & { readonly over: number })[];
}

/** Prices of one model, by `standard` or variant, then by place. */
export type ModelPrices = Readonly<Partial<Record<Variant | 'standard', ReadonlyMap<string, PlacePrices>>>>;

/** All prices there are, ready to be multiplied. */
export interface PriceBook {
  readonly sources: readonly Pick<PriceTable, 'source' | 'version' | 'date'>[];
  readonly models: ReadonlyMap<string, ModelPrices>;
  /** Price of one unit. */
  readonly guardrail: Readonly<Partial<Record<GuardrailUnit, Picodollars>>>;
  readonly aliases: ReadonlyMap<string, string>;
}

/** Puts tables together; of two prices for the same model, variant and place the later table's counts. */
export function createPriceBook(...tables: readonly PriceTable[]): PriceBook {
  const models = new Map<string, ModelPrices>();
  for (const table of tables)
    for (const [id, rates] of Object.entries(table.models)) {
      const key = toPriceKey(id);
      models.set(key, mergePrices(models.get(key), toModelPrices(id, rates)));
    }
  return {
    sources: tables.map(({ source, version, date }) => ({
      source,
      date,
      ...(version === undefined ? {} : { version }),
    })),
    models,
    guardrail: Object.assign({}, ...tables.map(({ guardrail }) => toGuardrailPrices(guardrail ?? {}))),
    aliases: new Map(tables.flatMap(({ aliases }) => Object.entries(aliases ?? {}))),
  };
}

function mergePrices(known: ModelPrices | undefined, added: ModelPrices): ModelPrices {
  if (!known) return added;
  const merged: { -readonly [Name in keyof ModelPrices]: ModelPrices[Name] } = { ...known };
  for (const name of ['standard', ...VARIANTS] as const) {
    const places = added[name];
    if (places) merged[name] = new Map([...(known[name] ?? []), ...places]);
  }
  return merged;
}

function toModelPrices(id: string, { rates, variants = {} }: ModelRates): ModelPrices {
  const prices: { -readonly [Name in keyof ModelPrices]: ModelPrices[Name] } = {
    standard: toPlacePrices(id, rates),
  };
  for (const name of VARIANTS) {
    const variant = variants[name];
    if (variant === undefined) continue;
    prices[name] =
      typeof variant === 'number' ? toPlacePrices(id, rates, variant) : toPlacePrices(id, variant);
  }
  return prices;
}

function toPlacePrices(id: string, rates: PlaceRates, factor = 1): ReadonlyMap<string, PlacePrices> {
  return new Map(Object.entries(rates).map(([place, row]) => [place, toRowPrices(id, row, factor)]));
}

function toRowPrices(id: string, { longPrompt = [], ...rates }: RateRow, factor: number): PlacePrices {
  return {
    ...toTokenPrices(id, rates, factor),
    longPrompt: longPrompt.map(({ over, ...long }) => ({ over, ...toTokenPrices(id, long, factor) })),
  };
}

function toTokenPrices(id: string, rates: TokenRates, factor: number): TokenPrices {
  const price = (rate: number): Picodollars => {
    const amount = perUnit(rate * factor);
    if (amount === undefined)
      throw new InvalidInputError(
        `${id}: ${rate * factor} USD per million tokens is no price: it must be at least 0 and have at most six decimals.`,
      );
    return amount;
  };
  const optional = (rate: number | undefined) => (rate === undefined ? undefined : price(rate));
  return {
    input: price(rates.input),
    output: optional(rates.output),
    cacheRead: optional(rates.cacheRead),
    cacheWrite: optional(rates.cacheWrite),
    cacheWrite1h: optional(rates.cacheWrite1h),
  };
}

function toGuardrailPrices(rates: NonNullable<PriceTable['guardrail']>): PriceBook['guardrail'] {
  const prices: Partial<Record<GuardrailUnit, Picodollars>> = {};
  for (const name of GUARDRAIL_UNITS) {
    const rate = rates[name];
    if (rate === undefined) continue;
    const amount = perUnit(rate * 1_000); // a table states guardrail prices per thousand units, as AWS does
    if (amount === undefined)
      throw new InvalidInputError(
        `guardrail.${name}: ${rate} USD per thousand units is no price: it must be at least 0 and have at most nine decimals.`,
      );
    prices[name] = amount;
  }
  return prices;
}
