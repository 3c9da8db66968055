import { createHash } from 'node:crypto';
import {
  GetBucketEncryptionCommand,
  GetObjectCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { clientOptions } from './target.ts';
import { useEmbeddedAws } from './use-embedded-aws.ts';

const KEY_ARN = 'arn:aws:kms:us-east-1:123456789012:key/evidence';
const onPut = vi.fn();
const getAws = useEmbeddedAws({
  onPut,
  account: { buckets: [{ name: 'evidence', isVersioned: true, kmsKeyArn: KEY_ARN }] },
});
const Bucket = 'evidence';
let client: S3Client;

beforeAll(() => {
  client = new S3Client(clientOptions(() => getAws().endpoint));
});

afterAll(() => client.destroy());

test('is reached without settings of its own, as a function reaches it', async () => {
  const plain = new S3Client({ ...clientOptions(() => getAws().endpoint), endpoint: undefined });
  vi.stubEnv('AWS_ENDPOINT_URL_S3', getAws().endpoint);
  const { $metadata } = await plain
    .send(new HeadBucketCommand({ Bucket }))
    .finally(() => void vi.unstubAllEnvs());

  expect($metadata.httpStatusCode).toBe(200);
});

test('tells the key that an encrypted bucket uses', async () => {
  const { ServerSideEncryptionConfiguration } = await client.send(new GetBucketEncryptionCommand({ Bucket }));
  const written = await client.send(new PutObjectCommand({ Bucket, Key: 'encrypted', Body: 'a' }));

  expect(ServerSideEncryptionConfiguration?.Rules?.[0]).toMatchObject({
    ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: KEY_ARN },
  });
  expect(written).toMatchObject({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KEY_ARN });
});

test('tells about every object that is put, but not about one that is refused', async () => {
  onPut.mockClear();
  await client.send(new PutObjectCommand({ Bucket, Key: 'told/ä b', Body: 'words' }));
  const refused = client.send(new PutObjectCommand({ Bucket: 'nowhere', Key: 'told', Body: 'words' }));

  await expect(refused).rejects.toMatchObject({ name: 'NoSuchBucket' });
  expect(onPut.mock.calls).toEqual([[{ bucketName: Bucket, key: 'told/ä b', body: Buffer.from('words') }]]);
});

test('checks every digest that comes with an object, and refuses those it cannot check', async () => {
  const digest = (algorithm: string) => createHash(algorithm).update('body').digest('base64');
  const put = (input: object) =>
    client.send(new PutObjectCommand({ Bucket, Key: 'digested', Body: 'body', ...input }));

  await put({ ChecksumSHA256: digest('sha256') });
  await put({ ChecksumAlgorithm: 'SHA1' });
  await put({ ChecksumAlgorithm: 'SHA256' });
  await put({ ContentMD5: digest('md5') });
  await expect(put({ ContentMD5: 'AAAAAAAAAAAAAAAAAAAAAA==' })).rejects.toMatchObject({ name: 'BadDigest' });
  await expect(put({ ChecksumCRC64NVME: 'AAAAAAAAAAA=' })).rejects.toMatchObject({ name: 'NotImplemented' });
});

test('refuses a key that is too long', async () => {
  await expect(
    client.send(new PutObjectCommand({ Bucket, Key: 'ä'.repeat(513), Body: 'a' })),
  ).rejects.toMatchObject({ name: 'KeyTooLongError' });
});

test('refuses a page token and a version that it did not give', async () => {
  await client.send(new PutObjectCommand({ Bucket, Key: 'versioned', Body: 'a' }));

  await expect(
    client.send(new ListObjectsV2Command({ Bucket, ContinuationToken: 'not base64!' })),
  ).rejects.toMatchObject({ name: 'InvalidArgument' });
  await expect(
    client.send(new GetObjectCommand({ Bucket, Key: 'versioned', VersionId: 'null' })),
  ).rejects.toMatchObject({ name: 'NoSuchVersion', $metadata: { httpStatusCode: 404 } });
});

test('refuses what it does not offer instead of doing something else', async () => {
  await expect(client.send(new ListBucketsCommand({}))).rejects.toMatchObject({
    name: 'NotImplemented',
    message: expect.stringContaining('The embedded AWS does not offer GET /'),
  });
  await expect(
    client.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'a', IfMatch: '"etag"' })),
  ).rejects.toMatchObject({ name: 'NotImplemented' });
});
