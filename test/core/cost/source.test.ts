import { calcPrice } from '@pydantic/genai-prices';
import { FoundationModelIdentifier } from 'aws-cdk-lib/aws-bedrock';
import { describe, expect, it } from 'vitest';
import { BEDROCK_PRICES } from '#core/cost/bedrock-prices.ts';
import { defaultPriceBook } from '#core/cost/default-price-book.ts';
import { priceCall } from '#core/cost/price-call.ts';
import type { PriceTable } from '#core/cost/price-table.ts';
import { SUPPLEMENT } from '#core/cost/supplement.ts';
import { tokens } from './tokens.ts';

const GEOGRAPHIES = ['', 'global.', 'us.', 'eu.', 'apac.', 'jp.', 'au.'];
/** Ids that AWS CDK knows, so that what is compared are Bedrock's own and not the source's. */
const IDS = Object.values(FoundationModelIdentifier).flatMap((id: unknown) =>
  id instanceof FoundationModelIdentifier ? [id.modelId] : [],
);
/** The source takes the first for V1, the second for text, and the third for Sonnet 5. */
const MISTAKEN = /titan-embed-text-v2|nova-sonic|claude-sonnet-5-5/;

const pairs = GEOGRAPHIES.flatMap((geography) => IDS.map((id) => `${geography}${id}`)).map((modelId) => {
  const usage = tokens(1_000, modelId.includes('embed') ? 0 : 100);
  const ours = priceCall({ modelId, operation: 'Converse', region: 'us-east-1', usage }, defaultPriceBook);
  const theirs = calcPrice({ input_tokens: usage.inputTokens, output_tokens: usage.outputTokens }, modelId, {
    providerId: 'aws',
    timestamp: new Date(`${BEDROCK_PRICES.date}T12:00:00Z`),
  });
  return { modelId, ours, theirs };
});

describe('against the source of the table', () => {
  it('every id has the price that the source has for it', () => {
    const compared = pairs.filter(({ modelId, theirs }) => theirs && !MISTAKEN.test(modelId));

    expect(compared.length).toBeGreaterThan(400);
    for (const { modelId, ours, theirs } of compared) {
      if (ours.status === 'unpriced') throw new Error(`${modelId}: ${ours.reason}`);
      expect(ours.usd, modelId).toBeCloseTo(theirs?.total_price ?? Number.NaN, 12);
    }
  });

  it('an id that the source mistakes for another has no price', () => {
    const mistaken = pairs.filter(({ modelId, theirs }) => theirs && MISTAKEN.test(modelId));

    expect(mistaken.length).toBeGreaterThan(0);
    for (const { ours } of mistaken) expect(ours).toEqual({ status: 'unpriced', reason: 'model_unknown' });
  });
});

describe('the supplement', () => {
  it('repeats the input prices of the table that it adds to', () => {
    const [table, supplement]: readonly PriceTable[] = [BEDROCK_PRICES, SUPPLEMENT];
    const added = Object.entries(supplement?.models ?? {}).flatMap(([key, { standard = {} }]) =>
      Object.entries(standard).map(([place, { input }]) => [key, place, input] as const),
    );

    expect(added.length).toBeGreaterThan(10);
    for (const [key, place, input] of added)
      expect(table?.models?.[key]?.standard?.[place]?.input, `${key} ${place}`).toBe(input);
  });
});
