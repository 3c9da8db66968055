import { once } from 'node:events';
import { createConnection, type Socket } from 'node:net';
import { createAnswerReader } from './answer-reader.ts';
import { type Batch, type Caller, type CallTimes, runClosedLoop } from './closed-loop.ts';

/** Calls that are made over and over, by so many callers at once. */
export interface Load {
  readonly port: number;
  /** The request as it goes over the wire. */
  readonly request: Buffer;
  readonly concurrency: number;
  readonly calls: number;
}

/** Longest time for one batch, in milliseconds: a path that hangs must not hang the benchmark. */
const BATCH_TIMEOUT_MS = 120_000;

/**
 * Closed loop over bare sockets: an HTTP client would cost more than what is measured. Connections are opened, and
 * used once, before the clock runs.
 */
export async function runLoad({ port, request, concurrency, calls }: Load): Promise<Batch> {
  const connections = await Promise.all(
    Array.from({ length: concurrency }, () => openConnection(port, request)),
  );
  const timer = setTimeout(() => {
    for (const { close } of connections)
      close(new Error(`A batch of ${calls} calls took over ${BATCH_TIMEOUT_MS} ms.`));
  }, BATCH_TIMEOUT_MS);
  const callers = connections.map(({ call }) => call);
  try {
    await Promise.all(callers.map((call) => call()));
    return await runClosedLoop(callers, calls);
  } finally {
    clearTimeout(timer);
    for (const { close } of connections) close();
  }
}

interface Connection {
  /** Sends the request and waits for the end of the answer. */
  readonly call: Caller;
  readonly close: (reason?: Error) => void;
}

async function openConnection(port: number, request: Buffer): Promise<Connection> {
  const socket = createConnection({ host: '127.0.0.1', port, noDelay: true });
  await once(socket, 'connect');
  return { call: createCaller(socket, request), close: (reason) => socket.destroy(reason) };
}

interface Waiting {
  readonly startedAtMs: number;
  readonly resolve: (times: CallTimes) => void;
  readonly reject: (error: Error) => void;
}

function createCaller(socket: Socket, request: Buffer): Caller {
  const reader = createAnswerReader();
  let waiting: Waiting | undefined;
  let firstByteMs: number | undefined;
  socket.on('data', (chunk) => {
    if (!waiting) return;
    const elapsedMs = performance.now() - waiting.startedAtMs;
    const { hasBody, status } = reader.push(chunk);
    if (hasBody) firstByteMs ??= elapsedMs;
    if (status === undefined) return;
    const times = { answeredMs: elapsedMs, totalMs: elapsedMs, isSuccess: status === 200 };
    waiting.resolve({ firstByteMs: firstByteMs ?? elapsedMs, ...times });
  });
  const fail = (error = new Error('The connection was closed before the answer was complete.')): void =>
    waiting?.reject(error);
  socket.on('error', fail).on('close', () => fail());
  return () =>
    new Promise((resolve, reject) => {
      firstByteMs = undefined;
      waiting = { startedAtMs: performance.now(), resolve, reject };
      socket.write(request);
    });
}

/** A POST request as it goes over the wire. */
export function toRequest(
  port: number,
  path: string,
  headers: Readonly<Record<string, string>>,
  body: string,
): Buffer {
  const lines = Object.entries({
    host: `127.0.0.1:${port}`,
    'content-type': 'application/json',
    ...headers,
    'content-length': String(Buffer.byteLength(body)),
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`POST ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`);
}
