import { once } from 'node:events';
import { constants, type ServerHttp2Stream } from 'node:http2';
import type { Writable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { LocalRequest, LocalResponse } from '../http/dual-protocol-server.ts';
import type { ServiceAnswer, ServiceRequest } from './wire.ts';

/** Reads a whole request; its signal fires when the caller leaves before the answer is complete. */
export async function receive(request: LocalRequest, response: LocalResponse): Promise<ServiceRequest> {
  const hangUp = new AbortController();
  response.once('close', () => {
    if (!response.writableEnded) hangUp.abort(new Error('The caller hung up.'));
  });
  const url = request.url ?? '/';
  const split = url.indexOf('?');
  return {
    method: request.method ?? 'GET',
    path: split < 0 ? url : url.slice(0, split),
    query: split < 0 ? '' : url.slice(split + 1),
    headers: plainHeaders(request),
    body: await buffer(request),
    signal: hangUp.signal,
  };
}

/** HTTP/2's pseudo headers are left out but for the authority, which clients sign in place of the host. */
function plainHeaders(request: LocalRequest): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value === undefined || (name.startsWith(':') && name !== ':authority')) continue;
    headers[name] = Array.isArray(value) ? value.join(',') : value;
  }
  return headers;
}

/** Sends an answer, waiting for the caller to take each chunk. */
export async function reply(
  response: LocalResponse,
  answer: ServiceAnswer,
  signal: AbortSignal,
): Promise<void> {
  if (signal.aborted) return;
  const { body } = answer;
  if (body instanceof Uint8Array) {
    response.writeHead(answer.status, { ...answer.headers, 'content-length': String(body.byteLength) });
    response.end(body);
    return;
  }
  response.writeHead(answer.status, { ...answer.headers });
  for await (const chunk of body) {
    if (signal.aborted) return;
    if (!write(response, chunk)) await once(response, 'drain', { signal });
  }
  response.end();
}

/** Ends the connection (HTTP/1.1) or the stream (HTTP/2) in the middle, after what was written has left. */
export async function breakOff(response: LocalResponse): Promise<void> {
  if ('stream' in response) {
    const stream: ServerHttp2Stream | undefined = response.stream;
    if (!stream || stream.destroyed) return;
    if (stream.headersSent) await flush(stream);
    stream.close(constants.NGHTTP2_INTERNAL_ERROR);
    return;
  }
  if (response.socket && !response.socket.destroyed) await flush(response.socket);
  response.destroy();
}

/** Resolves when everything before has been written, or can no longer be. */
function flush(stream: Writable): Promise<void> {
  return new Promise((resolve) => {
    stream.write(Buffer.alloc(0), () => resolve());
  });
}

/** The two protocols' signatures differ in their callbacks, so that the call has to be made on each. */
const write = (response: LocalResponse, chunk: Uint8Array): boolean =>
  'stream' in response ? response.write(chunk) : response.write(chunk);
