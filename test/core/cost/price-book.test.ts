import { describe, expect, it } from 'vitest';
import { createPriceBook } from '#core/cost/price-book.ts';
import { toPriceKey, toUndatedKey } from '#core/cost/price-key.ts';
import type { PriceTable } from '#core/cost/price-table.ts';
import { InvalidInputError } from '#core/errors.ts';

const table = (changes: Partial<PriceTable>): PriceTable => ({
  source: 'test',
  date: '2026-11-21',
  ...changes,
});

describe('toPriceKey', () => {
  it.each([
    ['amazon.nova-lite-v1:0', 'amazon.nova-lite'],
    ['amazon.nova-lite-v1:0:300k', 'amazon.nova-lite'],
    ['anthropic.claude-opus-4-6-v1', 'anthropic.claude-opus-4-6'],
    ['anthropic.claude-3-5-sonnet-20241022-v2:0', 'anthropic.claude-3-5-sonnet-20241022-v2'],
    ['mistral.mistral-7b-instruct-v0:2', 'mistral.mistral-7b-instruct-v0'],
    ['anthropic.claude-sonnet-5', 'anthropic.claude-sonnet-5'],
  ])('%s is %s', (id, key) => {
    expect(toPriceKey(id)).toBe(key);
  });

  it('drops a release date apart', () => {
    expect(toUndatedKey('anthropic.claude-opus-4-5-20251101')).toBe('anthropic.claude-opus-4-5');
  });
});

describe('createPriceBook', () => {
  it('keeps what a later table leaves out, and says where all prices are from', () => {
    const book = createPriceBook(
      table({ models: { 'a.b-v1:0': { standard: { any: { input: 1, output: 2 }, us: { input: 3 } } } } }),
      table({ source: 'override', models: { 'a.b': { standard: { any: { input: 5 } } } } }),
    );

    const places = book.models.get('a.b')?.standard;
    expect(places?.get('any')).toMatchObject({ input: 5_000_000n, output: 2_000_000n });
    expect(places?.get('us')).toMatchObject({ input: 3_000_000n });
    expect(book.sources.map(({ source }) => source)).toEqual(['test', 'override']);
  });

  it('prefers the prices of a variant to a factor, and the factor of a model to that of its provider', () => {
    const models = {
      'a.own': { standard: { any: { input: 1 } }, flex: { any: { input: 0.7 } } },
      'a.named': { standard: { any: { input: 1 } } },
      'a.other': { standard: { any: { input: 1, longPrompt: [{ over: 10, input: 2 }] } } },
    };
    const book = createPriceBook(table({ models, factors: { flex: { a: 0.5, 'a.named-v1:0': 0.25 } } }));

    const flex = (key: string) => book.models.get(key)?.flex?.get('any');
    expect(flex('a.own')?.input).toBe(700_000n);
    expect(flex('a.named')?.input).toBe(250_000n);
    expect(flex('a.other')).toMatchObject({ input: 500_000n, longPrompt: [{ over: 10, input: 1_000_000n }] });
    expect(book.models.get('a.other')?.priority).toBeUndefined();
  });

  it.each([
    [
      table({ models: { 'a.b': { standard: { any: { input: 0.000_000_1 } } } } }),
      'a.b: 1e-7 USD per million',
    ],
    [table({ models: { 'a.b': { standard: { any: { input: -1 } } } } }), 'a.b: -1 USD per million'],
    [table({ guardrail: { topicPolicy: Number.NaN } }), 'guardrail.topicPolicy: NaN USD per thousand'],
  ])('refuses a price that cannot be counted exactly', (wrong, message) => {
    expect(() => createPriceBook(wrong)).toThrow(InvalidInputError);
    expect(() => createPriceBook(wrong)).toThrow(message);
  });
});
