import * as z from 'zod';

/** A bucket of the account. */
export interface BucketSetup {
  readonly name: string;
  /** @default false */
  readonly isVersioned?: boolean | undefined;
  /**
   * Key that objects are encrypted with.
   * @default - S3's own (`AES256`), which every bucket has since January 2023
   */
  readonly kmsKeyArn?: string | undefined;
}

/** Headers that S3 keeps with an object and gives back as they came, besides `x-amz-meta-*`. */
export const KEPT_HEADERS: readonly string[] = [
  'content-type',
  'content-encoding',
  'content-disposition',
  'content-language',
  'cache-control',
  'expires',
];

/** One version of an object; the body is base64 because the state file is JSON. */
export const StoredObject = z.object({
  versionId: z.string(),
  body: z.base64(),
  headers: z.record(z.string(), z.string()),
  etag: z.string(),
  modifiedMs: z.number(),
});
export type StoredObject = z.infer<typeof StoredObject>;

const Properties = z.object({
  name: z.string(),
  versioning: z.enum(['never', 'Enabled', 'Suspended']),
  kmsKeyArn: z.string().optional(),
});

/** A bucket for the state file. */
export const StoredBucket = Properties.extend({
  objects: z.array(z.tuple([z.string(), z.array(StoredObject)])),
});
export type StoredBucket = z.infer<typeof StoredBucket>;

/** A bucket with all it holds: versions by key, the oldest first. */
export interface Bucket extends z.infer<typeof Properties> {
  readonly objects: Map<string, StoredObject[]>;
}
