import { InvalidInputError } from '../errors.ts';
import { type MergedTables, mergeTables } from './merge-tables.ts';
import { type Picodollars, perUnit } from './money.ts';
import { toPriceKey } from './price-key.ts';
import type { ModelRates, PlaceRates, PriceTable, TokenRates, Variant } from './price-table.ts';
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

/** Prices from tables; of two prices for the same thing the later table's counts. Throws when one cannot be exact. */
export function createPriceBook(...tables: readonly PriceTable[]): PriceBook {
  const merged = mergeTables(tables);
  const models = new Map<string, ModelPrices>();
  for (const [key, rates] of merged.models) models.set(key, toModelPrices(key, rates, merged));
  return {
    sources: tables.map(({ source, version, date }) => ({ source, version, date })),
    models,
    guardrail: toGuardrailPrices(merged.guardrail ?? {}),
    aliases: new Map(Object.entries(merged.aliases ?? {})),
  };
}

function toModelPrices(key: string, rates: ModelRates, { factors }: MergedTables): ModelPrices {
  const { standard = {} } = rates;
  const prices: { -readonly [Name in keyof ModelPrices]: ModelPrices[Name] } = {
    standard: toPlacePrices(key, standard, 1),
  };
  for (const name of VARIANTS) {
    const own = rates[name];
    const factor = factorOf(key, factors?.[name] ?? {});
    if (own) prices[name] = toPlacePrices(key, own, 1);
    else if (factor !== undefined) prices[name] = toPlacePrices(key, standard, factor);
  }
  return prices;
}

/** A factor is listed by model or by the model's provider. */
function factorOf(key: string, factors: Readonly<Record<string, number>>): number | undefined {
  const listed = Object.entries(factors).find(([id]) => id.includes('.') && toPriceKey(id) === key);
  return listed?.[1] ?? factors[key.split('.', 1)[0] ?? key];
}

function toPlacePrices(key: string, rates: PlaceRates, factor: number): ReadonlyMap<string, PlacePrices> {
  return new Map(
    Object.entries(rates).map(([place, { longPrompt = [], ...row }]) => [
      place,
      {
        ...toTokenPrices(key, row, factor),
        longPrompt: longPrompt.map(({ over, ...long }) => ({ over, ...toTokenPrices(key, long, factor) })),
      },
    ]),
  );
}

function toTokenPrices(key: string, rates: TokenRates, factor: number): TokenPrices {
  const price = (rate: number): Picodollars =>
    perUnit(rate * factor) ?? refuse(`${key}: ${rate * factor} USD per million tokens`, 'six');
  const optional = (rate: number | undefined) => (rate === undefined ? undefined : price(rate));
  return {
    input: price(rates.input),
    output: optional(rates.output),
    cacheRead: optional(rates.cacheRead),
    cacheWrite: optional(rates.cacheWrite),
    cacheWrite1h: optional(rates.cacheWrite1h),
  };
}

/** Per thousand units, as AWS states them. */
const THOUSANDS_IN_A_MILLION = 1_000;

function toGuardrailPrices(rates: NonNullable<PriceTable['guardrail']>): PriceBook['guardrail'] {
  const prices: Partial<Record<GuardrailUnit, Picodollars>> = {};
  for (const name of GUARDRAIL_UNITS) {
    const rate = rates[name];
    if (rate === undefined) continue;
    prices[name] =
      perUnit(rate * THOUSANDS_IN_A_MILLION) ?? refuse(`guardrail.${name}: ${rate} USD per thousand`, 'nine');
  }
  return prices;
}

function refuse(price: string, digits: string): never {
  throw new InvalidInputError(
    `${price} is no price: it must be at least 0, with at most ${digits} decimals.`,
  );
}
