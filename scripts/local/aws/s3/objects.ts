import { createHash, randomUUID } from 'node:crypto';
import type { ServiceAnswer, ServiceRequest } from '../wire.ts';
import { type Bucket, KEPT_HEADERS, type StoredObject } from './bucket.ts';
import { failure, newRequestId, noSuchKey, noSuchVersion, notOffered } from './failure.ts';
import { crc32Of, readPayload } from './payload.ts';

const MAX_KEY_BYTES = 1_024;

/** PutObject: replaces the object, or adds a version of it where the bucket keeps them. */
export function putObject(
  bucket: Bucket,
  { key, request, nowMs }: { readonly key: string; readonly request: ServiceRequest; readonly nowMs: number },
): ServiceAnswer {
  if (Buffer.byteLength(key) > MAX_KEY_BYTES)
    throw failure(400, 'KeyTooLongError', 'Your key is too long', { MaxSizeAllowed: String(MAX_KEY_BYTES) });
  const known = bucket.objects.get(key) ?? [];
  checkCondition(request, known);
  const body = readPayload(request);
  const object: StoredObject = {
    versionId: bucket.versioning === 'Enabled' ? randomUUID().replaceAll('-', '') : 'null',
    body: body.toString('base64'),
    headers: keptHeaders(request.headers),
    etag: `"${createHash('md5').update(body).digest('hex')}"`,
    modifiedMs: nowMs,
  };
  bucket.objects.set(key, [...known.filter(({ versionId }) => versionId !== object.versionId), object]);
  const headers = { ...commonHeaders(bucket, object), 'x-amz-checksum-crc32': crc32Of(body) };
  return { status: 200, headers, body: Buffer.alloc(0) };
}

/** GetObject and HeadObject: Node leaves the body out of an answer to HEAD. */
export function getObject(
  bucket: Bucket,
  {
    key,
    request,
    query,
  }: { readonly key: string; readonly request: ServiceRequest; readonly query: URLSearchParams },
): ServiceAnswer {
  const object = findVersion(bucket, key, query.get('versionId'));
  const body = Buffer.from(object.body, 'base64');
  const isChecked = request.headers['x-amz-checksum-mode']?.toUpperCase() === 'ENABLED';
  return {
    status: 200,
    headers: {
      ...object.headers,
      ...commonHeaders(bucket, object),
      'accept-ranges': 'bytes',
      'last-modified': new Date(object.modifiedMs).toUTCString(),
      ...(isChecked && { 'x-amz-checksum-crc32': crc32Of(body) }),
    },
    body,
  };
}

function findVersion(bucket: Bucket, key: string, versionId: string | null): StoredObject {
  const versions = bucket.objects.get(key);
  const newest = versions?.at(-1);
  if (!versions || !newest) throw noSuchKey(key);
  if (versionId === null) return newest;
  const found = versions.find((version) => version.versionId === versionId);
  if (!found) throw noSuchVersion(key, versionId);
  return found;
}

/** `If-None-Match: *` writes only what is not there yet. */
function checkCondition({ headers }: ServiceRequest, known: readonly StoredObject[]): void {
  if (headers['if-match'] !== undefined) throw notOffered('If-Match on PutObject');
  const condition = headers['if-none-match'];
  if (condition === undefined) return;
  if (condition !== '*') throw notOffered('If-None-Match with an ETag on PutObject');
  if (known.length > 0)
    throw failure(
      412,
      'PreconditionFailed',
      'At least one of the pre-conditions you specified did not hold',
      {
        Condition: 'If-None-Match',
      },
    );
}

function keptHeaders(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const kept = Object.entries(headers).filter(
    ([name]) => KEPT_HEADERS.includes(name) || name.startsWith('x-amz-meta-'),
  );
  const { 'content-encoding': encoding = '', ...others } = Object.fromEntries(kept);
  // How the bytes travelled is no property of the object.
  const encodings = encoding
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '' && part !== 'aws-chunked');
  return {
    'content-type': 'binary/octet-stream',
    ...others,
    ...(encodings.length > 0 && { 'content-encoding': encodings.join(',') }),
  };
}

const commonHeaders = ({ versioning, kmsKeyArn }: Bucket, { etag, versionId }: StoredObject) => ({
  etag,
  'x-amz-request-id': newRequestId(),
  'x-amz-server-side-encryption': kmsKeyArn === undefined ? 'AES256' : 'aws:kms',
  ...(kmsKeyArn !== undefined && { 'x-amz-server-side-encryption-aws-kms-key-id': kmsKeyArn }),
  ...(versioning !== 'never' && { 'x-amz-version-id': versionId }),
});
