import { createRequire } from 'node:module';
import { awslambda, ResponseStream } from '#scripts/local/lambda/worker/response-stream.ts';

/** Start of the head that a streamed HTTP answer begins with when it is a success. */
const SUCCESS_HEAD = '{"statusCode":200';

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

/** When a call had its answer and when the function was free again, from the same clock as `performance.now()`. */
export interface CallTimes {
  readonly answeredAtMs: number;
  readonly finishedAtMs: number;
  readonly isSuccess: boolean;
}

/** Calls a handler once; its answer goes nowhere. */
export async function callHandler(handler: StreamingHandler, event: unknown): Promise<CallTimes> {
  let answeredAtMs = 0;
  let head: string | undefined;
  const answer = new ResponseStream({
    send: (bytes) => {
      head ??= Buffer.from(bytes.buffer, bytes.byteOffset, SUCCESS_HEAD.length).toString('latin1');
      answer.consumed(bytes.byteLength);
    },
    end: () => {
      answeredAtMs = performance.now();
    },
  });
  await handler(event, answer, {});
  return { answeredAtMs, finishedAtMs: performance.now(), isSuccess: head === SUCCESS_HEAD };
}
