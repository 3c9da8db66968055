import { describe, expect, it } from 'vitest';
import { quotaOf } from '#core/outlook/quota-name.ts';

const tokens = 'model inference tokens per minute for';
const quotas = [
  `On-demand ${tokens} Amazon Nova Lite`,
  `Cross-region ${tokens} Amazon Nova Lite`,
  `On-demand ${tokens} Amazon Nova 2 Lite`,
  `Cross-region ${tokens} Anthropic Claude 3.7 Sonnet V1`,
  `Cross-region ${tokens} Anthropic Claude 3.5 Sonnet`,
  `Cross-region ${tokens} Anthropic Claude 3.5 Sonnet V2`,
  `Global cross-region ${tokens} Anthropic Claude Sonnet 4.5 V1`,
  `Cross-region ${tokens} Anthropic Claude Sonnet 5`,
  `On-demand ${tokens} Meta Llama 3 70B Instruct`,
  `On-demand ${tokens} Meta Llama 3.3 70B Instruct`,
  'On-demand model inference requests per minute for Amazon Nova Micro',
  `On-demand ${tokens} Amazon Nova Pro`,
  `On-demand ${tokens} Amazon Nova Pro V1`,
].map((name, value) => ({ name, value: value + 1 }));

describe('the quota of a model', () => {
  it.each([
    ['amazon.nova-lite-v1:0', `On-demand ${tokens} Amazon Nova Lite`],
    ['eu.amazon.nova-lite-v1:0', `Cross-region ${tokens} Amazon Nova Lite`],
    ['amazon.nova-2-lite-v1:0', `On-demand ${tokens} Amazon Nova 2 Lite`],
    ['us.anthropic.claude-3-7-sonnet-20250219-v1:0', `Cross-region ${tokens} Anthropic Claude 3.7 Sonnet V1`],
    ['us.anthropic.claude-3-5-sonnet-20240620-v1:0', `Cross-region ${tokens} Anthropic Claude 3.5 Sonnet`],
    ['us.anthropic.claude-3-5-sonnet-20241022-v2:0', `Cross-region ${tokens} Anthropic Claude 3.5 Sonnet V2`],
    [
      'global.anthropic.claude-sonnet-4-5-20250929-v1:0',
      `Global cross-region ${tokens} Anthropic Claude Sonnet 4.5 V1`,
    ],
    ['us.anthropic.claude-sonnet-5', `Cross-region ${tokens} Anthropic Claude Sonnet 5`],
    ['meta.llama3-70b-instruct-v1:0', `On-demand ${tokens} Meta Llama 3 70B Instruct`],
    ['meta.llama3-3-70b-instruct-v1:0', `On-demand ${tokens} Meta Llama 3.3 70B Instruct`],
  ])('%s is %s', (modelId, name) => {
    expect(quotaOf(modelId, quotas)?.name).toBe(name);
  });

  it.each([
    'global.anthropic.claude-sonnet-5', // a quota of another scope only
    'amazon.nova-micro-v1:0', // requests, not tokens
    'amazon.nova-pro-v1:0', // two that fit
    'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc123', // only AWS can resolve it
    'not a model id',
  ])('%s cannot be told', (modelId) => {
    expect(quotaOf(modelId, quotas)).toBeUndefined();
  });
});
