import { createServer as createHttp1Server, type IncomingMessage, type ServerResponse } from 'node:http';
import {
  createServer as createHttp2Server,
  type Http2ServerRequest,
  type Http2ServerResponse,
  type ServerHttp2Session,
} from 'node:http2';
import { createServer as createTcpServer, type Server, type Socket } from 'node:net';

/** A request of either protocol; the two share the names used here (`method`, `url`, `headers`, streaming). */
export type LocalRequest = IncomingMessage | Http2ServerRequest;

/** A response of either protocol. */
export type LocalResponse = ServerResponse | Http2ServerResponse;

/** Handles one request of either protocol. */
export type LocalListener = (request: LocalRequest, response: LocalResponse) => void;

/** A listening server. */
export interface LocalServer {
  readonly port: number;
  /** Stops listening and ends every connection. Safe to call twice. */
  readonly close: () => Promise<void>;
}

/** Where to listen. */
export interface ListenOptions {
  /**
   * TCP port on 127.0.0.1; 0 takes a free one.
   * @default 0
   */
  readonly port?: number | undefined;
}

const HTTP2_PREFACE = 'PRI * HTTP/2.0';

// A client that keeps connections alive must not meet a server that closes them at the same moment.
const KEEP_ALIVE_MS = 120_000;

/** Serves HTTP/1.1 and HTTP/2 cleartext (prior knowledge) on one port of 127.0.0.1. */
export function listenDualProtocol(
  listener: LocalListener,
  options: ListenOptions = {},
): Promise<LocalServer> {
  const http1 = createHttp1Server({ keepAliveTimeout: KEEP_ALIVE_MS, noDelay: true }, listener);
  const http2 = createHttp2Server(listener);
  const sockets = new Set<Socket>();
  const sessions = new Set<ServerHttp2Session>();
  http2.on('session', (session) => {
    sessions.add(session);
    session.once('close', () => sessions.delete(session));
  });
  const server = createTcpServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    // A peer may reset before or between requests; that ends this connection and nothing else.
    socket.on('error', () => socket.destroy());
    handOver(socket, { http1, http2 });
  });
  return listen(server, { port: options.port ?? 0, connections: { sockets, sessions } });
}

interface Connections {
  readonly sockets: ReadonlySet<Socket>;
  readonly sessions: ReadonlySet<ServerHttp2Session>;
}

interface Protocols {
  readonly http1: ReturnType<typeof createHttp1Server>;
  readonly http2: ReturnType<typeof createHttp2Server>;
}

/** Reads until the first bytes tell the protocol apart, puts them back and passes the socket on. */
function handOver(socket: Socket, { http1, http2 }: Protocols, seen: Buffer = Buffer.alloc(0)): void {
  // `readable` and not `data`: a socket that was paused and resumed would give its first bytes to HTTP/2 twice.
  socket.once('readable', () => {
    const start = Buffer.concat([seen, socket.read() ?? Buffer.alloc(0)]);
    if (socket.readableEnded || socket.destroyed) return;
    const prefix = start.subarray(0, HTTP2_PREFACE.length).toString('latin1');
    if (prefix.length < HTTP2_PREFACE.length && HTTP2_PREFACE.startsWith(prefix)) {
      handOver(socket, { http1, http2 }, start);
      return;
    }
    socket.unshift(start);
    (prefix === HTTP2_PREFACE ? http2 : http1).emit('connection', socket);
  });
}

function listen(
  server: Server,
  { port, connections }: { readonly port: number; readonly connections: Connections },
): Promise<LocalServer> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve({ port: portOf(server), close: () => close(server, connections) });
    });
  });
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function close(server: Server, { sockets, sessions }: Connections): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    // Before the sockets: it sends GOAWAY without an error code, which clients do not report as a failure.
    for (const session of sessions) session.destroy();
    for (const socket of sockets) socket.destroy();
  });
}
