import { gzipSync } from 'node:zlib';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { createDataExportReader, type DataExportOptions } from '#adapters/cost/data-export.ts';
import { createCall, createMeteredCalls } from '#adapters/evidence/metered-calls.ts';
import { manifestKey } from '#core/bill/export-manifest.ts';
import { defaultPriceBook } from '#core/cost/default-price-book.ts';
import { clientOptions } from '../../scripts/local/aws/target.ts';
import { useEmbeddedAws } from '../../scripts/local/aws/use-embedded-aws.ts';
import {
  EXPORT_ACCOUNT,
  EXPORT_REGION,
  exportLine,
  marketplaceLine,
  toExportFile,
  toExportText,
} from '../../support/cost-export.ts';

const aws = useEmbeddedAws({ account: { buckets: [{ name: 'bills' }] } });
const PROFILE = `arn:aws:bedrock:us-east-1:${EXPORT_ACCOUNT}:application-inference-profile/team1`;
const book = {
  ...defaultPriceBook,
  aliases: new Map([[PROFILE, 'us.amazon.nova-pro-v1:0']]),
};
const client = () => new S3Client(clientOptions(() => aws().endpoint));
let exports = 0;

/** Puts an export into the bucket, by file name. */
async function deliver(
  files: Readonly<Record<string, Uint8Array>>,
  { period = '2026-11', manifest = {} } = {},
) {
  exports += 1;
  const place = { bucket: 'bills', prefix: 'cur', exportName: `bedrock${exports}` };
  const folder = `cur/${place.exportName}/data/BILLING_PERIOD=${period}`;
  const put = (Key: string, Body: Uint8Array) =>
    client().send(new PutObjectCommand({ Bucket: 'bills', Key, Body }));
  for (const [name, body] of Object.entries(files)) await put(`${folder}/${name}`, body);
  const dataFiles = Object.keys(files).map((name) => `s3://bills/${folder}/${name}`);
  await put(manifestKey(place, period), Buffer.from(JSON.stringify({ dataFiles, ...manifest })));
  return place;
}

function readerOf(place: DataExportOptions['place'], more: Partial<DataExportOptions> = {}) {
  return createDataExportReader({
    client: client(),
    call: createCall(createMeteredCalls()),
    ...{ place, region: EXPORT_REGION, accountId: EXPORT_ACCOUNT },
    prices: { pricesFor: async () => book },
    ...more,
  });
}

describe('the bill of a data export', () => {
  it('is read from all its files, by day and model', async () => {
    const place = await deliver({
      'bedrock-00001.csv.gz': toExportFile([exportLine('2026-11-18'), exportLine('2026-11-19')]),
      'bedrock-00002.csv.gz': toExportFile([
        marketplaceLine('2026-11-18', 'Claude Sonnet 5', { line_item_unblended_cost: '2.000000000001' }),
        exportLine('2026-11-18', { line_item_resource_id: PROFILE, line_item_unblended_cost: '1' }),
      ]),
    });

    const bill = await readerOf(place).billed('2026-11-18', '2026-11-20');

    expect(bill).toEqual({
      status: 'known',
      profiles: new Map([['team1', 'amazon.nova-pro']]),
      days: [
        {
          ...{ day: '2026-11-18', billedPicodollars: 3_500_000_000_001n, isEstimated: true },
          withoutRegionPicodollars: 0n,
          models: [
            { model: 'amazon.nova-lite', billedPicodollars: 500_000_000_000n, lineItems: 1 },
            { model: 'anthropic.claude-sonnet-5', billedPicodollars: 2_000_000_000_001n, lineItems: 1 },
            { model: 'amazon.nova-pro', billedPicodollars: 1_000_000_000_000n, lineItems: 1 },
          ],
        },
        {
          ...{ day: '2026-11-19', billedPicodollars: 500_000_000_000n, isEstimated: true },
          withoutRegionPicodollars: 0n,
          models: [{ model: 'amazon.nova-lite', billedPicodollars: 500_000_000_000n, lineItems: 1 }],
        },
      ],
    });
  });

  it('is unknown, with what to set up, where the export is not', async () => {
    const bill = await readerOf({ bucket: 'bills', prefix: 'cur', exportName: 'nothing' }).billed(
      '2026-11-18',
      '2026-11-19',
    );

    expect(bill).toMatchObject({ status: 'unknown' });
    expect(bill).toHaveProperty('detail', expect.stringContaining('cost.dataExport'));
    expect(bill).toHaveProperty('detail', expect.stringContaining('under cur/nothing'));
  });

  it('is unknown for a month that was not delivered, though the other one was', async () => {
    const place = await deliver({ 'a.csv.gz': toExportFile([exportLine('2026-11-01')]) });

    expect(await readerOf(place).billed('2026-10-31', '2026-11-01')).toMatchObject({ status: 'unknown' });
  });

  it.each([
    ['Parquet', { 'a.snappy.parquet': Buffer.from('PAR1') }, 'it is Parquet'],
    ['text that is not packed', { 'a.csv.gz': Buffer.from(toExportText([])) }, 'a file of it is damaged'],
    [
      'a file that ends early',
      { 'a.csv.gz': toExportFile([exportLine('2026-11-18')]).subarray(0, 100) },
      'a file of it is damaged',
    ],
    [
      'a query that left a column out',
      { 'a.csv.gz': gzipSync(`line_item_usage_type\n${'x\n'.repeat(100_000)}`) },
      'it has no column line_item_usage_account_id',
    ],
    [
      'a file without an end',
      { 'a.csv.gz': gzipSync(`"${'a'.repeat(1_100_000)}`) },
      'a file of it is no CSV',
    ],
  ])('is unknown, with the reason, for %s', async (_name, files, words) => {
    const bill = await readerOf(await deliver(files)).billed('2026-11-18', '2026-11-18');

    expect(bill).toMatchObject({ status: 'unknown', detail: expect.stringContaining(words) });
  });

  it.each([[{ durationMs: 60_000, unpackedBytes: 2_000 }], [{ durationMs: 0, unpackedBytes: 1e9 }]])(
    'is unknown, never a part of it, beyond %j',
    async (limits) => {
      const lines = Array.from({ length: 50 }, () => exportLine('2026-11-18'));
      const place = await deliver({ 'a.csv.gz': toExportFile(lines) });

      const bill = await readerOf(place, { limits }).billed('2026-11-18', '2026-11-18');

      expect(bill).toMatchObject({
        status: 'unknown',
        detail: expect.stringContaining('larger than is read'),
      });
    },
  );
});
