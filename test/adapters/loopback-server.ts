import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A request as the server got it. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** A server on a free loopback port. */
export interface LoopbackServer {
  readonly endpoint: string;
  readonly received: readonly Received[];
  readonly connections: () => number;
  /** Resolves when a connection has ended. */
  readonly disconnected: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Answers every request by `answer`, after its body has come. */
export async function startLoopbackServer(
  answer: (response: ServerResponse, request: Received) => void = (response) => response.end('{}'),
): Promise<LoopbackServer> {
  const received: Received[] = [];
  let connections = 0;
  const server = createServer((message, response) => {
    void read(message).then((request) => {
      received.push(request);
      answer(response, request);
    });
  });
  const ended = new EventEmitter();
  server.on('connection', (socket) => {
    connections += 1;
    socket.once('close', () => ended.emit('close'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${portOf(server.address() as AddressInfo)}`,
    received,
    connections: () => connections,
    disconnected: async () => void (await once(ended, 'close')),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** An endpoint that nobody listens on. */
export async function unusedEndpoint(): Promise<string> {
  const server = createTcpServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const port = portOf(server.address() as AddressInfo);
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

const portOf = ({ port }: AddressInfo): number => port;

async function read(message: IncomingMessage): Promise<Received> {
  return {
    method: message.method ?? '',
    path: message.url ?? '',
    headers: message.headers as Record<string, string>,
    body: await buffer(message),
  };
}
