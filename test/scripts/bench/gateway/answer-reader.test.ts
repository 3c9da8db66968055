import { describe, expect, it } from 'vitest';
import { createAnswerReader } from '#scripts/bench/gateway/answer-reader.ts';

const WHOLE = Buffer.from('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello');
// the first chunk holds what looks like the end of a body
const CHUNKED = Buffer.from(
  'HTTP/1.1 429 Slow\r\nTransfer-Encoding: chunked\r\n\r\n7\r\na0\r\n\r\nb\r\n2\r\nxy\r\n0\r\n\r\n',
);

/** What a reader says byte by byte. */
function progressOf(bytes: Buffer) {
  const { push } = createAnswerReader();
  return [...bytes].map((byte) => push(Buffer.from([byte])));
}

describe('createAnswerReader', () => {
  it.each([
    { name: 'a whole body', bytes: WHOLE, status: 200 },
    { name: 'a chunked body', bytes: CHUNKED, status: 429 },
  ])('completes $name at its last byte and not before', ({ bytes, status }) => {
    const progress = progressOf(bytes);

    expect(progress.at(-1)).toEqual({ hasBody: true, status });
    expect(progress.slice(0, -1).filter((each) => each.status !== undefined)).toEqual([]);
  });

  it('tells the first byte of the body from the head', () => {
    const progress = progressOf(WHOLE);

    expect(progress.findIndex(({ hasBody }) => hasBody)).toBe(WHOLE.indexOf('hello'));
  });

  it('reads the next answer after the last one', () => {
    const { push } = createAnswerReader();

    expect([push(WHOLE).status, push(CHUNKED).status, push(WHOLE).status]).toEqual([200, 429, 200]);
  });
});
