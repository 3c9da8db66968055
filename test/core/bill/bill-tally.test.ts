import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { createBillTally } from '#core/bill/bill-tally.ts';
import { createNameIndex } from '#core/bill/model-name.ts';
import { defaultPriceBook } from '#core/cost/default-price-book.ts';
import {
  EXPORT_ACCOUNT,
  EXPORT_REGION,
  type ExportLine,
  exportLine,
  marketplaceLine,
  toExportText,
} from '../../support/cost-export.ts';

const day = '2026-11-18';
const PROFILE = `arn:aws:bedrock:us-east-1:${EXPORT_ACCOUNT}:application-inference-profile/team1`;
const models = createNameIndex(defaultPriceBook.models.keys());

function tallied(lines: readonly ExportLine[], aliases: ReadonlyMap<string, string> = new Map()) {
  const tally = createBillTally({ days: [day], region: EXPORT_REGION, accountId: EXPORT_ACCOUNT });
  tally.startFile();
  for (const fields of parse(toExportText(lines))) tally.add(fields);
  return { days: tally.days({ models, aliases }), profiles: tally.profiles() };
}

const totalOf = (lines: readonly ExportLine[]): bigint | undefined =>
  tallied(lines).days[0]?.billedPicodollars;

describe('the tally of an export', () => {
  it('adds up Bedrock’s lines of a day, exactly', () => {
    const lines = [
      exportLine(day, { line_item_unblended_cost: '0.0000000001' }),
      exportLine(day, { line_item_unblended_cost: '1.5E-7' }),
      marketplaceLine(day, 'Claude Sonnet 5', { line_item_unblended_cost: '2' }),
      exportLine(day, { line_item_product_code: 'AmazonS3', line_item_usage_type: 'Requests-Tier1' }),
    ].map((line) => (line.line_item_product_code === 'AmazonS3' ? { ...line, product: '{}' } : line));

    expect(totalOf(lines)).toBe(2_000_000_150_100n);
  });

  it.each<[string, ExportLine]>([
    ['another account', { line_item_usage_account_id: '999999999999' }],
    ['another Region', { product_region_code: 'eu-west-1' }],
    ['a credit', { line_item_line_item_type: 'Credit' }],
    ['a refund', { line_item_line_item_type: 'Refund' }],
    ['a tax', { line_item_line_item_type: 'Tax' }],
    ['AgentCore', { line_item_product_code: 'AmazonBedrockAgentCore' }],
    [
      'another day',
      {
        line_item_usage_start_date: '2026-11-17T00:00:00.000Z',
        line_item_usage_end_date: '2026-11-18T00:00:00.000Z',
      },
    ],
  ])('leaves out %s', (_name, line) => {
    expect(totalOf([exportLine(day), exportLine(day, line)])).toBe(500_000_000_000n);
  });

  it('places a line by the resource that was called before the product’s Region', () => {
    const resource = 'arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.amazon.nova-lite-v1:0';
    const line = { line_item_resource_id: resource, product_region_code: '' };

    expect(totalOf([exportLine(day, line)])).toBe(500_000_000_000n);
  });

  it('tells what has no Region apart', () => {
    const { days } = tallied([exportLine(day), exportLine(day, { product_region_code: '' })]);

    expect(days).toMatchObject([
      { billedPicodollars: 500_000_000_000n, withoutRegionPicodollars: 500_000_000_000n },
    ]);
  });

  it('names models by resource, then by name, and guesses none', () => {
    const haiku =
      'arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-haiku-4-5-20251001-v1:0';
    const lines = [
      exportLine(day),
      exportLine(day, { line_item_usage_type: 'USE1-NovaLite-output-tokens' }),
      marketplaceLine(day, 'Claude Haiku 4.5', { line_item_resource_id: haiku }),
      marketplaceLine(day, 'Claude Opus 5.5'),
      exportLine(day, { line_item_resource_id: PROFILE }),
      exportLine(day, { line_item_usage_type: 'USE1-Guardrail-ContentPolicyUnitsConsumed' }),
      marketplaceLine(day, 'Claude Sonnet 99'),
    ];

    const { days, profiles } = tallied(lines, new Map([[PROFILE, 'us.amazon.nova-pro-v1:0']]));

    const named = days[0]?.models?.map(({ model, lineItems }) => [model ?? 'other', lineItems]);
    expect(Object.fromEntries(named ?? [])).toEqual({
      'amazon.nova-lite': 2,
      'amazon.nova-pro': 1,
      'anthropic.claude-haiku-4-5': 1,
      'anthropic.claude-opus-5-5': 1,
      other: 2,
    });
    expect(profiles).toEqual([PROFILE]);
  });

  it('knows that a day that other services have lines of cost nothing, and no day without any', () => {
    const s3 = exportLine(day, {
      line_item_product_code: 'AmazonS3',
      product: '{}',
      line_item_usage_type: 'x',
    });

    expect(tallied([s3]).days).toMatchObject([{ day, billedPicodollars: 0n }]);
    expect(tallied([]).days).toEqual([]);
    expect(tallied([exportLine('2026-11-01')]).days).toEqual([]);
  });

  it.each([
    ['an invoice is missing', '', true],
    ['all lines are on an invoice', '12345', false],
  ])('is an estimate as long as %s', (_name, invoice, isEstimated) => {
    expect(tallied([exportLine(day, { bill_invoice_id: invoice })]).days).toMatchObject([{ isEstimated }]);
  });

  it.each<[ExportLine, string]>([
    [{ line_item_currency_code: 'CNY' }, 'not in USD'],
    [{ line_item_unblended_cost: 'free' }, 'a line that cannot be read'],
    [{ line_item_usage_end_date: '2026-12-01T00:00:00.000Z' }, 'set TIME_GRANULARITY to DAILY or HOURLY'],
  ])('refuses an export with %j, with the fix', (line, words) => {
    expect(() => tallied([exportLine(day, line)])).toThrow(words);
  });

  it('names the column that an own query has left out', () => {
    const tally = createBillTally({ days: [day], region: EXPORT_REGION, accountId: EXPORT_ACCOUNT });
    tally.startFile();

    expect(() => tally.add(['line_item_usage_type', 'line_item_product_code'])).toThrow(
      'it has no column line_item_usage_account_id; add it to its query',
    );
  });
});
