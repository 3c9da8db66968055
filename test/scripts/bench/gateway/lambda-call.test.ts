import { describe, expect, it } from 'vitest';
import { callHandler, createAnswerStream } from '#scripts/bench/gateway/lambda-call.ts';
import { awslambda, type ResponseStream } from '#scripts/local/lambda/worker/response-stream.ts';

const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function respond(answer: ResponseStream, statusCode: number): ResponseStream {
  const stream = awslambda.HttpResponseStream.from(answer, { statusCode, headers: { 'x-a': 'b' } });
  stream.write('');
  return stream;
}

describe('createAnswerStream', () => {
  it('takes head and body apart', async () => {
    const parts = { head: '', body: '', ended: false };
    const stream = createAnswerStream({
      head: (json) => {
        parts.head += Buffer.from(json).toString();
      },
      body: (bytes) => {
        parts.body += Buffer.from(bytes).toString();
      },
      end: () => {
        parts.ended = true;
      },
    });

    respond(stream, 200).write('one, ');
    stream.end('two');
    await pause();

    expect(parts).toEqual({
      head: '{"statusCode":200,"headers":{"x-a":"b"}}',
      body: 'one, two',
      ended: true,
    });
  });
});

describe('callHandler', () => {
  it('tells the first byte of the body, the end of the answer and the end of the work apart', async () => {
    const times = await callHandler(async (_event, answer) => {
      const stream = respond(answer, 200);
      await pause();
      stream.write('first');
      await pause();
      stream.end('last');
      await pause();
    }, {});

    expect(times.isSuccess).toBe(true);
    expect(times.firstByteMs).toBeGreaterThan(0);
    expect(times.answeredMs).toBeGreaterThan(times.firstByteMs);
    expect(times.totalMs).toBeGreaterThan(times.answeredMs);
  });

  it('is no success with another status', async () => {
    const { isSuccess } = await callHandler(async (_event, answer) => {
      respond(answer, 503).end('{}');
      await pause();
    }, {});

    expect(isSuccess).toBe(false);
  });
});
