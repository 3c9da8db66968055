import { describe, expect, test } from 'vitest';
import { familyOf, isGeneratingModel } from '#core/bedrock/model-family.ts';

describe('familyOf', () => {
  test.each([
    ['anthropic.claude-sonnet-5', 'anthropic.claude-sonnet'],
    ['anthropic.claude-3-7-sonnet-20250219-v1:0', 'anthropic.claude-sonnet'],
    ['amazon.nova-2-lite-v1:0', 'amazon.nova-lite'],
    ['amazon.nova-lite-v1:0', 'amazon.nova-lite'],
    ['meta.llama3-1-70b-instruct-v1:0', 'meta.llama-70b-instruct'],
    ['meta.llama3-8b-instruct-v1:0', 'meta.llama-8b-instruct'],
    ['a1b2c3', 'a1b2c3'],
  ])('of %s is %s', (model, family) => {
    expect(familyOf(model)).toBe(family);
  });
});

test.each([
  ['amazon.titan-embed-text-v2:0', false],
  ['cohere.rerank-v3-5:0', false],
  ['amazon.nova-lite-v1:0', true],
])('%s writes answers: %s', (model, isGenerating) => {
  expect(isGeneratingModel(model)).toBe(isGenerating);
});
