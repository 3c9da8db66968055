import type { ModelPolicy } from '#core/bedrock/candidates.ts';

/** What the example teams' settings allow: whoever runs them may have set anything else. */
export const EXAMPLE_MODELS: Pick<ModelPolicy, 'allowed' | 'aliases'> = {
  allowed: ['us.amazon.nova-lite-v1:0', 'us.amazon.nova-micro-v1:0', 'us.anthropic.claude-sonnet-5'],
  aliases: {
    fast: ['us.amazon.nova-lite-v1:0', 'us.amazon.nova-micro-v1:0'],
    smart: ['global.anthropic.claude-sonnet-5', 'us.amazon.nova-pro-v1:0'],
  },
};
