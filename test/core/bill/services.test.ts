import { describe, expect, it } from 'vitest';
import { bedrockServices } from '#core/bill/services.ts';

const OWN = ['Amazon Bedrock', 'Amazon Bedrock Service', 'AmazonBedrockFoundationModels'];
const ofClaude = (model: string) => bedrockServices([model]).slice(OWN.length);

describe('services that Bedrock is billed under', () => {
  it('are AWS’s own where no model is another provider’s', () => {
    expect(bedrockServices(['amazon.nova-lite-v1:0', 'us.amazon.nova-pro-v1:0'])).toEqual(OWN);
  });

  it.each([
    ['us.anthropic.claude-opus-5-5', 'Claude 5.5 Opus', 'Claude Opus 5.5'],
    ['anthropic.claude-sonnet-4-6', 'Claude 4.6 Sonnet', 'Claude Sonnet 4.6'],
    ['global.anthropic.claude-haiku-4-5-20251001-v1:0', 'Claude 4.5 Haiku', 'Claude Haiku 4.5'],
    ['anthropic.claude-3-haiku-20240307-v1:0', 'Claude 3 Haiku', 'Claude Haiku 3'],
    ['anthropic.claude-3-5-sonnet-20241022-v2:0', 'Claude 3.5 Sonnet v2', 'Claude Sonnet 3.5 v2'],
  ])('are for %s also its editions', (model, ...names) => {
    expect(ofClaude(model)).toEqual(names.map((name) => `${name} (Amazon Bedrock Edition)`));
  });

  it.each([
    'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc',
    'cohere.command-r-plus-v1:0',
    'anthropic.claude-instant-v1',
  ])('are not guessed for %s', (model) => {
    expect(ofClaude(model)).toEqual([]);
  });

  it('are listed once', () => {
    const twice = bedrockServices(['us.anthropic.claude-sonnet-5', 'eu.anthropic.claude-sonnet-5']);

    expect(new Set(twice).size).toBe(twice.length);
  });
});
