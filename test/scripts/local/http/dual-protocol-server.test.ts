import { Agent, request as httpRequest } from 'node:http';
import { connect as connectHttp2 } from 'node:http2';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from 'vitest';
import {
  type LocalListener,
  type LocalServer,
  listenDualProtocol,
} from '#scripts/local/http/dual-protocol-server.ts';

const servers: LocalServer[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function start(listener: LocalListener = echo): Promise<LocalServer> {
  const server = await listenDualProtocol(listener);
  servers.push(server);
  return server;
}

const echo: LocalListener = (request, response) => {
  void text(request).then((body) => {
    response.writeHead(200, { 'x-protocol': request.httpVersion });
    response.end(`${request.method} ${request.url} ${body}`);
  });
};

function overHttp1(port: number, body: string, agent?: Agent): Promise<{ version: unknown; body: string }> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ port, host: '127.0.0.1', method: 'POST', path: '/one', agent }, (answer) => {
      text(answer).then(
        (answered) => resolve({ version: answer.headers['x-protocol'], body: answered }),
        reject,
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

function overHttp2(port: number, bodies: readonly string[]): Promise<readonly string[]> {
  const session = connectHttp2(`http://127.0.0.1:${port}`);
  const answers = bodies.map(async (body) => {
    const stream = session.request({ ':method': 'POST', ':path': '/two' });
    stream.end(body);
    return text(stream);
  });
  return Promise.all(answers).finally(() => session.close());
}

test('serves HTTP/1.1 and HTTP/2 on the same port', async () => {
  const { port } = await start();

  const first = await overHttp1(port, 'hello');
  const second = await overHttp2(port, ['hello']);

  expect(first).toEqual({ version: '1.1', body: 'POST /one hello' });
  expect(second).toEqual(['POST /two hello']);
});

test('keeps an HTTP/1.1 connection for a second request', async () => {
  const { port } = await start();
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });

  const bodies = [await overHttp1(port, 'a', agent), await overHttp1(port, 'b', agent)].map(
    ({ body }) => body,
  );
  agent.destroy();

  expect(bodies).toEqual(['POST /one a', 'POST /one b']);
});

test('carries many concurrent HTTP/2 streams with large bodies on one connection', async () => {
  const { port } = await start();
  const bodies = Array.from({ length: 50 }, (_, index) => String(index).repeat(100_000));

  const answers = await overHttp2(port, bodies);

  expect(answers).toEqual(bodies.map((body) => `POST /two ${body}`));
});

test('tells the protocols apart when the first bytes arrive one at a time', async () => {
  const { port } = await start();
  const socket = connect(port, '127.0.0.1');
  socket.setNoDelay(true);

  for (const character of 'PUT / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n') {
    await new Promise<void>((resolve) => socket.write(character, () => resolve()));
  }

  expect(await text(socket)).toContain('PUT / ');
});

test('refuses a busy port with EADDRINUSE', async () => {
  const { port } = await start();

  await expect(listenDualProtocol(echo, { port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

test('ends open connections when it closes', async () => {
  let arrived = (): void => undefined;
  const received = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const server = await start(() => arrived());
  const unanswered = overHttp1(server.port, 'never answered');
  const settled = expect(unanswered).rejects.toMatchObject({ code: 'ECONNRESET' });

  await received;
  await server.close();

  await settled;
});

test('survives garbage and a reset', async () => {
  const { port } = await start();
  const socket = connect(port, '127.0.0.1');

  socket.write(Buffer.from([0, 255, 254, 13, 10, 13, 10]));
  const refusal = await text(socket);

  expect(refusal).toContain('400 Bad Request');
  expect(await overHttp1(port, 'still here')).toMatchObject({ body: 'POST /one still here' });
});
