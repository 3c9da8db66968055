import type { GuardrailUnit } from './priceable-call.ts';

/** Prices in USD per million tokens. An absent price is not known; 0 is a price. */
export interface TokenRates {
  readonly input: number;
  /** @default - the model has no output tokens, as embeddings have none */
  readonly output?: number | undefined;
  readonly cacheRead?: number | undefined;
  /** Kept for five minutes, or for the one time that the model knows. */
  readonly cacheWrite?: number | undefined;
  /** Kept for an hour. */
  readonly cacheWrite1h?: number | undefined;
}

/** Prices of a model at one place. */
export interface RateRow extends TokenRates {
  /** Prices of the whole request when its prompt, cached tokens included, is longer than `over` tokens; ascending. */
  readonly longPrompt?: readonly LongPromptRates[] | undefined;
}

/** Prices of a request with a long prompt. */
export interface LongPromptRates extends TokenRates {
  readonly over: number;
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

/** Prices of one model: on demand in the standard tier, and those of its variants. */
export interface ModelRates {
  readonly standard?: PlaceRates | undefined;
  readonly priority?: PlaceRates | undefined;
  readonly flex?: PlaceRates | undefined;
  readonly optimized?: PlaceRates | undefined;
  readonly batch?: PlaceRates | undefined;
}

/** What the standard prices are multiplied by, by provider (`amazon`) or model; a model's own variant prices win. */
export type VariantFactors = Readonly<Partial<Record<Variant, Readonly<Record<string, number>> | undefined>>>;

/** A table of prices as data: generated, kept by hand, or an override. */
export interface PriceTable {
  /** Where the numbers are from, in words. */
  readonly source: string;
  /** Version of the source. */
  readonly version?: string | undefined;
  /** Day the numbers were right on: `2026-09-23`. */
  readonly date: string;
  /** By model id; versions and revisions of the id as `toPriceKey` has it. @default - none */
  readonly models?: Readonly<Record<string, ModelRates>> | undefined;
  /** @default - none */
  readonly factors?: VariantFactors | undefined;
  /** USD per thousand units. @default - none */
  readonly guardrail?: Readonly<Partial<Record<GuardrailUnit, number>>> | undefined;
  /** Identifiers that only AWS can resolve, such as ARNs of application inference profiles, and the model behind each. */
  readonly aliases?: Readonly<Record<string, string>> | undefined;
}
