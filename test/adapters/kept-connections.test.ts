import type { ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createSignedHttp, type SignedHttp } from '#adapters/signed-http.ts';
import { type LoopbackServer, type Received, startLoopbackServer } from './loopback-server.ts';

const environment = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' };
const never = new AbortController().signal;
const servers: LoopbackServer[] = [];

/** A server, and calls to it over connections that are kept. */
async function start(answer?: (response: ServerResponse, request: Received) => void) {
  const server = await startLoopbackServer(answer);
  servers.push(server);
  const { endpoint } = server;
  const send = createSignedHttp({ signingName: 'bedrock', region: 'us-east-1', environment, endpoint });
  return { server, send };
}

const call = (send: SignedHttp, path: string, signal = never) =>
  send({ path, headers: {}, body: Buffer.from(`body of ${path}`) }, signal);

afterEach(async () => {
  vi.restoreAllMocks();
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

describe('a kept connection', () => {
  it('that is idle for 50 seconds is dropped', async () => {
    const setTimeout = vi.spyOn(Socket.prototype, 'setTimeout');
    const { server, send } = await start();
    await text(await call(send, '/first'));
    const index = setTimeout.mock.calls.findIndex(([milliseconds]) => milliseconds === 50_000);
    const disconnected = server.disconnected();

    (setTimeout.mock.contexts[index] as Socket | undefined)?.emit('timeout');
    await disconnected;

    await text(await call(send, '/second'));
    expect(server.connections()).toBe(2);
  });

  it('that the other side had dropped is replaced without a failure', async () => {
    const { server, send } = await start((response, { path }) => {
      const isSecondOfItsConnection = path === '/second' && server.connections() === 1;
      if (isSecondOfItsConnection) response.destroy();
      else response.end('{}');
    });
    await text(await call(send, '/first'));

    const answer = await call(send, '/second');

    expect(await text(answer)).toBe('{}');
    expect(server.received.map(({ path, body }) => `${path}: ${body}`)).toEqual([
      '/first: body of /first',
      '/second: body of /second',
      '/second: body of /second',
    ]);
    expect(server.connections()).toBe(2);
  });

  it('is replaced once: a new connection that is dropped too is a failure', async () => {
    const { server, send } = await start((response, { path }) => {
      if (path === '/second') response.destroy();
      else response.end('{}');
    });
    await text(await call(send, '/first'));

    const failure = await call(send, '/second').catch((error: unknown) => error);

    expect(failure).toMatchObject({ name: 'UpstreamError', retryable: true, cause: { code: 'ECONNRESET' } });
    expect(server.connections()).toBe(2);
  });

  it('is not replaced for a call that was given up', async () => {
    const controller = new AbortController();
    const { server, send } = await start((response, { path }) => {
      if (path === '/second') controller.abort('caller');
      else response.end('{}');
    });
    await text(await call(send, '/first'));

    await expect(call(send, '/second', controller.signal)).rejects.toBe('caller');

    expect(server.connections()).toBe(1);
  });
});
