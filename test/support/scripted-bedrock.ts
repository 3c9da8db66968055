import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { EventStreamCodec } from '@smithy/eventstream-codec';
import { fromUtf8, toUtf8 } from '@smithy/util-utf8';

/** A request as it came over the wire. */
export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Resolves to true when the connection ended before the answer was complete. */
  readonly wasHungUp: Promise<boolean>;
}

/** Answers one request, in whatever broken way a test needs. */
export type Script = (request: ReceivedRequest, response: ServerResponse) => void | Promise<void>;

/** A Bedrock Runtime that says exactly what a test tells it to. */
export interface ScriptedBedrock {
  readonly endpoint: string;
  /** Everything received since the last `play`. */
  readonly received: readonly ReceivedRequest[];
  /** Forgets what was received and answers by `script` from now on. */
  readonly play: (script: Script) => void;
  readonly close: () => Promise<void>;
}

/** Starts it on a free loopback port, HTTP/1.1 as the gateway speaks to AWS. */
export async function startScriptedBedrock(): Promise<ScriptedBedrock> {
  let received: ReceivedRequest[] = [];
  let script: Script = (_request, response) => sendJson(response, CONVERSE_ANSWER);
  const server = createServer((message, response) => {
    void receive(message, response).then((request) => {
      received.push(request);
      return script(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get received() {
      return received;
    },
    play: (next) => {
      received = [];
      script = next;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function receive(message: IncomingMessage, response: ServerResponse): Promise<ReceivedRequest> {
  const wasHungUp = new Promise<boolean>((resolve) => {
    response.once('close', () => resolve(!response.writableFinished));
  });
  return {
    method: message.method ?? '',
    path: message.url ?? '',
    headers: message.headers as Record<string, string>,
    body: await buffer(message),
    wasHungUp,
  };
}

/** A plain Converse answer. */
export const CONVERSE_ANSWER = {
  output: { message: { role: 'assistant', content: [{ text: 'Hello there.' }] } },
  stopReason: 'end_turn',
  usage: { inputTokens: 7, outputTokens: 3, totalTokens: 10 },
  metrics: { latencyMs: 5 },
};

/** Answers with JSON; text is sent as it is. */
export function sendJson(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json', 'x-amzn-requestid': nextRequestId() });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

/** Fails as Bedrock does: exception name in the header, message in the body. */
export function sendError(
  response: ServerResponse,
  { status, type, message }: { readonly status: number; readonly type: string; readonly message: string },
): void {
  response.writeHead(status, {
    'content-type': 'application/json',
    'x-amzn-errortype': `${type}:http://internal.amazon.com/coral/com.amazon.bedrock/`,
    'x-amzn-requestid': nextRequestId(),
  });
  response.end(JSON.stringify({ message }));
}

/** Starts an event stream answer. */
export function beginStream(response: ServerResponse): void {
  response.writeHead(200, {
    'content-type': 'application/vnd.amazon.eventstream',
    'x-amzn-requestid': nextRequestId(),
  });
}

const codec = new EventStreamCodec(toUtf8, fromUtf8);

/** One event stream frame. */
export function toFrame(eventType: string, payload: unknown): Buffer {
  const body = fromUtf8(typeof payload === 'string' ? payload : JSON.stringify(payload));
  const headers = {
    ':event-type': { type: 'string' as const, value: eventType },
    ':content-type': { type: 'string' as const, value: 'application/json' },
    ':message-type': { type: 'string' as const, value: 'event' },
  };
  return Buffer.from(codec.encode({ headers, body }));
}

/** The frames of a complete ConverseStream answer that says `text` word by word. */
export function converseFrames(
  text: string,
  { usage = CONVERSE_ANSWER.usage as unknown, trace = undefined as unknown } = {},
) {
  const words = text.split(/(?<= )/);
  return [
    toFrame('messageStart', { role: 'assistant' }),
    ...words.map((word) => toFrame('contentBlockDelta', { contentBlockIndex: 0, delta: { text: word } })),
    toFrame('contentBlockStop', { contentBlockIndex: 0 }),
    toFrame('messageStop', { stopReason: 'end_turn' }),
    toFrame('metadata', { usage, metrics: { latencyMs: 5 }, ...(trace === undefined ? {} : { trace }) }),
  ];
}

let requestCount = 0;

/** In the form of Bedrock's request ids, which are UUIDs. */
function nextRequestId(): string {
  requestCount += 1;
  return `00000000-0000-4000-8000-${String(requestCount).padStart(12, '0')}`;
}
