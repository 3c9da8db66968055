import { Writable } from 'node:stream';
import { RESPONSE_WINDOW_BYTES } from '../protocol.ts';

const DELIMITER = new Uint8Array(8);
const STREAMING_MARK = Symbol.for('aws.lambda.runtime.handler.streaming');

/** Metadata of an HTTP answer, written in front of the body. */
interface HttpPrelude {
  readonly statusCode?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookies?: readonly string[];
}

/** How a response stream hands bytes over. */
interface ByteSink {
  readonly send: (bytes: Uint8Array) => void;
  readonly end: () => void;
}

/** What Lambda's runtime gives a streaming handler, with the same corners. */
export class ResponseStream extends Writable {
  readonly #sink: ByteSink;
  #unconsumedBytes = 0;
  #continue: (() => void) | undefined;
  #prelude: string | undefined;
  #contentType = 'application/octet-stream';

  constructor(sink: ByteSink) {
    super({ highWaterMark: RESPONSE_WINDOW_BYTES, decodeStrings: true });
    this.#sink = sink;
  }

  setContentType(contentType: string): void {
    this.#contentType = contentType;
  }

  get contentType(): string {
    return this.#contentType;
  }

  /** Kept until the first `write`: `end` alone sends no prelude, as in Lambda's runtime. */
  setPrelude(prelude: HttpPrelude): void {
    this.#prelude = JSON.stringify(prelude);
  }

  override write(chunk: unknown, ...rest: unknown[]): boolean {
    const [encoding, callback] = rest;
    const onWritten = [encoding, callback].find(isCallback);
    this.#writePrelude();
    const bytes = toBytes(chunk, isEncoding(encoding) ? encoding : 'utf8');
    return super.write(bytes, onWritten);
  }

  #writePrelude(): void {
    if (this.#prelude === undefined) return;
    const prelude = this.#prelude;
    this.#prelude = undefined;
    super.write(Buffer.from(prelude));
    super.write(DELIMITER);
  }

  override _write(chunk: Uint8Array, _encoding: string, done: () => void): void {
    this.#unconsumedBytes += chunk.byteLength;
    this.#sink.send(chunk);
    if (this.#unconsumedBytes < RESPONSE_WINDOW_BYTES) done();
    else this.#continue = done;
  }

  override _final(done: () => void): void {
    this.#sink.end();
    done();
  }

  /** The reader took `bytes`. */
  consumed(bytes: number): void {
    this.#unconsumedBytes -= bytes;
    if (this.#unconsumedBytes >= RESPONSE_WINDOW_BYTES) return;
    const next = this.#continue;
    this.#continue = undefined;
    next?.();
  }
}

/** The `awslambda` global of Lambda's Node.js runtime. */
export const awslambda = {
  streamifyResponse: <Handler extends object>(handler: Handler): Handler =>
    Object.assign(handler, { [STREAMING_MARK]: 'response' }),
  HttpResponseStream: {
    from: (stream: ResponseStream, prelude: HttpPrelude): ResponseStream => {
      stream.setContentType('application/vnd.awslambda.http-integration-response');
      stream.setPrelude(prelude);
      return stream;
    },
  },
};

/** Whether `streamifyResponse` was called on a handler. */
export function isStreaming(handler: object): boolean {
  return STREAMING_MARK in handler;
}

function isCallback(value: unknown): value is () => void {
  return typeof value === 'function';
}

function isEncoding(value: unknown): value is BufferEncoding {
  return typeof value === 'string' && Buffer.isEncoding(value);
}

/** Strings and bytes as they are, anything else as JSON: the runtime does the same. */
function toBytes(chunk: unknown, encoding: BufferEncoding): Uint8Array {
  if (typeof chunk === 'string') return Buffer.from(chunk, encoding);
  if (chunk instanceof Uint8Array) return chunk;
  return Buffer.from(JSON.stringify(chunk));
}
