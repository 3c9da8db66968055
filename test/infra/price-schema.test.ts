import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { priceBookWith } from '#core/cost/default-price-book.ts';
import { PriceFile } from '#infra/settings/price-schema.ts';

const HEAD = { source: 'our contract', date: '2026-11-21' };
const rates = { input: 1, output: 2, cacheRead: 0.1, cacheWrite: 1.25, cacheWrite1h: 2 };
const full = {
  ...HEAD,
  version: '2',
  models: {
    'amazon.nova-lite-v1:0': {
      standard: { any: rates, 'eu-central-1': { ...rates, longPrompt: [{ over: 200_000, ...rates }] } },
      optimized: { us: rates },
    },
  },
  factors: { flex: { amazon: 0.5, 'openai.gpt-oss-120b-1:0': 0.6 } },
  guardrail: { topicPolicy: 0.15, automatedReasoningPolicy: 0.17 },
  aliases: {
    'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc': 'us.amazon.nova-lite-v1:0',
  },
};
const model = (place: unknown) => ({ ...HEAD, models: { 'a.b': { standard: place } } });

describe('a file of prices', () => {
  it('may say all of this, and makes a book', () => {
    expect(PriceFile.parse(full)).toEqual(full);
    expect(priceBookWith(PriceFile.parse(full)).sources.at(-1)).toMatchObject({ source: 'our contract' });
  });

  it('may be the example of its documentation', () => {
    const [, example = ''] = /```json\n(.*?)```/s.exec(readFileSync('docs/prices.md', 'utf8')) ?? [];

    expect(priceBookWith(PriceFile.parse(JSON.parse(example))).aliases.size).toBe(1);
  });

  it.each([
    [{ date: '2026-11-21' }, 'source', 'text that says where'],
    [{ ...HEAD, date: 'today' }, 'date', 'a day, e.g. 2026-11-21'],
    [{ ...HEAD, prices: {} }, '', 'known names: source, version, date, models'],
    [model({ any: { input: '1' } }), 'models.a.b.standard.any.input', 'a price in USD'],
    [model({ any: { input: -1 } }), 'models.a.b.standard.any.input', 'a price in USD'],
    [model({ any: { input: 0.000_000_1 } }), 'models.a.b.standard.any.input', 'at most six decimals'],
    [model({ any: { output: 1 } }), 'models.a.b.standard.any.input', 'a price in USD'],
    [model({ any: { input: 1, cached: 1 } }), 'models.a.b.standard.any', 'known names: input, output'],
    [model({ Mars: { input: 1 } }), 'models.a.b.standard.Mars', "keys are 'any', 'global'"],
    [
      model({
        any: {
          input: 1,
          longPrompt: [
            { over: 5, input: 1 },
            { over: 5, input: 2 },
          ],
        },
      }),
      'models.a.b.standard.any.longPrompt',
      'over ascending',
    ],
    [{ ...HEAD, models: { nova: {} } }, 'models.nova', 'keys are base model ids'],
    [{ ...HEAD, factors: { flex: { amazon: 0 } } }, 'factors.flex.amazon', 'a number above 0'],
    [{ ...HEAD, guardrail: { topic: 1 } }, 'guardrail', 'known names: topicPolicy'],
  ])('is refused with the place and what is allowed there: %j', (contents, path, allowed) => {
    const issue = PriceFile.safeParse(contents).error?.issues[0];

    expect(issue?.path.join('.')).toBe(path);
    expect(issue?.message).toMatch(new RegExp(allowed));
  });
});
