import {
  findParts,
  joinMessage,
  MINIMUM_MESSAGE_BYTES,
  readTextHeaders,
  writeTextHeaders,
} from './event-stream-message.ts';

/** Largest frame AWS allows: 16 MiB payload, 128 KiB headers and the frame around them. */
const MAXIMUM_FRAME_BYTES = 16 * 1024 * 1024 + 128 * 1024 + MINIMUM_MESSAGE_BYTES;

/** A decoded event stream message: what it is and its payload as text. */
export interface StreamEvent {
  readonly kind: 'event' | 'exception';
  /** `:event-type` or `:exception-type`, for example `metadata`, `throttlingException`. */
  readonly type: string;
  readonly payload: string;
}

/** Cuts a byte stream into event stream frames. */
export interface FrameReader {
  /** Takes a chunk; answers the frames that are complete now, byte for byte as they came. */
  readonly push: (chunk: Buffer) => readonly Buffer[];
  /** Bytes of a frame that has begun and not ended. */
  readonly rest: () => Buffer;
}

/** Bytes of the length prefix that a frame begins with. */
const PREFIX_BYTES = 4;

/** Reads frames by their length prefix. A prefix that cannot be one turns the rest into a single piece. */
export function createFrameReader(): FrameReader {
  let chunks: Buffer[] = [];
  let heldBytes = 0;
  let neededBytes = PREFIX_BYTES;
  return {
    push: (chunk) => {
      chunks.push(chunk);
      heldBytes += chunk.length;
      if (heldBytes < neededBytes) return []; // joined only when it is worth it: a large frame comes in many chunks
      const { frames, rest } = cutFrames(joined(chunks));
      chunks = rest.length > 0 ? [rest] : [];
      heldBytes = rest.length;
      neededBytes = heldBytes < PREFIX_BYTES ? PREFIX_BYTES : frameLength(rest);
      return frames;
    },
    rest: () => joined(chunks),
  };
}

function cutFrames(bytes: Buffer): { readonly frames: readonly Buffer[]; readonly rest: Buffer } {
  const frames: Buffer[] = [];
  let rest = bytes;
  while (rest.length >= PREFIX_BYTES) {
    const length = frameLength(rest);
    if (rest.length < length) break;
    frames.push(rest.subarray(0, length));
    rest = rest.subarray(length);
  }
  return { frames, rest };
}

const joined = ([first, ...others]: readonly Buffer[]): Buffer =>
  first && others.length === 0 ? first : Buffer.concat(first ? [first, ...others] : []);

function frameLength(bytes: Buffer): number {
  const length = bytes.readUInt32BE(0);
  return length >= MINIMUM_MESSAGE_BYTES && length <= MAXIMUM_FRAME_BYTES ? length : bytes.length;
}

/** Decodes one frame; `undefined` when it is not an event stream message: it is relayed as it is. */
export function decodeFrame(frame: Buffer): StreamEvent | undefined {
  const parts = findParts(frame);
  const headers = parts && readTextHeaders(frame, parts);
  if (!headers) return undefined;
  const kind = headers.get(':message-type') === 'event' ? 'event' : 'exception';
  const type = headers.get(`:${kind}-type`) || headers.get(':error-code') || ''; // `:message-type: error` names itself so
  return {
    kind,
    type,
    get payload() {
      return frame.toString('utf8', parts.payloadStart, parts.payloadEnd); // most are never read
    },
  };
}

/** Encodes a frame of the same headers as `frame` with another payload. */
export function replacePayload(frame: Buffer, payload: string): Buffer {
  const parts = findParts(frame);
  if (!parts) return frame;
  const headers = frame.subarray(parts.headersStart, parts.payloadStart);
  return joinMessage({ headers, payload: Buffer.from(payload) });
}

/** Encodes an in-stream exception as Bedrock sends it, for example `modelStreamErrorException`. */
export function encodeException(type: string, message: string): Buffer {
  return joinMessage({
    headers: writeTextHeaders({
      ':message-type': 'exception',
      ':exception-type': type,
      ':content-type': 'application/json',
    }),
    payload: Buffer.from(JSON.stringify({ message })),
  });
}
