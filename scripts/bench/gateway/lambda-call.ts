import { createRequire } from 'node:module';
import { awslambda, ResponseStream } from '#scripts/local/lambda/worker/response-stream.ts';
import type { CallTimes } from './closed-loop.ts';

/** Start of the head that a streamed HTTP answer begins with when it is a success. */
const SUCCESS_HEAD = '{"statusCode":200';
/** A streamed HTTP answer is its head, a delimiter, and then the body. */
const PIECES_BEFORE_BODY = 2;

/** A handler as Lambda's runtime calls it. */
export type StreamingHandler = (event: unknown, answer: ResponseStream, context: object) => Promise<unknown>;

/** Loads a bundle's handler in front of the globals of Lambda's runtime. */
export function loadHandler(path: string): StreamingHandler {
  Reflect.set(globalThis, 'awslambda', awslambda);
  const bundle: unknown = createRequire(path)(path);
  if (typeof bundle === 'object' && bundle !== null && 'handler' in bundle && isHandler(bundle.handler))
    return bundle.handler;
  throw new Error(`${path} exports no handler.`);
}

function isHandler(value: unknown): value is StreamingHandler {
  return typeof value === 'function';
}

/** Where the pieces of a handler's HTTP answer go. */
export interface AnswerSink {
  /** Status and headers as JSON. */
  readonly head: (json: Uint8Array) => void;
  readonly body: (bytes: Uint8Array) => void;
  readonly end: () => void;
}

/** A response stream that takes its answer apart, as the service behind Lambda does. */
export function createAnswerStream({ head, body, end }: AnswerSink): ResponseStream {
  let pieces = 0;
  const stream = new ResponseStream({
    send: (bytes) => {
      if (bytes.byteLength > 0) pieces += 1;
      if (pieces === 1) head(bytes);
      else if (pieces > PIECES_BEFORE_BODY) body(bytes);
      stream.consumed(bytes.byteLength);
    },
    end,
  });
  return stream;
}

/** Calls a handler once; its answer goes nowhere. */
export async function callHandler(handler: StreamingHandler, event: unknown): Promise<CallTimes> {
  const startedAtMs = performance.now();
  let firstByteMs: number | undefined;
  let answeredMs = 0;
  let isSuccess = false;
  const answer = createAnswerStream({
    head: ({ buffer, byteOffset }) => {
      isSuccess = Buffer.from(buffer, byteOffset, SUCCESS_HEAD.length).toString('latin1') === SUCCESS_HEAD;
    },
    body: () => {
      firstByteMs ??= performance.now() - startedAtMs;
    },
    end: () => {
      answeredMs = performance.now() - startedAtMs;
    },
  });
  await handler(event, answer, {});
  const totalMs = performance.now() - startedAtMs;
  return { firstByteMs: firstByteMs ?? answeredMs, answeredMs, totalMs, isSuccess };
}
