import { PassThrough, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';
import type { Caps } from '#core/caps/caps.ts';
import { defaultPriceBook } from '#core/cost/default-price-book.ts';
import type { PriceBook } from '#core/cost/price-book.ts';
import { UpstreamError } from '#core/errors.ts';
import type { InvocationRecord } from '#core/invocation/record.ts';
import { createCircuitBoard } from '#functions/gateway/circuits.ts';
import { createHandler } from '#functions/gateway/handler.ts';
import type { GatewayDependencies, GatewaySettings } from '#functions/gateway/settings.ts';
import type { BedrockRequest, BedrockResponse, Clock, PriceSource } from '#functions/ports.ts';
import { CONVERSE_ANSWER } from '../../support/scripted-bedrock.ts';

export const MODEL = 'amazon.nova-lite-v1:0';
export const OTHER_MODEL = 'anthropic.claude-sonnet-5';
export const STARTED_AT = '2026-11-21T10:11:12.345Z';

/** Answers one attempt. */
export type Reply = (signal: AbortSignal) => BedrockResponse | Promise<BedrockResponse>;

/** What the caller got. */
export interface Answer {
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly record: InvocationRecord | undefined;
}

/** The parts of an API Gateway event a test sets. */
export interface CallOptions {
  readonly route?: string;
  readonly path?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly tenant?: string | null;
  /** Caps of the key. */
  readonly caps?: Caps;
}

const SETTINGS: GatewaySettings = {
  stage: 'test',
  region: 'us-east-1',
  models: { allowed: [MODEL, OTHER_MODEL], aliases: { fast: [MODEL, OTHER_MODEL] } },
  callTimeoutMs: 60_000,
  maxAttempts: 3,
  maxRequestBytes: 100_000,
};

/** Prices that nobody has to be asked for. */
export const pricesOf = (book: PriceBook): PriceSource => ({ pricesFor: async () => book });

/** A clock that only moves when it is told to, or when somebody sleeps. */
export function createFakeClock() {
  let elapsedMs = 0;
  const sleepsMs: number[] = [];
  const clock: Clock = {
    now: () => Date.parse(STARTED_AT) + elapsedMs,
    monotonicMs: () => elapsedMs,
    sleep: async (durationMs, signal) => {
      signal?.throwIfAborted();
      sleepsMs.push(durationMs);
      elapsedMs += durationMs;
    },
  };
  const advance = (durationMs: number): void => {
    elapsedMs += durationMs;
  };
  return { clock, sleepsMs, advance };
}

/** The gateway's handler between a scripted Bedrock and a caller; replies are used up in order, the last one stays. */
export function createFakeGateway(
  settings: Partial<GatewaySettings> = {},
  replies: readonly Reply[] = [],
  dependencies: Partial<GatewayDependencies> = {},
) {
  const time = createFakeClock();
  const requests: BedrockRequest[] = [];
  const signals: AbortSignal[] = [];
  const records: InvocationRecord[] = [];
  const defects: unknown[] = [];
  let script = [...replies];
  const handler = createHandler({
    settings: { ...SETTINGS, ...settings },
    bedrock: {
      send: async (request, signal) => {
        requests.push(request);
        signals.push(signal);
        const [reply = json(CONVERSE_ANSWER), ...rest] = script;
        if (rest.length > 0) script = rest;
        return reply(signal);
      },
    },
    sink: {
      writeInvocation: (record) => void records.push(record),
      reportDefect: (error) => void defects.push(error),
    },
    systemPromptHash: { hash: async (text) => `hash of ${text.length}` },
    prices: pricesOf(defaultPriceBook),
    clock: time.clock,
    random: () => 0.5,
    circuits: createCircuitBoard(time.clock),
    ...dependencies,
  });

  const start = (options: CallOptions, answer = new PassThrough()) => {
    let head: { status: number; headers: Readonly<Record<string, string>> } | undefined;
    const done = handler(toEvent(options), answer, (opened) => {
      head = opened;
      return answer;
    });
    return { answer, done, head: () => head };
  };
  const call = async (options: CallOptions = {}): Promise<Answer> => {
    const { answer, done, head } = start(options);
    const [body] = await Promise.all([buffer(answer), done]);
    return { status: head()?.status, headers: head()?.headers ?? {}, body, record: records.at(-1) };
  };
  return {
    ...time,
    requests,
    signals,
    records,
    defects,
    call,
    start,
    play: (...next: readonly Reply[]) => {
      script = [...next];
    },
  };
}

function toEvent({
  route = '/model/{modelId}/converse',
  path = { modelId: MODEL },
  headers = {},
  body = { messages: [{ role: 'user', content: [{ text: 'Hi' }] }] },
  tenant = 'acme',
  caps,
}: CallOptions) {
  const authorizer = { tenant, keyId: 'k1', ...(caps && { caps: JSON.stringify(caps) }) };
  return {
    resource: route,
    httpMethod: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: 'Bearer wmk_secret', ...headers },
    pathParameters: path,
    body: toBytes(body).toString('base64'),
    isBase64Encoded: true,
    requestContext: { requestId: 'gateway-1', authorizer: tenant === null ? null : authorizer },
  };
}

function toBytes(body: unknown): Buffer {
  if (Buffer.isBuffer(body)) return body;
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}

/** A whole answer. */
export function json(body: unknown, headers: Readonly<Record<string, string>> = {}, status = 200): Reply {
  return () => ({
    status,
    headers: { 'content-type': 'application/json', 'x-amzn-requestid': 'bedrock-1', ...headers },
    body: Readable.from([toBytes(body)]),
  });
}

/** A refusal by Bedrock. */
export function failure(status: number, name: string, message = 'no'): Reply {
  return json({ message }, { 'x-amzn-errortype': `${name}:http://internal/` }, status);
}

/** A stream of these chunks; `error` breaks the connection after them, with `staysOpen` nothing more comes. */
export function stream(chunks: readonly Buffer[], error?: Error, { staysOpen = false } = {}): Reply {
  return (signal) => {
    const body = Readable.from(chunksOf(chunks, signal, { error, staysOpen }), { highWaterMark: 1 });
    signal.addEventListener('abort', () => body.destroy(connectionReset()));
    return {
      status: 200,
      headers: { 'content-type': 'application/vnd.amazon.eventstream', 'x-amzn-requestid': 'bedrock-1' },
      body,
    };
  };
}

async function* chunksOf(
  chunks: readonly Buffer[],
  signal: AbortSignal,
  { error, staysOpen }: { readonly error: Error | undefined; readonly staysOpen: boolean },
) {
  yield* chunks;
  await setImmediate(); // the chunks are read before the connection breaks
  if (error) throw error;
  if (staysOpen && !signal.aborted)
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
}

/** No connection. */
export const unreachable: Reply = () => {
  throw new UpstreamError('No answer from bedrock: connect ECONNREFUSED', { retryable: true });
};

/** Never answers until the call is given up. */
export const hang: Reply = (signal) =>
  new Promise((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason));
  });

/** A connection that was lost. */
export const connectionReset = (): Error => Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
