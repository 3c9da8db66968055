import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { SignatureV4 } from '@smithy/signature-v4';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createSignedHttp } from '#adapters/signed-http.ts';
import { bedrockPath } from '#core/bedrock/operation.ts';
import { ConfigurationError, UpstreamError } from '#core/errors.ts';
import { NodeSha256 } from '../support/node-sha256.ts';
import { type LoopbackServer, startLoopbackServer, unusedEndpoint } from './loopback-server.ts';

const environment = {
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'secret',
  AWS_SESSION_TOKEN: 'token',
};
const common = { signingName: 'bedrock', region: 'us-east-1', environment };
const never = new AbortController().signal;
const body = Buffer.from('{"messages":[]}');
const servers: LoopbackServer[] = [];

async function start(...options: Parameters<typeof startLoopbackServer>): Promise<LoopbackServer> {
  const server = await startLoopbackServer(...options);
  servers.push(server);
  return server;
}

afterEach(async () => {
  vi.useRealTimers();
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

describe('createSignedHttp', () => {
  it.each([
    'amazon.nova-lite-v1:0',
    'arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.amazon.nova-lite-v1:0',
    "odd !'()*~ name",
  ])('signs a call to %s as @smithy/signature-v4 does for an SDK client', async (modelId) => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-21T10:11:12Z') });
    const server = await start();
    const path = bedrockPath('Converse', { modelId });

    await createSignedHttp({ ...common, endpoint: server.endpoint })(
      { path, headers: { 'content-type': 'application/json' }, body },
      never,
    );

    const [request] = server.received;
    expect(request).toMatchObject({ method: 'POST', path, body });
    expect(request?.headers.authorization).toBe(await signature(path, server.endpoint));
    expect(request?.headers['x-amz-security-token']).toBe('token');
  });

  it('keeps the connection for the next call', async () => {
    const server = await start();
    const send = createSignedHttp({ ...common, endpoint: server.endpoint });

    for (let count = 0; count < 3; count += 1)
      await text(await send({ path: '/', headers: {}, body }, never));

    expect(server.received).toHaveLength(3);
    expect(server.connections()).toBe(1);
  });

  it('reads the credentials of every call anew', async () => {
    const server = await start();
    const changing: Record<string, string> = { ...environment };
    const send = createSignedHttp({ ...common, endpoint: server.endpoint, environment: changing });

    await send({ path: '/', headers: {}, body }, never);
    changing.AWS_ACCESS_KEY_ID = 'AKIDROTATED';
    await send({ path: '/', headers: {}, body }, never);

    expect(server.received.map(({ headers }) => /AKID\w+/.exec(headers.authorization ?? '')?.[0])).toEqual([
      'AKIDEXAMPLE',
      'AKIDROTATED',
    ]);
  });

  it('says without credentials which variables are missing', async () => {
    const send = createSignedHttp({ ...common, endpoint: 'http://127.0.0.1:1', environment: {} });

    await expect(send({ path: '/', headers: {}, body }, never)).rejects.toThrow(ConfigurationError);
  });

  it('fails retryably when nobody listens', async () => {
    const send = createSignedHttp({ ...common, endpoint: await unusedEndpoint() });

    const failure = await send({ path: '/', headers: {}, body }, never).catch((error: unknown) => error);

    expect(failure).toBeInstanceOf(UpstreamError);
    expect(failure).toMatchObject({ retryable: true, cause: { code: 'ECONNREFUSED' } });
  });

  it('fails retryably when the connection ends before the answer', async () => {
    const server = await start((response) => response.destroy());
    const send = createSignedHttp({ ...common, endpoint: server.endpoint });

    const failure = await send({ path: '/', headers: {}, body }, never).catch((error: unknown) => error);

    expect(failure).toMatchObject({ name: 'UpstreamError', retryable: true });
  });

  it('ends the connection with the signal’s reason while it waits', async () => {
    const controller = new AbortController();
    let closed: Promise<unknown[]> | undefined;
    const server = await start((response) => {
      closed = once(response, 'close');
      controller.abort('deadline');
    });
    const send = createSignedHttp({ ...common, endpoint: server.endpoint });

    await expect(send({ path: '/', headers: {}, body }, controller.signal)).rejects.toBe('deadline');

    await expect(closed).resolves.toEqual([]);
  });

  it('ends the connection in the middle of an answer', async () => {
    const controller = new AbortController();
    const server = await start((response) => void response.write('{"half":'));
    const send = createSignedHttp({ ...common, endpoint: server.endpoint });
    const answer = await send({ path: '/', headers: {}, body }, controller.signal);

    controller.abort('caller');

    await expect(text(answer)).rejects.toThrow();
  });
});

/** What @smithy/signature-v4 itself makes of the request, with its SDK defaults. */
async function signature(path: string, endpoint: string): Promise<string | undefined> {
  const { host, hostname } = new URL(endpoint);
  const signer = new SignatureV4({
    service: 'bedrock',
    region: 'us-east-1',
    sha256: NodeSha256,
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret', sessionToken: 'token' },
  });
  const { headers } = await signer.sign({
    method: 'POST',
    protocol: 'http:',
    hostname,
    path,
    query: {},
    headers: { host, 'content-type': 'application/json', 'content-length': String(body.byteLength) },
    body,
  });
  return headers.authorization;
}
