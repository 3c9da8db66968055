import { describe, expect, it } from 'vitest';
import { modelBehind } from '#core/bedrock/profile-models.ts';
import { defaultPriceBook, priceBookWith } from '#core/cost/default-price-book.ts';
import type { PriceBook } from '#core/cost/price-book.ts';
import { priceCall } from '#core/cost/price-call.ts';
import type { PriceTable } from '#core/cost/price-table.ts';
import { PRICED } from './golden-priced.ts';
import { UNPRICED } from './golden-unpriced.ts';

const CALL = { operation: 'Converse', region: 'us-east-1' };
/** Aliases as the price source learns them. */
const learned = (modelId: string, profile: readonly string[] = []): Partial<PriceTable> | undefined => {
  const model = modelBehind(profile);
  return model === undefined ? undefined : { aliases: { [modelId]: model } };
};
const bookOf = (override: Partial<PriceTable> | undefined): PriceBook =>
  override ? priceBookWith({ source: 'test', date: '2026-11-21', ...override }) : defaultPriceBook;

/** A decimal fraction as a count of 1e-12: `0.0825` is 82,500,000,000. Not the code's own way of counting. */
function toPico(decimal: string): bigint {
  const [whole = '0', fraction = ''] = decimal.split('.');
  return BigInt(whole + fraction.padEnd(12, '0'));
}

/** `1000 x 0.06 + 3 x 150` as a sum of 1e-12 USD, when the factors are USD per million. */
function sumOf(perMillion: string): bigint {
  return perMillion
    .split(' + ')
    .map((term) => term.split(' x '))
    .reduce((sum, [units = '', price = '']) => sum + BigInt(units) * toPico(price), 0n);
}

describe('the golden cases', () => {
  it('are at least sixty, each with another title', () => {
    const titles = [...PRICED, ...UNPRICED].map(({ title }) => title);

    expect(titles.length).toBeGreaterThanOrEqual(60);
    expect(new Set(titles).size).toBe(titles.length);
  });

  it.each(PRICED)('$title: $perMillion per million', ({ call, override, profile, perMillion, usd }) => {
    const book = bookOf(override ?? learned(call.modelId, profile));
    const price = priceCall({ ...CALL, ...call }, book);

    expect(sumOf(perMillion)).toBe(toPico(usd) * 1_000_000n);
    expect(price).toMatchObject({ status: 'priced', amount: toPico(usd), usd: Number(usd) });
  });

  it.each(UNPRICED)('$title: $unpriced', ({ call, override, profile, unpriced }) => {
    const book = bookOf(override ?? learned(call.modelId, profile));
    const price = priceCall({ ...CALL, ...call }, book);

    expect(price).toEqual({ status: 'unpriced', reason: unpriced });
  });
});
