import type { GuardrailUnit } from './priceable-call.ts';

/** Prices in USD per million tokens. An absent price is not known; 0 is a price. */
export interface TokenRates {
  readonly input: number;
  /** @default - the model has no output tokens, as embeddings have none */
  readonly output?: number;
  readonly cacheRead?: number;
  /** Kept for five minutes, or for the one time that the model knows. */
  readonly cacheWrite?: number;
  /** Kept for an hour. */
  readonly cacheWrite1h?: number;
}

/** Prices of a model at one place. */
export interface RateRow extends TokenRates {
  /** Prices of the whole request when its prompt, cached tokens included, is longer than `over` tokens; ascending. */
  readonly longPrompt?: readonly (TokenRates & { readonly over: number })[];
}

/**
 * Prices by where a model is called, the first that fits: a Region (`eu-central-1`, for calls that are not of a global
 * profile), a profile's geography (`us`, `eu`, …), `global` for global profiles and `regional` for all others, `any`.
 * GovCloud and China have prices of their own: only their Regions' names and `us-gov` stand for them.
 */
export type PlaceRates = Readonly<Record<string, RateRow>>;

/** Ways to run a model that have prices of their own. */
export const VARIANTS = ['priority', 'flex', 'optimized', 'batch'] as const;
export type Variant = (typeof VARIANTS)[number];

/** Prices of one model. */
export interface ModelRates {
  /** On demand, standard tier and latency. */
  readonly rates: PlaceRates;
  /** Prices of the variants, or what the ordinary ones are multiplied by. @default - unpriced */
  readonly variants?: Readonly<Partial<Record<Variant, PlaceRates | number>>>;
}

/** A table of prices as data: generated, kept by hand, or an override. */
export interface PriceTable {
  /** Where the numbers are from, in words. */
  readonly source: string;
  /** Version of the source. */
  readonly version?: string;
  /** Day the numbers were right on: `2026-09-23`. */
  readonly date: string;
  /** By model id without version suffix, see `toPriceKey`. */
  readonly models: Readonly<Record<string, ModelRates>>;
  /** USD per thousand units. */
  readonly guardrail?: Readonly<Partial<Record<GuardrailUnit, number>>>;
  /** Identifiers that only AWS can resolve, such as ARNs of application inference profiles, and the model behind each. */
  readonly aliases?: Readonly<Record<string, string>>;
}
