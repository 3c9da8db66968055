import { PassThrough, Writable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { translateStream } from '#functions/gateway/chat-stream.ts';
import { answerInTwoForms } from '../../core/openai/answers.ts';
import { converseFrames, toFrame } from '../../support/scripted-bedrock.ts';

const IDENTITY = { id: 'chatcmpl-1', created: 1, model: 'm' };

/** Everything that comes out when these pieces go in, and the defects on the way. */
async function translate(pieces: readonly Buffer[]) {
  const answer = new PassThrough();
  const defects: unknown[] = [];
  const front = translateStream({
    answer,
    identity: IDENTITY,
    includesUsage: true,
    reportDefect: (error) => defects.push(error),
  });
  for (const piece of pieces) front.write(piece);
  front.end();
  return { text: (await buffer(answer)).toString(), defects };
}

describe('a stream on its way to a client of OpenAI', () => {
  it('does not depend on where the bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        answerInTwoForms,
        fc.array(fc.nat({ max: 2_000 }), { maxLength: 20 }),
        async ({ events }, cuts) => {
          const bytes = Buffer.concat(events.map(([type, payload]) => toFrame(type, payload)));
          const at = [...new Set(cuts.filter((cut) => cut < bytes.length))].sort(
            (left, right) => left - right,
          );
          const pieces = [0, ...at].map((start, index) => bytes.subarray(start, at[index]));

          const whole = await translate([bytes]);

          expect(await translate(pieces)).toEqual(whole);
          expect(whole.defects).toEqual([]);
          expect(whole.text.endsWith('data: [DONE]\n\n')).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('survives bytes that are no stream, and says so', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 200 })), async (pieces) => {
        const { text } = await translate(pieces.map((piece) => Buffer.from(piece)));

        expect(JSON.parse(text.replace(/^data: /, ''))).toMatchObject({ error: { type: 'server_error' } });
      }),
    );
  });

  it('waits for a client that reads slowly', async () => {
    const held: (() => void)[] = [];
    const answer = new Writable({
      highWaterMark: 1,
      write: (_chunk, _encoding, done) => void held.push(done),
    });
    const front = translateStream({
      answer,
      identity: IDENTITY,
      includesUsage: false,
      reportDefect: () => undefined,
    });
    const frames = converseFrames('One two three four.');

    const isWritten = frames.map((frame) => front.write(frame));
    await setImmediate();

    expect(held).toHaveLength(1);
    expect(front.writableLength).toBeGreaterThan(0);
    expect(isWritten).toContain(true);
    while (held.length > 0) {
      held.shift()?.();
      await setImmediate();
    }
    expect(front.writableLength).toBe(0);
  });

  it('is given up when the client leaves', async () => {
    const answer = new PassThrough();
    const front = translateStream({
      answer,
      identity: IDENTITY,
      includesUsage: false,
      reportDefect: () => undefined,
    });
    front.write(converseFrames('Hello.')[0]);

    answer.destroy();
    await new Promise((resolve) => front.once('close', resolve));

    expect(front.destroyed).toBe(true);
  });
});
