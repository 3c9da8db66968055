import type { Readable } from 'node:stream';
import { createFrameReader, decodeFrame, type StreamEvent } from '#adapters/event-stream.ts';

/** A body that has been read into, with what was read in front. */
export type StreamSource = AsyncIterable<Buffer>;

/**
 * Waits for the first whole frame, so that a stream that begins with an exception can still be tried again:
 * nothing has gone to the caller yet. Rejects when the stream ends before it, as if the connection had been lost.
 */
export async function firstFrame(
  body: Readable,
): Promise<{ readonly stream: StreamSource; readonly exception?: StreamEvent | undefined }> {
  const iterator: AsyncIterator<Buffer> = body[Symbol.asyncIterator]();
  const reader = createFrameReader();
  const read: Buffer[] = [];
  for (;;) {
    const { done, value } = await iterator.next();
    if (done)
      throw Object.assign(new Error('the stream ended before its first frame'), { code: 'ECONNRESET' });
    read.push(value);
    const [frame] = reader.push(value);
    if (!frame) continue;
    const event = decodeFrame(frame);
    return { stream: resume(read, iterator), exception: event?.kind === 'exception' ? event : undefined };
  }
}

async function* resume(read: readonly Buffer[], iterator: AsyncIterator<Buffer>): StreamSource {
  yield* read;
  for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
}
