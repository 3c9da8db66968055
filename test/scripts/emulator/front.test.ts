import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:http2';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startFront } from '#scripts/emulator/front.ts';
import { httpCall } from '../../support/http-call.ts';

const api = createServer(async (request, response) => {
  const body = await buffer(request);
  const { method, url, headers } = request;
  response.writeHead(418, { 'x-upstream': 'yes', connection: 'keep-alive' });
  response.end(JSON.stringify({ method, url, headers, body: body.toString() }));
});
let front: Awaited<ReturnType<typeof startFront>>;

beforeAll(async () => {
  api.listen(0, '127.0.0.1');
  await once(api, 'listening');
  const address = api.address();
  front = await startFront(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/restapis/a`);
});

afterAll(async () => {
  await front.close();
  api.closeAllConnections();
  api.close();
});

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

it('passes a request on below the path of the API, and accepts everything for callers that do not say', async () => {
  const answer = await httpCall(`http://127.0.0.1:${front.port}`, { path: '/model/a%3Ab', body: 'question' });

  const seen: Seen = JSON.parse(answer.body.toString());
  expect(answer.status).toBe(418);
  expect(answer.headers['x-upstream']).toBe('yes');
  expect(seen).toMatchObject({ method: 'POST', url: '/restapis/a/model/a%3Ab', body: 'question' });
  expect(seen.headers).toMatchObject({ accept: '*/*', 'content-type': 'application/json' });
});

it('leaves what a caller accepts alone', async () => {
  const headers = { accept: 'application/json' };

  const answer = await httpCall(`http://127.0.0.1:${front.port}`, { path: '/', headers });

  const seen: Seen = JSON.parse(answer.body.toString());
  expect(seen.headers.accept).toBe('application/json');
});

it('takes HTTP/2 too', async () => {
  const session = connect(`http://127.0.0.1:${front.port}`);
  const stream = session.request({ ':method': 'POST', ':path': '/two' });
  stream.end('question');

  const [headers] = await once(stream, 'response');
  const seen: Seen = JSON.parse((await buffer(stream)).toString());
  session.close();

  expect(headers[':status']).toBe(418);
  expect(seen).toMatchObject({ method: 'POST', url: '/restapis/a/two', body: 'question' });
});
