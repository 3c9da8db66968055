import * as z from 'zod/mini';
import { InvalidInputError } from '../errors.ts';
import type { Day } from '../rollup/day.ts';

/** An export of AWS Data Exports, as its S3 destination names it. */
export const DataExport = z.object({
  bucket: z.string(),
  /** Without a slash at its ends. */
  prefix: z.string(),
  exportName: z.string(),
});
export type DataExport = z.infer<typeof DataExport>;

/** The part of a manifest that is read; its members are as quoted from manifests by others (unverified). */
const Manifest = z.object({ dataFiles: z.array(z.string()) });

/** Months that the days are in: `2026-11`. */
export const billingPeriods = (days: readonly Day[]): readonly string[] => [
  ...new Set(days.map((day) => day.slice(0, 7))),
];

/** Where the manifest of a month is ("Understanding export delivery"); it is written after all files are. */
export const manifestKey = ({ prefix, exportName }: DataExport, period: string): string =>
  `${prefix}/${exportName}/metadata/BILLING_PERIOD=${period}/${exportName}-Manifest.json`;

/** Below here is what may be read of a bucket. */
const dataPrefix = ({ prefix, exportName }: DataExport): string => `${prefix}/${exportName}/data/`;

/** Keys of a month's files. Throws `InvalidInputError` for files that cannot be read, with what to change. */
export function readManifest(text: string, place: DataExport): readonly string[] {
  return parseManifest(text).map((file) => toKey(file, place));
}

function parseManifest(text: string): readonly string[] {
  try {
    return Manifest.parse(JSON.parse(text)).dataFiles;
  } catch (cause) {
    throw new InvalidInputError('its manifest has no list of dataFiles', { cause });
  }
}

function toKey(file: string, place: DataExport): string {
  const root = `s3://${place.bucket}/`;
  const key = file.startsWith(root) ? file.slice(root.length) : file;
  // the list comes out of a bucket: nothing beside the export is read for it
  if (!key.startsWith(dataPrefix(place)) || key.split('/').includes('..'))
    throw new InvalidInputError('its manifest names files that are not its own');
  if (key.endsWith('.parquet'))
    throw new InvalidInputError('it is Parquet; choose the format gzip, text/csv (TEXT_OR_CSV with GZIP)');
  if (!key.endsWith('.csv.gz'))
    throw new InvalidInputError('its files do not end in .csv.gz; choose the format gzip, text/csv');
  return key;
}
