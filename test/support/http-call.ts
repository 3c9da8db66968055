import { type ClientRequest, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';

/** An answer, byte for byte. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  /** False when the connection broke before the end of the answer. */
  readonly isComplete: boolean;
}

/** One request, byte for byte. */
export interface HttpCall {
  /** @default 'POST' */
  readonly method?: string;
  /** As it goes over the wire. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Told of each piece of the answer; `hangUp` ends the connection. */
  readonly onChunk?: (chunk: Buffer, hangUp: () => void) => void;
}

/** Sends one request over a connection of its own and reads the whole answer, also a broken one. */
export function httpCall(baseUrl: string, call: HttpCall): Promise<HttpAnswer> {
  const url = new URL(baseUrl);
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        host: url.hostname,
        port: url.port,
        path: `${url.pathname.replace(/\/$/, '')}${call.path}`,
        method: call.method ?? 'POST',
        agent: false,
        headers: { 'content-type': 'application/json', ...call.headers },
      },
      (message) => resolve(readAnswer(message, outgoing, call)),
    );
    outgoing.on('error', reject);
    outgoing.end(call.body);
  });
}

async function readAnswer(
  message: IncomingMessage,
  outgoing: ClientRequest,
  call: HttpCall,
): Promise<HttpAnswer> {
  const chunks: Buffer[] = [];
  message.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    call.onChunk?.(chunk, () => outgoing.destroy());
  });
  const isComplete = await new Promise<boolean>((resolve) => {
    message.on('error', () => resolve(false));
    message.on('close', () => resolve(message.complete));
  });
  return {
    status: message.statusCode ?? 0,
    headers: message.headers,
    body: Buffer.concat(chunks),
    isComplete,
  };
}
