import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { createFrameReader, decodeFrame, encodeException, replacePayload } from '#adapters/event-stream.ts';
import { converseFrames, toFrame } from '../support/scripted-bedrock.ts';

const frames = converseFrames('Hello there. ');
const bytes = Buffer.concat(frames);

/** Reads the pieces one after the other. */
function readAll(pieces: readonly Buffer[]) {
  const reader = createFrameReader();
  const read = pieces.flatMap((piece) => reader.push(piece));
  return { read, rest: reader.rest() };
}

describe('createFrameReader', () => {
  it('finds the frames when the stream is split at any one byte', () => {
    for (let at = 0; at <= bytes.length; at += 1) {
      const { read, rest } = readAll([bytes.subarray(0, at), bytes.subarray(at)]);

      expect(read.map((frame) => frame.toString('hex'))).toEqual(
        frames.map((frame) => frame.toString('hex')),
      );
      expect(rest).toHaveLength(0);
    }
  });

  it('finds the frames however often the stream is split', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: bytes.length })), (cuts) => {
        const places = [0, ...cuts.toSorted((left, right) => left - right), bytes.length];
        const pieces = places.slice(1).map((end, index) => bytes.subarray(places[index], end));

        const { read, rest } = readAll(pieces);

        expect(Buffer.concat(read).equals(bytes)).toBe(true);
        expect(read).toHaveLength(frames.length);
        expect(rest).toHaveLength(0);
      }),
    );
  });

  it('copies a large frame once, however many chunks it comes in', () => {
    const frame = toFrame('contentBlockDelta', 'x'.repeat(2 ** 20));
    const pieces = Array.from({ length: Math.ceil(frame.length / 1_024) }, (_, at) =>
      frame.subarray(at * 1_024, (at + 1) * 1_024),
    );
    const concat = vi.spyOn(Buffer, 'concat');

    const { read } = readAll(pieces);
    const copied = concat.mock.results.reduce((bytes, { value }) => bytes + value.length, 0);
    concat.mockRestore();

    expect(read).toHaveLength(1);
    expect(read[0]?.equals(frame)).toBe(true);
    expect(copied).toBeLessThanOrEqual(frame.length + 1_024);
  });

  it('keeps what has begun and not ended', () => {
    const { read, rest } = readAll([bytes.subarray(0, -1)]);

    expect(read).toHaveLength(frames.length - 1);
    expect(rest.equals(frames.at(-1)?.subarray(0, -1) ?? Buffer.alloc(0))).toBe(true);
  });

  it('never throws on garbage and loses no byte of it', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 64 })), (chunks) => {
        const pieces = chunks.map((chunk) => Buffer.from(chunk));

        const { read, rest } = readAll(pieces);

        expect(Buffer.concat([...read, rest]).equals(Buffer.concat(pieces))).toBe(true);
        for (const frame of read) expect(() => decodeFrame(frame)).not.toThrow();
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('decodeFrame', () => {
  it('reads the type and payload of an event', () => {
    const event = decodeFrame(toFrame('metadata', { a: 'ü' }));

    expect(event).toEqual({ kind: 'event', type: 'metadata', payload: '{"a":"ü"}' });
  });

  it('reads an exception', () => {
    const event = decodeFrame(encodeException('throttlingException', 'slow down'));

    expect(event).toEqual({
      kind: 'exception',
      type: 'throttlingException',
      payload: '{"message":"slow down"}',
    });
  });

  it('is nothing for a frame with a wrong checksum', () => {
    const broken = Buffer.from(toFrame('metadata', {}));
    broken.writeUInt8(broken.readUInt8(20) ^ 1, 20);

    expect(decodeFrame(broken)).toBeUndefined();
  });
});

describe('replacePayload', () => {
  it('keeps the headers and writes a valid frame', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (payload) => {
        const frame = replacePayload(toFrame('metadata', { a: 1 }), payload);

        expect(decodeFrame(frame)).toEqual({ kind: 'event', type: 'metadata', payload });
        expect(frame.readUInt32BE(0)).toBe(frame.length);
      }),
    );
  });
});
