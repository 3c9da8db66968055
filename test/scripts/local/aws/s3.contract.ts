import { Readable } from 'node:stream';
import {
  CreateBucketCommand,
  GetBucketEncryptionCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clientOptions, type GetEndpoint, uniqueName } from './target.ts';

/** S3, as far as an evidence store needs it. */
export function describeS3Contract(getEndpoint: GetEndpoint): void {
  describe('S3', () => {
    let client: S3Client;
    let Bucket: string;

    beforeAll(async () => {
      client = new S3Client(clientOptions(getEndpoint));
      Bucket = uniqueName('evidence');
      await client.send(new CreateBucketCommand({ Bucket }));
    });

    afterAll(() => client.destroy());

    const put = (Key: string, Body = Key) => client.send(new PutObjectCommand({ Bucket, Key, Body }));
    const read = async (Key: string, VersionId?: string) => {
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key, VersionId }));
      return Body?.transformToString();
    };

    test('gives back the bytes, the type and the metadata of an object', async () => {
      const Key = 'assessments/2026-11-21T08-00-00-000Z/report.html';
      const Body = '<p>Grüße, 🌍</p>\r\n';
      const { ETag } = await client.send(
        new PutObjectCommand({
          Bucket,
          Key,
          Body,
          ContentType: 'text/html; charset=utf-8',
          CacheControl: 'no-store',
          Metadata: { team: 'payments' },
        }),
      );
      const found = await client.send(new GetObjectCommand({ Bucket, Key }));

      expect(await found.Body?.transformToString()).toBe(Body);
      expect(found).toMatchObject({
        ETag,
        ContentType: 'text/html; charset=utf-8',
        CacheControl: 'no-store',
        ContentLength: Buffer.byteLength(Body),
        Metadata: { team: 'payments' },
      });
      expect(found.LastModified?.getTime()).toBeGreaterThan(Date.now() - 60_000);
    });

    test.each([
      'plain.json',
      'a b/ä+&=?#%.json',
      'a//b/./..c/',
      'quotes\'"<>!*().json',
      'constructor',
      '__proto__',
      '🌍',
    ])('takes the key %j', async (Key) => {
      await put(Key);

      expect(await read(Key)).toBe(Key);
    });

    test('replaces an object, and holds an empty one', async () => {
      await put('replaced', 'first');
      await put('replaced', 'second');
      await client.send(new PutObjectCommand({ Bucket, Key: 'empty', Body: Buffer.alloc(0) }));

      expect(await read('replaced')).toBe('second');
      expect(await read('empty')).toBe('');
    });

    test('takes a body that is streamed in chunks with a checksum behind', async () => {
      const chunks = Array.from({ length: 40 }, (_, index) => Buffer.alloc(5_000, index));
      const ContentLength = 200_000;
      await client.send(
        new PutObjectCommand({ Bucket, Key: 'streamed', Body: Readable.from(chunks), ContentLength }),
      );
      const { Body, ContentEncoding } = await client.send(new GetObjectCommand({ Bucket, Key: 'streamed' }));

      expect(Buffer.from((await Body?.transformToByteArray()) ?? [])).toEqual(Buffer.concat(chunks));
      expect(ContentEncoding).toBeUndefined();
    });

    test('tells of an object without sending it', async () => {
      await client.send(
        new PutObjectCommand({ Bucket, Key: 'headed', Body: '{}', ContentType: 'application/json' }),
      );

      const head = await client.send(new HeadObjectCommand({ Bucket, Key: 'headed' }));

      expect(head).toMatchObject({ ContentLength: 2, ContentType: 'application/json' });
    });

    test('lists the keys under a prefix in order, in pages', async () => {
      const keys = ['list/a', 'list/a/b', 'list/B', 'list/ä', 'list/z'];
      for (const key of keys) await put(key);
      await put('lisu');
      const listed: (string | undefined)[] = [];
      const counts: (number | undefined)[] = [];
      let ContinuationToken: string | undefined;
      do {
        const page = await client.send(
          new ListObjectsV2Command({ Bucket, Prefix: 'list/', MaxKeys: 2, ContinuationToken }),
        );
        listed.push(...(page.Contents ?? []).map(({ Key }) => Key));
        counts.push(page.KeyCount);
        expect(page.IsTruncated).toBe(page.NextContinuationToken !== undefined);
        ContinuationToken = page.NextContinuationToken;
      } while (ContinuationToken !== undefined);

      expect(listed).toEqual(['list/B', 'list/a', 'list/a/b', 'list/z', 'list/ä']);
      expect(counts).toEqual([2, 2, 1]);
    });

    test('lists folders, from a key on, and nothing where there is nothing', async () => {
      for (const key of ['tree/1/a', 'tree/1/b', 'tree/2/c', 'tree/d']) await put(key);
      const list = (input: object) => client.send(new ListObjectsV2Command({ Bucket, ...input }));

      const folders = await list({ Prefix: 'tree/', Delimiter: '/' });
      const later = await list({ Prefix: 'tree/', StartAfter: 'tree/1/b' });
      const none = await list({ Prefix: 'nowhere/' });

      expect(folders.CommonPrefixes).toEqual([{ Prefix: 'tree/1/' }, { Prefix: 'tree/2/' }]);
      expect(folders.Contents).toMatchObject([{ Key: 'tree/d', Size: 6 }]);
      expect(later.Contents?.map(({ Key }) => Key)).toEqual(['tree/2/c', 'tree/d']);
      expect(none).toMatchObject({ KeyCount: 0, IsTruncated: false });
      expect(none.Contents).toBeUndefined();
    });

    test('keeps versions once it is told to', async () => {
      const versioned = uniqueName('versioned');
      await client.send(new CreateBucketCommand({ Bucket: versioned }));
      const before = await client.send(new GetBucketVersioningCommand({ Bucket: versioned }));
      await client.send(
        new PutBucketVersioningCommand({
          Bucket: versioned,
          VersioningConfiguration: { Status: 'Enabled' },
        }),
      );
      const write = (Body: string) =>
        client.send(new PutObjectCommand({ Bucket: versioned, Key: 'latest', Body }));
      const [first, second] = [await write('first'), await write('second')];
      const get = async (VersionId?: string) => {
        const found = await client.send(
          new GetObjectCommand({ Bucket: versioned, Key: 'latest', VersionId }),
        );
        return [await found.Body?.transformToString(), found.VersionId];
      };

      expect(before.Status).toBeUndefined();
      expect((await client.send(new GetBucketVersioningCommand({ Bucket: versioned }))).Status).toBe(
        'Enabled',
      );
      expect(first.VersionId).not.toBe(second.VersionId);
      expect(await get()).toEqual(['second', second.VersionId]);
      expect(await get(first.VersionId)).toEqual(['first', first.VersionId]);
      await expect(get('0123456789abcdef0123456789abcdef')).rejects.toMatchObject({
        $metadata: { httpStatusCode: expect.toSatisfy((status: number) => [400, 404].includes(status)) },
      });
    });

    test('gives no version where none are kept', async () => {
      const { VersionId } = await put('unversioned');

      expect(VersionId).toBeUndefined();
    });

    test('encrypts by default', async () => {
      const { ServerSideEncryptionConfiguration } = await client.send(
        new GetBucketEncryptionCommand({ Bucket }),
      );

      expect(ServerSideEncryptionConfiguration?.Rules?.[0]).toMatchObject({
        ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' },
      });
    });

    test('writes only what is not there yet, when it is asked to', async () => {
      const write = () =>
        client.send(new PutObjectCommand({ Bucket, Key: 'once', Body: 'first', IfNoneMatch: '*' }));
      await write();

      await expect(write()).rejects.toMatchObject({
        name: 'PreconditionFailed',
        $metadata: { httpStatusCode: 412 },
      });
    });

    test('refuses a body that is not what its digest says', async () => {
      const input = { Bucket, Key: 'damaged', Body: 'body' };

      await expect(
        client.send(new PutObjectCommand({ ...input, ChecksumCRC32: 'AAAAAA==' })),
      ).rejects.toMatchObject({ name: expect.stringMatching(/BadDigest|XAmzContentChecksumMismatch/) });
      await expect(read('damaged')).rejects.toMatchObject({ name: 'NoSuchKey' });
    });

    test('names what is missing', async () => {
      const missing = uniqueName('missing');

      await expect(read('missing')).rejects.toMatchObject({
        name: 'NoSuchKey',
        $metadata: { httpStatusCode: 404 },
      });
      await expect(client.send(new HeadObjectCommand({ Bucket, Key: 'missing' }))).rejects.toMatchObject({
        name: 'NotFound',
        $metadata: { httpStatusCode: 404 },
      });
      await expect(client.send(new HeadBucketCommand({ Bucket: missing }))).rejects.toMatchObject({
        name: 'NotFound',
      });
      for (const command of [
        new GetObjectCommand({ Bucket: missing, Key: 'a' }),
        new PutObjectCommand({ Bucket: missing, Key: 'a', Body: 'a' }),
      ])
        await expect(client.send<never, never>(command as never)).rejects.toMatchObject({
          name: 'NoSuchBucket',
        });
      await expect(client.send(new ListObjectsV2Command({ Bucket: missing }))).rejects.toMatchObject({
        name: 'NoSuchBucket',
      });
    });

    test('refuses a name that no bucket may have', async () => {
      await expect(client.send(new CreateBucketCommand({ Bucket: 'Not_A_Bucket' }))).rejects.toMatchObject({
        name: 'InvalidBucketName',
      });
    });
  });
}
