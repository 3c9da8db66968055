import { crc32 } from 'node:zlib';

// AWS event stream encoding: length of all, length of the headers, checksum of both; headers; payload; checksum of all.
const HEADERS_LENGTH_AT = 4;
const PRELUDE_BYTES = 8;
const CHECKSUM_BYTES = 4;
const HEADERS_AT = PRELUDE_BYTES + CHECKSUM_BYTES;

/** Bytes of a message without headers and payload. */
export const MINIMUM_MESSAGE_BYTES = HEADERS_AT + CHECKSUM_BYTES;

/** Headers and payload of a message. */
export interface Message {
  readonly headers: Buffer;
  readonly payload: Buffer;
}

/** Where the parts of a message are: views of the bytes would be most of what reading a frame allocates. */
export interface MessageLayout {
  readonly headersStart: number;
  readonly payloadStart: number;
  readonly payloadEnd: number;
}

/** Finds the parts of a message; `undefined` when its lengths or its checksum, which covers the prelude's, are wrong. */
export function findParts(bytes: Buffer): MessageLayout | undefined {
  const payloadEnd = bytes.length - CHECKSUM_BYTES;
  if (bytes.length < MINIMUM_MESSAGE_BYTES || bytes.readUInt32BE(0) !== bytes.length) return undefined;
  if (bytes.readUInt32BE(payloadEnd) !== crc32(bytes.subarray(0, payloadEnd))) return undefined;
  const payloadStart = HEADERS_AT + bytes.readUInt32BE(HEADERS_LENGTH_AT);
  return payloadStart > payloadEnd ? undefined : { headersStart: HEADERS_AT, payloadStart, payloadEnd };
}

/** A message of these parts. */
export function joinMessage({ headers, payload }: Message): Buffer {
  const bytes = Buffer.alloc(MINIMUM_MESSAGE_BYTES + headers.length + payload.length);
  const payloadEnd = bytes.length - CHECKSUM_BYTES;
  bytes.writeUInt32BE(bytes.length, 0);
  bytes.writeUInt32BE(headers.length, HEADERS_LENGTH_AT);
  bytes.writeUInt32BE(crc32(bytes.subarray(0, PRELUDE_BYTES)), PRELUDE_BYTES);
  headers.copy(bytes, HEADERS_AT);
  payload.copy(bytes, HEADERS_AT + headers.length);
  bytes.writeUInt32BE(crc32(bytes.subarray(0, payloadEnd)), payloadEnd);
  return bytes;
}

/** Bytes of a value by its type's code: booleans, numbers, times and ids. */
const FIXED_BYTES: readonly (number | undefined)[] = [0, 0, 1, 2, 4, 8, undefined, undefined, 8, 16];
const BINARY_TYPE = 6;
const TEXT_TYPE = 7;
/** Bytes of the length in front of a text or binary value. */
const LENGTH_BYTES = 2;

/** Text headers by name; those of other types say nothing that is read. `undefined` when they cannot be read. */
export function readTextHeaders(
  bytes: Buffer,
  { headersStart, payloadStart }: MessageLayout,
): ReadonlyMap<string, string> | undefined {
  const headers = new Map<string, string>();
  let position = headersStart;
  while (position < payloadStart) {
    const typeAt = position + 1 + (bytes[position] ?? 0);
    const type = bytes[typeAt];
    const end = endOfValue(bytes, type, typeAt + 1);
    if (end === undefined || end > payloadStart) return undefined;
    if (type === TEXT_TYPE)
      headers.set(
        bytes.toString('utf8', position + 1, typeAt),
        bytes.toString('utf8', typeAt + 1 + LENGTH_BYTES, end),
      );
    position = end;
  }
  return headers;
}

function endOfValue(bytes: Buffer, type: number | undefined, start: number): number | undefined {
  if (type === undefined) return undefined;
  if (type !== TEXT_TYPE && type !== BINARY_TYPE) {
    const length = FIXED_BYTES[type];
    return length === undefined ? undefined : start + length;
  }
  return start + LENGTH_BYTES <= bytes.length ? start + LENGTH_BYTES + bytes.readUInt16BE(start) : undefined;
}

/** Text headers as bytes. */
export function writeTextHeaders(headers: Readonly<Record<string, string>>): Buffer {
  return Buffer.concat(
    Object.entries(headers).flatMap(([name, value]) => {
      const length = Buffer.alloc(LENGTH_BYTES);
      length.writeUInt16BE(Buffer.byteLength(value));
      return [
        Buffer.from([Buffer.byteLength(name)]),
        Buffer.from(name),
        Buffer.from([TEXT_TYPE]),
        length,
        Buffer.from(value),
      ];
    }),
  );
}
