import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { callApi } from '#scripts/console/call-api.ts';

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

async function startApi(status: number, headers: Record<string, string>) {
  const seen: object[] = [];
  const server = createServer(async (request, response) => {
    const { method, url, headers: sent } = request;
    seen.push({ method, url, authorization: sent.authorization, body: await text(request) });
    response.writeHead(status, headers).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(() => server.close());
  return { seen, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/dev/` };
}

describe('a deployed API', () => {
  it('is called with the key, and what belongs to its connection stays behind', async () => {
    const { seen, url } = await startApi(200, {
      'content-type': 'application/json',
      'set-cookie': 'a=b',
      via: 'x',
    });
    const call = callApi({ url, authorization: 'Bearer wmk_x' });

    const answer = await call({ method: 'POST', path: '/v1/console/data', query: '', body: '{"a":1}' });

    expect(seen).toEqual([
      { method: 'POST', url: '/dev/v1/console/data', authorization: 'Bearer wmk_x', body: '{"a":1}' },
    ]);
    expect(answer).toEqual({ status: 200, headers: { 'content-type': 'application/json' }, body: '{}' });
  });

  it('cannot send the key elsewhere', async () => {
    const { url } = await startApi(302, { location: 'https://elsewhere.test/' });
    const call = callApi({ url, authorization: 'Bearer wmk_x' });

    await expect(call({ method: 'GET', path: '/v1/console', query: '', body: '' })).rejects.toThrow(
      /does not answer/,
    );
  });
});
