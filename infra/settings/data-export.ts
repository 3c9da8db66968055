import { closedObject, matching } from './fields.ts';

/** Names of S3 buckets (S3 User Guide, "Bucket naming rules"). */
const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
/** Folders in it, without a slash at their ends. */
const PREFIX = /^[\w!.*'()-]+(\/[\w!.*'()-]+)*$/;
/** Name of an export (BCM Data Exports API, `Export.Name`). */
const EXPORT_NAME = /^[0-9A-Za-z!\-_.*'()]{1,128}$/;
const KEY_ARN = /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/(mrk-[a-f0-9]{32}|[a-f0-9-]{36})$/;

/** A CUR 2.0 export of AWS Data Exports: gzip, text/csv, by the day or hour. */
export const DataExportSettings = closedObject({
  bucket: matching(BUCKET, 'name of the bucket that the export is delivered to'),
  prefix: matching(PREFIX, "the export's S3 path prefix, without a slash at its ends"),
  exportName: matching(EXPORT_NAME, 'name of the export'),
  /** Key that encrypts the bucket's objects, where it is not S3's own. */
  kmsKeyArn: matching(KEY_ARN, 'the ARN of the KMS key of the bucket (arn:aws:kms:…:key/…)').optional(),
});
