import { EventStreamCodec } from '@smithy/eventstream-codec';

/** Prelude (8 bytes), prelude checksum and message checksum (4 each): AWS event stream encoding. */
const MINIMUM_FRAME_BYTES = 16;
/** Largest frame AWS allows: 16 MiB payload, 128 KiB headers and the frame around them. */
const MAXIMUM_FRAME_BYTES = 16 * 1024 * 1024 + 128 * 1024 + MINIMUM_FRAME_BYTES;

const codec = new EventStreamCodec(
  (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'),
  (text) => Buffer.from(text, 'utf8'),
);

/** A decoded event stream message: what it is and its payload as text. */
export interface StreamEvent {
  readonly kind: 'event' | 'exception';
  /** `:event-type` or `:exception-type`, for example `metadata`, `throttlingException`. */
  readonly type: string;
  readonly payload: string;
}

/** Cuts a byte stream into event stream frames. */
export interface FrameReader {
  /** Takes a chunk; answers the frames that are complete now, each a copy of the bytes as they came. */
  readonly push: (chunk: Buffer) => readonly Buffer[];
  /** Bytes of a frame that has begun and not ended. */
  readonly rest: () => Buffer;
}

/** Reads frames by their length prefix. A prefix that cannot be one turns the rest into a single piece. */
export function createFrameReader(): FrameReader {
  let pending: Buffer = Buffer.alloc(0);
  return {
    push: (chunk) => {
      pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
      const frames: Buffer[] = [];
      while (pending.length >= 4) {
        const length = frameLength(pending);
        if (pending.length < length) break;
        frames.push(pending.subarray(0, length));
        pending = pending.subarray(length);
      }
      return frames;
    },
    rest: () => pending,
  };
}

function frameLength(bytes: Buffer): number {
  const length = bytes.readUInt32BE(0);
  return length >= MINIMUM_FRAME_BYTES && length <= MAXIMUM_FRAME_BYTES ? length : bytes.length;
}

/** Decodes one frame; `undefined` when it is not an event stream message. */
export function decodeFrame(frame: Buffer): StreamEvent | undefined {
  try {
    const { headers, body } = codec.decode(frame);
    const header = (name: string): string => String(headers[name]?.value ?? '');
    const kind = header(':message-type') === 'event' ? 'event' : 'exception';
    const type = header(`:${kind}-type`) || header(':error-code'); // `:message-type: error` names itself so
    return { kind, type, payload: Buffer.from(body).toString('utf8') };
  } catch {
    return undefined; // relayed as it is; only the copy cannot be read
  }
}

/** Encodes a frame of the same headers as `frame` with another payload. */
export function replacePayload(frame: Buffer, payload: string): Buffer {
  const { headers } = codec.decode(frame);
  return Buffer.from(codec.encode({ headers, body: Buffer.from(payload, 'utf8') }));
}

/** Encodes an in-stream exception as Bedrock sends it, for example `modelStreamErrorException`. */
export function encodeException(type: string, message: string): Buffer {
  return Buffer.from(
    codec.encode({
      headers: {
        ':message-type': { type: 'string', value: 'exception' },
        ':exception-type': { type: 'string', value: type },
        ':content-type': { type: 'string', value: 'application/json' },
      },
      body: Buffer.from(JSON.stringify({ message }), 'utf8'),
    }),
  );
}
