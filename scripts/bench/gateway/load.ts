import { once } from 'node:events';
import { createConnection, type Socket } from 'node:net';
import { createAnswerReader } from './answer-reader.ts';

/** Calls that are made over and over, by so many callers at once. */
export interface Load {
  readonly port: number;
  /** The request as it goes over the wire. */
  readonly request: Buffer;
  readonly concurrency: number;
  readonly calls: number;
}

/** Times of a batch of calls. */
export interface Batch {
  readonly latenciesMs: readonly number[];
  /** Answers with another status than 200. */
  readonly failures: number;
  readonly elapsedMs: number;
}

/** Longest time for one batch, in milliseconds: a path that hangs must not hang the benchmark. */
const BATCH_TIMEOUT_MS = 120_000;

/**
 * Closed loop over bare sockets: each caller sends its next request when it has its answer. An HTTP client would cost
 * more than what is measured. Connections are opened, and used once, before the clock runs.
 */
export async function runLoad({ port, request, concurrency, calls }: Load): Promise<Batch> {
  const callers = await Promise.all(Array.from({ length: concurrency }, () => openCaller(port, request)));
  const timer = setTimeout(() => {
    for (const { close } of callers)
      close(new Error(`A batch of ${calls} calls took over ${BATCH_TIMEOUT_MS} ms.`));
  }, BATCH_TIMEOUT_MS);
  try {
    await Promise.all(callers.map(({ call }) => call()));
    return await measure(callers, calls);
  } finally {
    clearTimeout(timer);
    for (const { close } of callers) close();
  }
}

async function measure(callers: readonly Caller[], calls: number): Promise<Batch> {
  const latenciesMs: number[] = [];
  let failures = 0;
  let left = calls;
  const keepCalling = async ({ call }: Caller): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const startedAtMs = performance.now();
      const status = await call();
      latenciesMs.push(performance.now() - startedAtMs);
      if (status !== 200) failures += 1;
    }
  };
  const startedAtMs = performance.now();
  await Promise.all(callers.map(keepCalling));
  return { latenciesMs, failures, elapsedMs: performance.now() - startedAtMs };
}

interface Caller {
  /** Sends the request and waits for the end of the answer; resolves to its status. */
  readonly call: () => Promise<number>;
  readonly close: (reason?: Error) => void;
}

async function openCaller(port: number, request: Buffer): Promise<Caller> {
  const socket = createConnection({ host: '127.0.0.1', port, noDelay: true });
  await once(socket, 'connect');
  return { call: createCall(socket, request), close: (reason) => socket.destroy(reason) };
}

function createCall(socket: Socket, request: Buffer): Caller['call'] {
  const reader = createAnswerReader();
  let settle:
    | { readonly resolve: (status: number) => void; readonly reject: (error: Error) => void }
    | undefined;
  socket.on('data', (chunk) => {
    const status = reader.push(chunk);
    if (status !== undefined) settle?.resolve(status);
  });
  socket.on('error', (error) => settle?.reject(error));
  socket.on('close', () =>
    settle?.reject(new Error('The connection was closed before the answer was complete.')),
  );
  return () =>
    new Promise((resolve, reject) => {
      settle = { resolve, reject };
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
