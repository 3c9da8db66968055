import { afterEach, describe, expect, it } from 'vitest';
import type { ConsoleAccount, ConsoleRequest } from '#scripts/console/exchange.ts';
import { startConsoleServer } from '#scripts/console/server.ts';
import { httpCall } from '../../support/http-call.ts';

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

const CONNECTION = {
  endpoint: 'https://gateway.test',
  region: 'r',
  stage: 's',
  team: 't',
  model: 'm',
  accounts: [],
};

async function serve(more: Partial<ConsoleAccount> = {}) {
  const asked: ConsoleRequest[] = [];
  const account = (id: string): ConsoleAccount => ({
    ...{ id, title: `T${id}`, description: `D${id}`, endpoint: `http://own/${id}` },
    call: async (request) => {
      asked.push(request);
      return { status: 200, headers: { 'content-type': 'text/plain' }, body: JSON.stringify(CONNECTION) };
    },
    ...more,
  });
  const server = await startConsoleServer({ accounts: [account(''), account('ferry')] });
  open.push(server.close);
  const get = (path: string, headers: Record<string, string> = {}) =>
    httpCall(server.url, { method: 'GET', path, headers });
  return { server, asked, get };
}

describe('the console on this machine', () => {
  it('serves the page at / and passes what the page asks on, without the query mixed up', async () => {
    const { server, asked, get } = await serve();

    await get('/');
    await get('/v1/console/records?since=5');
    await get('/v1/costs?by=model');
    await httpCall(server.url, { path: '/accounts/ferry/v1/console/data', body: '{"dashboard":"x"}' });

    expect(asked).toEqual([
      { method: 'GET', path: '/v1/console', query: '', body: '' },
      { method: 'GET', path: '/v1/console/records', query: 'since=5', body: '' },
      { method: 'GET', path: '/v1/costs', query: 'by=model', body: '' },
      { method: 'POST', path: '/v1/console/data', query: '', body: '{"dashboard":"x"}' },
    ]);
  });

  it.each([
    '/model/a/converse',
    '/v1/feedback',
    '/v1/consoles',
    '/v1/costs/all',
    '/v1/console/../feedback',
    '/v1/console/a/b/c',
    '/v1/console/%2e%2e/feedback',
    '/accounts/none/v1/console',
    '/accounts/ferry/v1/feedback',
  ])('passes nothing else on: %s', async (path) => {
    const { asked, get } = await serve();

    expect((await get(path)).status).toBe(404);
    expect(asked).toEqual([]);
  });

  it('leaves a request alone that brings its own key', async () => {
    const { asked, get } = await serve();

    expect((await get('/v1/console', { authorization: 'Bearer x' })).status).toBe(404);
    expect(asked).toEqual([]);
  });

  it.each([
    [{ host: 'console.evil.test' }],
    [{ host: 'console.evil.test:80', origin: 'http://console.evil.test:80' }],
    [{ origin: 'https://evil.test' }],
    [{ origin: 'null' }],
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
  ])('answers no other page: %j', async (headers) => {
    const { asked, get } = await serve();

    expect((await get('/v1/console/dashboards', headers)).status).toBe(403);
    expect(asked).toEqual([]);
  });

  it('knows which accounts there are, and where clients are pointed', async () => {
    const { get } = await serve();

    const { body } = await get('/accounts/ferry/v1/console/connection', { 'sec-fetch-site': 'same-origin' });

    expect(JSON.parse(body.toString())).toEqual({
      ...CONNECTION,
      endpoint: 'http://own/ferry',
      accounts: [
        { title: 'T', description: 'D', base: '' },
        { title: 'Tferry', description: 'Dferry', base: '/accounts/ferry' },
      ],
    });
  });

  it('shows mails that are kept here', async () => {
    const mail = { id: '1', to: 'a@b.test', subject: 's', sentAt: '2026-11-21T12:00:00.000Z', text: 't' };
    const { asked, get } = await serve({ mails: { newest: async () => [mail] } });

    expect(JSON.parse((await get('/v1/console/mails')).body.toString())).toEqual({
      status: 'known',
      mails: [mail],
    });
    expect(asked).toEqual([]);
  });

  it('says that the account does not answer', async () => {
    const { get } = await serve({
      call: async () => {
        throw new Error('It does not answer.');
      },
    });

    expect((await get('/')).status).toBe(502);
  });
});
