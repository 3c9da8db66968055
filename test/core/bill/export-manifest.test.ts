import { describe, expect, it } from 'vitest';
import { billingPeriods, manifestKey, readManifest } from '#core/bill/export-manifest.ts';

const place = { bucket: 'bills', prefix: 'cur/daily', exportName: 'bedrock' };
const folder = 'cur/daily/bedrock/data/BILLING_PERIOD=2026-11';
const manifest = (...dataFiles: readonly string[]): string => JSON.stringify({ dataFiles });

describe('the manifest of an export', () => {
  it('lies where AWS puts it, one a month', () => {
    expect(billingPeriods(['2026-10-30', '2026-10-31', '2026-11-01'])).toEqual(['2026-10', '2026-11']);
    expect(manifestKey(place, '2026-11')).toBe(
      'cur/daily/bedrock/metadata/BILLING_PERIOD=2026-11/bedrock-Manifest.json',
    );
  });

  it('names the files, with or without their bucket', () => {
    const files = manifest(
      `s3://bills/${folder}/bedrock-00001.csv.gz`,
      `${folder}/run-1/bedrock-00002.csv.gz`,
    );

    expect(readManifest(files, place)).toEqual([
      `${folder}/bedrock-00001.csv.gz`,
      `${folder}/run-1/bedrock-00002.csv.gz`,
    ]);
  });

  it.each([
    [`s3://bills/${folder}/bedrock-00001.snappy.parquet`, 'it is Parquet; choose the format gzip, text/csv'],
    [`s3://bills/${folder}/bedrock-00001.csv`, 'choose the format gzip, text/csv'],
    [`s3://other/${folder}/bedrock-00001.csv.gz`, 'files that are not its own'],
    ['cur/daily/payroll/data/x.csv.gz', 'files that are not its own'],
    [`${folder}/../../../payroll/x.csv.gz`, 'files that are not its own'],
  ])('is refused with the file %s', (file, words) => {
    expect(() => readManifest(manifest(file), place)).toThrow(words);
  });

  it.each(['', '{', '{}', '{"dataFiles":[1]}', 'null'])('is refused when it is %j', (text) => {
    expect(() => readManifest(text, place)).toThrow('its manifest has no list of dataFiles');
  });
});
