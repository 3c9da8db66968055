import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { BedrockRuntimeClient, ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
import { CloudWatchClient, ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import { PutObjectCommand, S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { SignatureV4 } from '@smithy/signature-v4';
import { describe, expect, test, vi } from 'vitest';
import { LOCAL_BEARER_TOKEN, LOCAL_CREDENTIALS } from '#scripts/local/aws/server.ts';
import { authenticate, parseAuthorization } from '#scripts/local/aws/signature.ts';
import { NodeSha256 } from '../../../support/node-sha256.ts';
import { clientOptions } from './target.ts';
import { bedrockClient, question, useEmbeddedAws } from './use-embedded-aws.ts';

const getAws = useEmbeddedAws();
const arn = 'arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.amazon.nova-lite-v1:0';
const command = () => new ConverseCommand({ modelId: arn, messages: question('hello') });

test.each([false, true])(
  'accepts what the SDK signs, an ARN in the path included (HTTP/2: %s)',
  async (isHttp2) => {
    const client = bedrockClient(getAws(), { isHttp2 });

    expect((await client.send(command())).stopReason).toBe('end_turn');
    client.destroy();
  },
);

test.each([
  ['another secret', { ...LOCAL_CREDENTIALS, secretAccessKey: 'wrong' }, 'InvalidSignatureException'],
  ['another key', { accessKeyId: 'AKIDOTHER', secretAccessKey: 'any' }, 'UnrecognizedClientException'],
])('refuses %s with 403', async (_, credentials, name) => {
  await expect(bedrockClient(getAws(), { credentials }).send(command())).rejects.toMatchObject({
    name,
    $metadata: { httpStatusCode: 403 },
  });
  await expect(
    new CloudWatchClient({ ...clientOptions(() => getAws().endpoint), credentials }).send(
      new ListMetricsCommand({}),
    ),
  ).rejects.toMatchObject({ name });
  await expect(
    new STSClient({ ...clientOptions(() => getAws().endpoint), credentials }).send(
      new GetCallerIdentityCommand({}),
    ),
  ).rejects.toMatchObject({ name });
});

test('refuses a signature made ten minutes ago', async () => {
  const client = bedrockClient(getAws(), { systemClockOffset: -10 * 60_000 });

  await expect(client.send(command())).rejects.toMatchObject({
    name: 'InvalidSignatureException',
    message: expect.stringMatching(/^Signature expired/),
  });
});

test.each([
  ['its own bearer token', LOCAL_BEARER_TOKEN, 'end_turn'],
  ['another bearer token', 'other', 'AccessDeniedException'],
])('takes %s as Bedrock does', async (_, token, outcome) => {
  const client = new BedrockRuntimeClient({
    endpoint: getAws().endpoint,
    region: 'us-east-1',
    token: { token },
    authSchemePreference: ['httpBearerAuth'],
    requestHandler: new NodeHttpHandler(),
  });

  const answered = await client.send(command()).then(
    ({ stopReason }) => stopReason,
    (error: Error) => error.name,
  );

  expect(answered).toBe(outcome);
});

test('refuses a request that is not signed, in the shape of its service', async () => {
  const response = await fetch(`${getAws().endpoint}/model/x/converse`, { method: 'POST', body: '{}' });

  expect(response.status).toBe(403);
  expect(response.headers.get('x-amzn-errortype')).toMatch(/^MissingAuthenticationTokenException/);
  expect(await response.json()).toEqual({ message: 'Missing Authentication Token' });
});

const signer = new SignatureV4({
  service: 'bedrock',
  region: 'us-east-1',
  credentials: LOCAL_CREDENTIALS,
  sha256: NodeSha256,
});

async function signed(path: string, query: Record<string, string> = {}, body = '{"a":"é"}') {
  const { headers } = await signer.sign({
    method: 'POST',
    protocol: 'http:',
    hostname: '127.0.0.1',
    path,
    query,
    headers: { host: '127.0.0.1:80', 'x-custom': '  two   spaces ' },
    body,
  });
  const lowerCase = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  return {
    method: 'POST',
    path,
    query: new URLSearchParams(query).toString(),
    headers: lowerCase,
    body: Buffer.from(body),
    signal: new AbortController().signal,
  };
}

test.each([
  '/',
  '/model/amazon.nova-lite-v1%3A0/converse',
  '/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A123%3Ainference-profile%2Fus.x/converse',
  '/a//b/../c/',
  "/quote'(paren)*!~/x",
])('computes the canonical path of %s as signers do', async (path) => {
  const request = await signed(path, { b: 'two words', a: '1/2', 'a-b': '' });

  expect(() => authenticate(request)).not.toThrow();
});

test.each([
  ['path', { path: '/model/other/converse' }],
  ['method', { method: 'PUT' }],
  ['query', { query: 'a=1' }],
  ['body', { body: Buffer.from('{}') }],
])('notices that the %s was changed on the way', async (_, change) => {
  const request = await signed('/model/x/converse');

  expect(() => authenticate({ ...request, ...change })).toThrowError(/signature|payload/);
});

test('notices a payload hash that was changed with the body', async () => {
  const request = await signed('/model/x/converse');
  const body = Buffer.from('{}');
  const headers = {
    ...request.headers,
    'x-amz-content-sha256': createHash('sha256').update(body).digest('hex'),
  };

  expect(() => authenticate({ ...request, body, headers })).toThrowError(/signature/);
});

test.each([
  undefined,
  '',
  'Basic abc',
  'AWS4-HMAC-SHA256 Credential=a/b',
  `AWS4-HMAC-SHA256 ${'x'.repeat(10_000)}`,
])('reads %s as no signature', (header) => {
  expect(parseAuthorization(header)).toBeUndefined();
});

describe('S3', () => {
  const put = (configuration: S3ClientConfig, input: object = {}) => {
    // The SDK prints a warning of its own when a stream cannot be sent again.
    const logger = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() };
    const client = new S3Client({ ...clientOptions(() => getAws().endpoint), logger, ...configuration });
    getAws().createBucket({ name: 'evidence' });
    return client.send(
      new PutObjectCommand({ Bucket: 'evidence', Key: 'a//b/../ä?', Body: 'body', ...input }),
    );
  };

  test.each([
    ['another secret', { ...LOCAL_CREDENTIALS, secretAccessKey: 'wrong' }, 'SignatureDoesNotMatch'],
    ['another key', { accessKeyId: 'AKIDOTHER', secretAccessKey: 'any' }, 'InvalidAccessKeyId'],
  ])('refuses %s by its own names', async (_, credentials, name) => {
    await expect(put({ credentials })).rejects.toMatchObject({ name, $metadata: { httpStatusCode: 403 } });
  });

  test('takes a body that is hashed and one that is streamed, and refuses one of another length', async () => {
    await put({});
    await put({}, { Body: Readable.from(['a', 'b']), ContentLength: 2 });

    await expect(
      put({}, { Body: Readable.from(['body', ' and more']), ContentLength: 4 }),
    ).rejects.toThrowError();
  });

  test('refuses a request that does not declare the hash of its body', async () => {
    const url = `${getAws().endpoint}/evidence/a`;
    const authorization = `AWS4-HMAC-SHA256 Credential=local/20261121/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`;
    const date = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
    const headers = {
      authorization: authorization.replace('20261121', date.slice(0, 8)),
      'x-amz-date': date,
    };

    expect(await (await fetch(url, { headers })).text()).toContain('<Code>InvalidRequest</Code>');
  });
});
