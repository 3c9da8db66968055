import type { Picodollars } from './money.ts';

/** Tokens of a call as Converse counts them: `inputTokens` are those neither read from nor written to the cache. */
export interface PriceableUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadInputTokens: number;
  readonly cacheWriteInputTokens: number;
  /** Those of `cacheWriteInputTokens` that are kept for an hour. @default 0: all are kept for five minutes */
  readonly cacheWrite1hInputTokens?: number | undefined;
}

/** What a guardrail is billed for, by the names of `invocationMetrics.usage` without the `Units` at their end. */
export const GUARDRAIL_UNITS = [
  'topicPolicy',
  'contentPolicy',
  'contentPolicyImage',
  'wordPolicy',
  'sensitiveInformationPolicy',
  'sensitiveInformationPolicyFree',
  'contextualGroundingPolicy',
  'automatedReasoningPolicy',
] as const;
export type GuardrailUnit = (typeof GUARDRAIL_UNITS)[number];

/** Units that the guardrails of a call used: text units of up to 1,000 characters, and images. */
export type GuardrailUnits = Readonly<Partial<Record<GuardrailUnit, number>>>;

/** Everything that decides what a call costs. */
export interface PriceableCall {
  /** As called: base model, inference profile, ARN. */
  readonly modelId: string;
  /**
   * Model or profile behind an application inference profile or a prompt.
   * @default - not known: such a call is unpriced unless the book's aliases name it
   */
  readonly resolvedModel?: string | undefined;
  /** `Converse`, …; `ApplyGuardrail` is priced by its text units alone. */
  readonly operation: string;
  /** @default - not told: the call is unpriced */
  readonly usage?: PriceableUsage | undefined;
  /** `default`, `priority`, `flex` or `reserved`. @default 'default' */
  readonly serviceTier?: string | undefined;
  /** `standard` or `optimized`. @default 'standard' */
  readonly latency?: string | undefined;
  /** Whether it ran in a batch job. @default false */
  readonly batch?: boolean | undefined;
  /** `unknown` when a guardrail ran and did not tell its units. @default - no guardrail ran */
  readonly guardrailTextUnits?: GuardrailUnits | 'unknown' | undefined;
  /** Region that was called. */
  readonly region: string;
}

/** Why a call has no price. */
export const UNPRICED_REASONS = [
  /** The tokens were not told: an aborted call, or an answer that holds none. */
  'usage_unknown',
  /** The model is not in the table. */
  'model_unknown',
  /** An application inference profile or a prompt whose model is not known. */
  'model_unresolved',
  /** Billed by the hour of its model units. */
  'provisioned_throughput',
  /** Billed by the minute of its model copies. */
  'imported_model',
  /** The router's own fee is not in the table. */
  'prompt_router',
  /** The table has the model, but not where it was called: a profile's geography or a Region. */
  'place_unknown',
  /** The table has no price for the service tier; `reserved` is a monthly fee. */
  'service_tier',
  /** The table has no price for latency-optimised inference of the model. */
  'latency',
  /** The table has no price for batch inference of the model. */
  'batch',
  /** Tokens were read from or written to the cache, and the table has no price for that. */
  'cache_price',
  /** Output tokens of a model that the table has only an input price for. */
  'output_price',
  /** A guardrail ran and did not tell its units. */
  'guardrail_units',
  /** A guardrail used units that the table has no price for. */
  'guardrail_price',
] as const;
export type UnpricedReason = (typeof UNPRICED_REASONS)[number];

/** What is charged apart within one call. */
export type PricePartName =
  | 'input'
  | 'output'
  | 'cacheRead'
  | 'cacheWrite'
  | 'cacheWrite1h'
  | `guardrail.${GuardrailUnit}`;

/** One position of a call's bill: `units` at `perUnit` each. */
export interface PricePart {
  readonly name: PricePartName;
  readonly units: number;
  readonly perUnit: Picodollars;
}

/** What a call costs, or why that is not known. Never 0 for what is not known. */
export type CallPrice =
  | {
      readonly status: 'priced';
      /** Exact sum of the parts. */
      readonly amount: Picodollars;
      readonly usd: number;
      readonly parts: readonly PricePart[];
      /**
       * What the prompt cache saved against the same tokens as plain input: what reads cost less, minus what writes
       * cost more. Negative when the cache cost money.
       */
      readonly cacheSavedUsd: number;
    }
  | { readonly status: 'unpriced'; readonly reason: UnpricedReason };
