import { EventStreamCodec } from '@smithy/eventstream-codec';

const codec = new EventStreamCodec(
  (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'),
  (text) => Buffer.from(text, 'utf8'),
);

/** An event with the number of the token it waits for. */
export interface TimedEvent {
  readonly type: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly token: number;
}

/** Encodes an event of an event stream. */
export function encodeEvent(type: string, payload: unknown): Uint8Array {
  return encode(
    { ':message-type': 'event', ':event-type': type, ':content-type': 'application/json' },
    payload,
  );
}

/** Encodes an exception that comes after the stream has begun, for example `throttlingException`. */
export function encodeException(type: string, message: string): Uint8Array {
  return encode(
    { ':message-type': 'exception', ':exception-type': type, ':content-type': 'application/json' },
    { message },
  );
}

function encode(headers: Readonly<Record<string, string>>, payload: unknown): Uint8Array {
  return codec.encode({
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, { type: 'string' as const, value }]),
    ),
    body: Buffer.from(JSON.stringify(payload), 'utf8'),
  });
}

const ALPHABET = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** The padding member that Bedrock adds to its events so that their length says nothing about the text. */
export function padding(token: number): string {
  return ALPHABET.slice(0, 1 + ((token * 17) % ALPHABET.length));
}
