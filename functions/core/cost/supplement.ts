import type { PriceTable } from './price-table.ts';

/** Cache writes of a Nova model: what plain input costs. */
const novaWrites = (input: number) => ({ standard: { any: { input, cacheWrite: input } } });

/** Cache writes of a Claude model that are kept for an hour: twice what plain input costs. */
const claudeHour = (global: number, regional: number) => ({
  standard: {
    global: { input: global, cacheWrite1h: 2 * global },
    regional: { input: regional, cacheWrite1h: 2 * regional },
  },
});

/**
 * What the generated table's source does not have, kept by hand. No number was seen on AWS's own page by us: each is
 * quoted from it by several independent sources (2026-11), so all are unverified. Not in it, and so unpriced: service
 * tiers and latency-optimised inference (AWS names a premium and a discount, no numbers per model that we could check),
 * and automated reasoning, which is billed per policy.
 */
export const SUPPLEMENT = {
  source: 'https://aws.amazon.com/bedrock/pricing/ (quoted, unverified)',
  date: '2026-11-21',
  models: {
    // "no additional costs for cache writes with Amazon Nova models" (AWS News Blog, Bedrock prompt caching preview, 2024-12)
    'amazon.nova-micro': novaWrites(0.035),
    'amazon.nova-lite': novaWrites(0.06),
    'amazon.nova-pro': novaWrites(0.8),
    'amazon.nova-premier': novaWrites(2.5),
    // platform.claude.com/docs/en/about-claude/pricing: an hour costs 2 times base input; the table has it for Opus 5.5
    'anthropic.claude-fable-5': claudeHour(10, 11),
    'anthropic.claude-fable-5-1': claudeHour(10, 11),
    'anthropic.claude-haiku-4-5-20251001': claudeHour(1, 1.1),
    'anthropic.claude-opus-4-5': claudeHour(5, 5.5),
    'anthropic.claude-opus-4-6': claudeHour(5, 5.5),
    'anthropic.claude-opus-4-7': claudeHour(5, 5.5),
    'anthropic.claude-opus-4-8': claudeHour(5, 5.5),
    'anthropic.claude-opus-5': claudeHour(5, 5.5),
    'anthropic.claude-sonnet-4-5-20250929': claudeHour(3, 3.3),
    'anthropic.claude-sonnet-4-6': claudeHour(3, 3.3),
    'anthropic.claude-sonnet-5': claudeHour(2, 2.2),
  },
  // "select foundation models from … Anthropic, Meta, Mistral AI, and Amazon for batch inference at a 50% lower price"
  factors: { batch: { amazon: 0.5, anthropic: 0.5, meta: 0.5, mistral: 0.5 } },
  // aws.amazon.com/bedrock/pricing, "Guardrails", per 1,000 text units of up to 1,000 characters, since 2024-12
  guardrail: {
    topicPolicy: 0.15,
    contentPolicy: 0.15,
    contentPolicyImage: 0.75, // per 1,000 images
    wordPolicy: 0, // word filters are free of charge
    sensitiveInformationPolicy: 0.1,
    sensitiveInformationPolicyFree: 0, // regular expressions are free of charge
    contextualGroundingPolicy: 0.1,
  },
} as const satisfies PriceTable;
