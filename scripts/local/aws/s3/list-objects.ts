import type { ServiceAnswer } from '../wire.ts';
import { element, elements } from '../xml.ts';
import type { Bucket } from './bucket.ts';
import { failure, xmlAnswer } from './failure.ts';

const MAX_KEYS = 1_000;
const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';

/** A line of a listing: an object, or the keys up to the delimiter taken together. */
type Line = { readonly key: string } | { readonly commonPrefix: string };

/** ListObjectsV2: keys in the order of their bytes, in pages. */
export function listObjects(bucket: Bucket, query: URLSearchParams): ServiceAnswer {
  const [prefix, delimiter] = [query.get('prefix') ?? '', query.get('delimiter') ?? ''];
  const maxKeys = readMaxKeys(query.get('max-keys'));
  const after = readToken(query.get('continuation-token')) ?? query.get('start-after') ?? '';
  const lines = toLines([...bucket.objects.keys()].sort(byBytes), { prefix, delimiter }).filter(
    (line) => byBytes(nameOf(line), after) > 0,
  );
  const page = lines.slice(0, maxKeys);
  const last = page.at(-1);
  const isTruncated = lines.length > page.length && last !== undefined;
  const write = query.get('encoding-type') === 'url' ? encodeURIComponent : (text: string) => text;
  const head = element('Name', bucket.name) + element('Prefix', write(prefix));
  return xmlAnswer(
    `<ListBucketResult xmlns="${NAMESPACE}">${head}${[
      element('Delimiter', delimiter === '' ? undefined : write(delimiter)),
      element('MaxKeys', maxKeys),
      element('KeyCount', page.length),
      element('IsTruncated', isTruncated),
      element('NextContinuationToken', isTruncated ? toToken(nameOf(last)) : undefined),
      ...page.map((line) => toElement(bucket, line, write)),
    ].join('')}</ListBucketResult>`,
  );
}

function readMaxKeys(text: string | null): number {
  const wanted = Number(text ?? MAX_KEYS);
  if (!Number.isInteger(wanted) || wanted < 0)
    throw failure(400, 'InvalidArgument', 'Provided max-keys not an integer or within integer range');
  return Math.min(wanted, MAX_KEYS);
}

function toLines(
  keys: readonly string[],
  { prefix, delimiter }: { readonly prefix: string; readonly delimiter: string },
): readonly Line[] {
  const lines = new Map<string, Line>();
  for (const key of keys) {
    if (!key.startsWith(prefix)) continue;
    const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    const line = end < 0 ? { key } : { commonPrefix: key.slice(0, end + delimiter.length) };
    lines.set(nameOf(line), line);
  }
  return [...lines.values()];
}

const nameOf = (line: Line): string => ('key' in line ? line.key : line.commonPrefix);

function toElement(bucket: Bucket, line: Line, write: (text: string) => string): string {
  if ('commonPrefix' in line) return element('CommonPrefixes', { Prefix: write(line.commonPrefix) });
  const object = bucket.objects.get(line.key)?.at(-1);
  if (!object) return '';
  const { modifiedMs, etag, body } = object;
  return elements('Contents', [
    {
      Key: write(line.key),
      LastModified: new Date(modifiedMs),
      ETag: etag,
      Size: Buffer.byteLength(body, 'base64'),
      StorageClass: 'STANDARD',
    },
  ]);
}

const byBytes = (left: string, right: string): number =>
  Buffer.compare(Buffer.from(left), Buffer.from(right));

const toToken = (key: string): string => Buffer.from(key).toString('base64url');

function readToken(token: string | null): string | undefined {
  if (token === null) return undefined;
  const key = Buffer.from(token, 'base64url').toString('utf8');
  if (toToken(key) !== token)
    throw failure(400, 'InvalidArgument', 'The continuation token provided is incorrect');
  return key;
}
