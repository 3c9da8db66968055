import { describe, expect, it } from 'vitest';
import { billedName, createNameIndex, toModelKey } from '#core/bill/model-name.ts';
import { defaultPriceBook } from '#core/cost/default-price-book.ts';

const index = createNameIndex(defaultPriceBook.models.keys());

describe('the model that a line of a bill names', () => {
  // usage types as quoted from bills and AWS's page on Bedrock in the CUR
  it.each([
    ['USE1-NovaLite-input-tokens', 'amazon.nova-lite'],
    ['NovaLite-output-tokens', 'amazon.nova-lite'],
    ['USE1-NovaPro-cache-read-input-token-count', 'amazon.nova-pro'],
    ['USE1-Nova2.0Lite-input-tokens-flex', 'amazon.nova-2-lite'],
    ['USE1-Claude4.6Sonnet-input-tokens', 'anthropic.claude-sonnet-4-6'],
    ['USE1-Claude4.6Sonnet-cache-write-input-token-count', 'anthropic.claude-sonnet-4-6'],
    ['USE1-Claude4.6Opus-cache-read-input-token-count-cross-region-global', 'anthropic.claude-opus-4-6'],
    // the id has a revision that the bill has not: openai.gpt-oss-120b-1:0
    ['USE1-openai.gpt-oss-120b-mantle-input-tokens-standard', undefined],
    ['USW2-anthropic.claude-opus-4-8-mantle-cache-write-tokens-global-standard', 'anthropic.claude-opus-4-8'],
    ['USE1-FutureModel99-input-tokens', undefined],
    ['USE1-Guardrail-ContentPolicyUnitsConsumed', undefined],
    ['USE1-MP:USE1_InputTokenCount-Units', undefined],
    ['EU_OutputTokenCount', undefined],
  ])('is, by its usage type %s, %s', (usageType, expected) => {
    const name = billedName({ usageType, productName: 'Amazon Bedrock' });

    expect(name === undefined ? undefined : index(name)).toBe(expected);
  });

  it.each([
    ['Claude Opus 5.5 (Amazon Bedrock Edition)', 'anthropic.claude-opus-5-5'],
    ['Claude 4.6 Sonnet (Amazon Bedrock Edition)', 'anthropic.claude-sonnet-4-6'],
    ['Claude 3 Haiku (Amazon Bedrock Edition)', 'anthropic.claude-3-haiku'],
    ['Claude 3.5 Sonnet v2 (Amazon Bedrock Edition)', 'anthropic.claude-3-5-sonnet-20241022-v2'],
    ['Claude Sonnet 99 (Amazon Bedrock Edition)', undefined],
    ['Claude (Amazon Bedrock Edition)', undefined],
  ])('is, by the name of its service %s, %s', (productName, expected) => {
    const name = billedName({ usageType: 'USE1-MP:USE1_InputTokenCount-Units', productName });

    expect(name === undefined ? undefined : index(name)).toBe(expected);
  });

  it('tells versions apart by their order', () => {
    const both = createNameIndex(['anthropic.claude-sonnet-4-5', 'anthropic.claude-sonnet-5-4']);

    expect(both('Claude 4.5 Sonnet')).toBe('anthropic.claude-sonnet-4-5');
    expect(both('Claude Sonnet 5.4')).toBe('anthropic.claude-sonnet-5-4');
  });

  it('is none where two models have the same words', () => {
    expect(createNameIndex(['one.lite-2', 'two.lite-2'])('Lite 2')).toBeUndefined();
  });

  it('is every model of the price table by its own id', () => {
    for (const model of defaultPriceBook.models.keys()) {
      const found = index(model);
      if (found !== undefined) expect(found).toBe(toModelKey(model));
    }
  });
});
