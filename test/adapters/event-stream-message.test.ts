import { EventStreamCodec, Int64 } from '@smithy/eventstream-codec';
import { fromUtf8, toUtf8 } from '@smithy/util-utf8';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findParts, joinMessage, readTextHeaders, writeTextHeaders } from '#adapters/event-stream-message.ts';

type Headers = Parameters<EventStreamCodec['encode']>[0]['headers'];

const codec = new EventStreamCodec(toUtf8, fromUtf8);
const encode = (headers: Headers, body: Uint8Array): Buffer => Buffer.from(codec.encode({ headers, body }));
const name = fc.string({ minLength: 1, maxLength: 20 }).filter((text) => text !== '__proto__');

const OF_OTHER_TYPES: Headers = {
  yes: { type: 'boolean', value: true },
  no: { type: 'boolean', value: false },
  byte: { type: 'byte', value: 1 },
  short: { type: 'short', value: 2 },
  integer: { type: 'integer', value: 3 },
  long: { type: 'long', value: Int64.fromNumber(4) },
  binary: { type: 'binary', value: new Uint8Array([7, 7, 7]) },
  time: { type: 'timestamp', value: new Date(0) },
  id: { type: 'uuid', value: '0b9d3a72-58a1-4c5b-b1d2-7f0c3e6a4d55' },
};

function read(bytes: Buffer) {
  const parts = findParts(bytes);
  return parts && { ...parts, headers: readTextHeaders(bytes, parts) };
}

describe('a message', () => {
  it("is read as Smithy's codec writes it", () => {
    fc.assert(
      fc.property(fc.dictionary(name, fc.string()), fc.uint8Array(), (texts, payload) => {
        const headers = Object.entries(texts).map(
          ([key, value]) => [key, { type: 'string', value }] as const,
        );

        const bytes = encode(Object.fromEntries(headers), payload);

        const message = read(bytes);
        expect(message?.headers).toEqual(new Map(Object.entries(texts)));
        expect(bytes.subarray(message?.payloadStart, message?.payloadEnd).equals(payload)).toBe(true);
      }),
    );
  });

  it("is written as Smithy's codec writes it", () => {
    fc.assert(
      fc.property(fc.dictionary(name, fc.string()), fc.uint8Array(), (texts, payload) => {
        const headers = Object.entries(texts).map(
          ([key, value]) => [key, { type: 'string', value }] as const,
        );

        const bytes = joinMessage({ headers: writeTextHeaders(texts), payload: Buffer.from(payload) });

        expect(bytes.equals(encode(Object.fromEntries(headers), payload))).toBe(true);
      }),
    );
  });

  it('may have headers of every other type before and after a text', () => {
    const text = { ':event-type': { type: 'string', value: 'metadata' } } as const;

    const message = read(
      encode({ ...OF_OTHER_TYPES, ...text, last: { type: 'boolean', value: true } }, Buffer.of(1)),
    );

    expect(message?.headers).toEqual(new Map([[':event-type', 'metadata']]));
  });

  it('is nothing when its headers cannot be read, end too late or are of an unknown type', () => {
    const broken = [Buffer.of(9), Buffer.of(1, 97), Buffer.of(1, 97, 7, 0), Buffer.of(1, 97, 7, 0, 9, 97)];

    for (const headers of [...broken, Buffer.of(1, 97, 10), Buffer.of(1, 97, 5, 0)])
      expect(read(joinMessage({ headers, payload: Buffer.from('{}') }))?.headers).toBeUndefined();
  });

  it('is nothing when a bit of it is another', () => {
    const bytes = encode({ a: { type: 'string', value: 'b' } }, Buffer.from('{}'));

    for (let at = 0; at < bytes.length; at += 1) {
      const other = Buffer.from(bytes);
      other.writeUInt8(other.readUInt8(at) ^ 1, at);
      expect(findParts(other)).toBeUndefined();
    }
  });
});
