import type { PriceTable } from '#core/cost/price-table.ts';
import type { PriceableCall, UnpricedReason } from '#core/cost/priceable-call.ts';
import { tokens } from './tokens.ts';

/** A call that has no price, and why. */
export interface UnpricedCase {
  readonly title: string;
  readonly call: Partial<PriceableCall> & { readonly modelId: string };
  readonly override?: Partial<PriceTable>;
  /** ARNs that GetInferenceProfile names for the model id. */
  readonly profile?: readonly string[];
  readonly unpriced: UnpricedReason;
  readonly source: string;
}

export const UNPRICED: readonly UnpricedCase[] = [
  {
    title: 'a cache write for an hour without a price for it',
    call: { modelId: 'us.amazon.nova-lite-v1:0', usage: tokens(100, 50, 0, 6000, 6000) },
    unpriced: 'cache_price',
    source: 'genai-prices 0.1.8, aws: has cache_write_1h_mtok for Opus 5.5 only',
  },
  {
    title: 'a cache read of a model without a price for it',
    call: { modelId: 'us.meta.llama3-3-70b-instruct-v1:0', usage: tokens(100, 50, 10, 0) },
    unpriced: 'cache_price',
    source: 'genai-prices 0.1.8, aws: meta.llama3-3-70b-instruct-v1:0 has no cache_read_mtok',
  },
  {
    title: 'a cache write of Nova 2 Lite',
    call: { modelId: 'us.amazon.nova-2-lite-v1:0', usage: tokens(100, 50, 0, 10) },
    unpriced: 'cache_price',
    source: 'genai-prices 0.1.8, aws: regional.amazon.nova-2-lite-v1:0 has no cache_write_mtok',
  },
  {
    title: 'automated reasoning',
    call: {
      modelId: 'us.amazon.nova-lite-v1:0',
      usage: tokens(1, 1),
      guardrailTextUnits: { automatedReasoningPolicy: 1 },
    },
    unpriced: 'guardrail_price',
    source: 'supplement.ts: billed per policy, no price kept',
  },
  {
    title: 'a guardrail that does not tell its units',
    call: { modelId: 'us.amazon.nova-lite-v1:0', usage: tokens(1, 1), guardrailTextUnits: 'unknown' },
    unpriced: 'guardrail_units',
    source: 'a trace that was not asked for',
  },
  {
    title: 'ApplyGuardrail without units',
    call: { modelId: 'gr1abc', operation: 'ApplyGuardrail' },
    unpriced: 'guardrail_units',
    source: 'an answer without usage',
  },
  {
    title: 'batch of a provider that AWS does not name',
    call: { modelId: 'openai.gpt-oss-120b-1:0', usage: tokens(1, 1), batch: true },
    unpriced: 'batch',
    source: 'supplement.ts: factors.batch',
  },
  {
    title: 'the priority tier, whose price is not kept',
    call: { modelId: 'us.amazon.nova-pro-v1:0', usage: tokens(1, 1), serviceTier: 'priority' },
    unpriced: 'service_tier',
    source: 'supplement.ts: no number per model',
  },
  {
    title: 'the flex tier, whose price is not kept',
    call: { modelId: 'us.amazon.nova-pro-v1:0', usage: tokens(1, 1), serviceTier: 'flex' },
    unpriced: 'service_tier',
    source: 'supplement.ts: no number per model',
  },
  {
    title: 'the reserved tier, which is a monthly fee',
    call: { modelId: 'us.amazon.nova-pro-v1:0', usage: tokens(1, 1), serviceTier: 'reserved' },
    unpriced: 'service_tier',
    source: 'aws-facts 4.2 (4)',
  },
  {
    title: 'latency-optimised inference, whose price is not kept',
    call: { modelId: 'us.amazon.nova-pro-v1:0', usage: tokens(1, 1), latency: 'optimized' },
    unpriced: 'latency',
    source: 'supplement.ts: no number per model',
  },
  {
    title: 'a latency that is not known',
    call: { modelId: 'us.amazon.nova-pro-v1:0', usage: tokens(1, 1), latency: 'turbo' },
    unpriced: 'latency',
    source: 'Converse: standard or optimized',
  },
  {
    title: 'the same in a geography that it has no price for',
    call: { modelId: 'eu.amazon.nova-pro-v1:0', usage: tokens(1, 1), latency: 'optimized' },
    override: { models: { 'amazon.nova-pro-v1:0': { optimized: { us: { input: 1, output: 4 } } } } },
    unpriced: 'place_unknown',
    source: 'the override of the case',
  },
  {
    title: 'an application profile over two models',
    call: {
      modelId: 'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc123def456',
      usage: tokens(1, 1),
    },
    profile: [
      'arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0',
      'arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-pro-v1:0',
    ],
    unpriced: 'model_unresolved',
    source: 'aws-facts 4.1: one model per profile',
  },
  {
    title: 'an application profile of a model that the table does not have',
    call: {
      modelId: 'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc123def456',
      usage: tokens(1, 1),
    },
    profile: ['arn:aws:bedrock:us-east-1::foundation-model/writer.palmyra-x9-v1:0'],
    unpriced: 'model_unknown',
    source: 'genai-prices 0.1.8, aws: no such model',
  },
  {
    title: 'an application inference profile whose model is not known',
    call: {
      modelId: 'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc123def456',
      usage: tokens(1, 1),
    },
    unpriced: 'model_unresolved',
    source: 'aws-facts 4.3: opaque',
  },
  {
    title: 'a prompt whose model is not known',
    call: { modelId: 'arn:aws:bedrock:us-east-1:123456789012:prompt/ABCDEFGHIJ:3', usage: tokens(1, 1) },
    unpriced: 'model_unresolved',
    source: 'aws-facts 4.3: opaque',
  },
  {
    title: 'provisioned throughput',
    call: {
      modelId: 'arn:aws:bedrock:us-east-1:123456789012:provisioned-model/abcdef123456',
      usage: tokens(1, 1),
    },
    unpriced: 'provisioned_throughput',
    source: 'billed by the hour',
  },
  {
    title: 'an imported model',
    call: {
      modelId: 'arn:aws:bedrock:us-east-1:123456789012:imported-model/abcdef123456',
      usage: tokens(1, 1),
    },
    unpriced: 'imported_model',
    source: 'billed by the minute',
  },
  {
    title: 'a prompt router',
    call: {
      modelId: 'arn:aws:bedrock:us-east-1:123456789012:default-prompt-router/anthropic.claude:1',
      usage: tokens(1, 1),
      resolvedModel: 'us.amazon.nova-lite-v1:0',
    },
    unpriced: 'prompt_router',
    source: 'its fee is not kept',
  },
  {
    title: 'Titan Text Embeddings V2, which is not V1',
    call: { modelId: 'amazon.titan-embed-text-v2:0', usage: tokens(1, 0) },
    unpriced: 'model_unknown',
    source: 'genai-prices 0.1.8, aws: has V1 only',
  },
  {
    title: 'Claude Sonnet 5.5, which is not Sonnet 5',
    call: { modelId: 'us.anthropic.claude-sonnet-5-5', usage: tokens(1, 1) },
    unpriced: 'model_unknown',
    source: 'genai-prices 0.1.8, aws: has no row of it',
  },
  {
    title: 'a model that nobody knows',
    call: { modelId: 'acme.model-v1:0', usage: tokens(1, 1) },
    unpriced: 'model_unknown',
    source: 'no table',
  },
  {
    title: 'text that is no model id',
    call: { modelId: 'not a model!', usage: tokens(1, 1) },
    unpriced: 'model_unknown',
    source: 'no table',
  },
  {
    title: 'a call in GovCloud',
    call: { modelId: 'amazon.nova-lite-v1:0', usage: tokens(1, 1), region: 'us-gov-west-1' },
    unpriced: 'place_unknown',
    source: 'genai-prices 0.1.8, aws: commercial Regions',
  },
  {
    title: 'a global profile called from GovCloud',
    call: { modelId: 'global.anthropic.claude-sonnet-5', usage: tokens(1, 1), region: 'us-gov-west-1' },
    unpriced: 'place_unknown',
    source: 'genai-prices 0.1.8, aws: commercial Regions',
  },
  {
    title: 'the profile of GovCloud',
    call: { modelId: 'us-gov.anthropic.claude-haiku-4-5-20251001-v1:0', usage: tokens(1, 1) },
    unpriced: 'place_unknown',
    source: 'genai-prices 0.1.8, aws: commercial Regions',
  },
  {
    title: 'a global profile of a model with geographic prices only',
    call: { modelId: 'global.openai.gpt-5.5', usage: tokens(1, 1) },
    unpriced: 'place_unknown',
    source: 'genai-prices 0.1.8, aws: openai.gpt-5.5 equals the base id only',
  },
  {
    title: 'tokens that were not told',
    call: { modelId: 'us.amazon.nova-lite-v1:0' },
    unpriced: 'usage_unknown',
    source: 'an aborted stream',
  },
  {
    title: 'tokens that were not told, nor the units of the guardrail',
    call: { modelId: 'us.amazon.nova-lite-v1:0', guardrailTextUnits: 'unknown' },
    unpriced: 'usage_unknown',
    source: 'an aborted stream under a guardrail',
  },
  {
    title: 'output of a model that has none',
    call: { modelId: 'amazon.titan-embed-text-v1', usage: tokens(1, 1) },
    unpriced: 'output_price',
    source: 'genai-prices 0.1.8, aws: amazon.titan-embed-text-v1',
  },
  {
    title: 'tokens that are no count',
    call: { modelId: 'us.amazon.nova-lite-v1:0', usage: tokens(-1, 2) },
    unpriced: 'usage_unknown',
    source: 'a negative count',
  },
  {
    title: 'more written for an hour than written at all',
    call: { modelId: 'us.amazon.nova-lite-v1:0', usage: tokens(1, 2, 0, 5, 6) },
    unpriced: 'usage_unknown',
    source: 'a contradiction',
  },
];
