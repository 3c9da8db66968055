import { gunzipSync } from 'node:zlib';
import { GetObjectCommand, PutObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import type { LoggedBody } from '#core/invocation-log/to-record.ts';
import type { BodyStore, Quarantine } from '#functions/ports.ts';

/** Largest body that is read, in bytes, packed and unpacked: twice the largest request that Lambda could have made. */
export const MAX_BODY_BYTES = 12_000_000;
/** Where Bedrock puts bodies; the bucket's policy lets it write nowhere else. */
export const BODY_PREFIX = 'bodies/';
const QUARANTINE_PREFIX = 'quarantine/';
const MISSING: LoggedBody = { status: 'missing' };

/** The bucket that capture works with: Bedrock's large bodies are read here, and events in quarantine lie here. */
export function createCaptureBucket({
  bucket,
  client = new S3Client({}),
}: {
  readonly bucket: string;
  readonly client?: S3Client;
}): BodyStore & Quarantine {
  return {
    read: async (place) => {
      // the path comes out of a log event: nothing but our own bucket is read for it
      if (place.bucket !== bucket || !place.key.startsWith(BODY_PREFIX)) return MISSING;
      return readBody(client, place);
    },
    keep: async ({ id, atMs, reason, message }) => {
      const day = atMs === undefined ? 'undated' : new Date(atMs).toISOString().slice(0, 10);
      const key = `${QUARANTINE_PREFIX}${day}/${reason}/${id}`;
      await client.send(
        new PutObjectCommand({ Bucket: bucket, Key: key, Body: message, ContentType: 'text/plain' }),
      );
      return key;
    },
  };
}

async function readBody(
  client: S3Client,
  { bucket, key }: { readonly bucket: string; readonly key: string },
): Promise<LoggedBody> {
  try {
    const { Body: body, ContentLength: length } = await client.send(
      new GetObjectCommand({ Bucket: bucket, Key: key }),
    );
    if (!body || length === undefined || length > MAX_BODY_BYTES) return MISSING;
    return parseBody(await body.transformToByteArray());
  } catch (error) {
    if (error instanceof S3ServiceException && isGone(error)) return MISSING;
    throw error;
  }
}

/** Without `s3:ListBucket`, S3 answers 403 for an object that is not there. */
const isGone = ({ $metadata }: S3ServiceException): boolean =>
  $metadata.httpStatusCode === 404 || $metadata.httpStatusCode === 403;

/** Whether Bedrock packs bodies is unverified, so the first two bytes tell. */
function parseBody(bytes: Uint8Array): LoggedBody {
  try {
    const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
    const unpacked = isPacked ? gunzipSync(bytes, { maxOutputLength: MAX_BODY_BYTES }) : bytes;
    return { status: 'read', value: JSON.parse(Buffer.from(unpacked).toString('utf8')) };
  } catch {
    return MISSING;
  }
}
