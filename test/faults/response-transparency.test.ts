import { describe, expect, it } from 'vitest';
import { callModel, converseBody, MODEL } from '../support/converse-call.ts';
import { httpCall } from '../support/http-call.ts';
import { useScriptedStack } from '../support/local-stack.ts';
import { beginStream, converseFrames, sendJson, toFrame } from '../support/scripted-bedrock.ts';

const underTest = useScriptedStack();

describe('what the caller receives', () => {
  const AWKWARD_ANSWER =
    ' {\r\n"output" : {"message":{"role":"assistant","content":[{"text":"\\u0041\\ud83d\\ude00"}]}},"usage":{"inputTokens":1,"outputTokens":1,"totalTokens":2}, "next":9007199254740993,"next":1.0 , "stopReason":"end_turn"}\n';

  it.each(['converse', 'invoke'] as const)('of %s is Bedrock’s bytes', async (operation) => {
    underTest().bedrock.play((_request, response) => sendJson(response, AWKWARD_ANSWER));

    const answer = await callModel(underTest(), converseBody('Hello.'), { operation });

    expect(answer.body.toString('latin1')).toBe(Buffer.from(AWKWARD_ANSWER).toString('latin1'));
  });

  it('has the trace taken out that nobody asked for, and every other byte', async () => {
    const trace = ', "trace" : {"guardrail":{"inputAssessment":{}}}';
    const withTrace = AWKWARD_ANSWER.replace(', "stopReason"', `${trace}, "stopReason"`);
    underTest().bedrock.play((_request, response) => sendJson(response, withTrace));

    const answer = await callModel(underTest(), converseBody('Hello.'));
    const asked = await callModel(
      underTest(),
      converseBody('Hello.', { guardrailConfig: { trace: 'enabled' } }),
    );

    expect(withTrace).toContain(trace);
    expect(answer.body.toString('utf8')).toBe(AWKWARD_ANSWER);
    expect(asked.body.toString('utf8')).toBe(withTrace);
  });

  it('of a stream is Bedrock’s bytes, however they are cut into chunks', async () => {
    const stream = Buffer.concat([
      ...converseFrames('A few words in \u{1f600} order. '),
      toFrame('eventOfNextYear', '{"n":9007199254740993, "n" :1.0}'),
    ]);
    underTest().bedrock.play(async (_request, response) => {
      beginStream(response);
      for (let offset = 0; offset < stream.byteLength; offset += 37)
        await new Promise((resolve) => response.write(stream.subarray(offset, offset + 37), resolve));
      response.end();
    });

    const answer = await callModel(underTest(), converseBody('Hello.'), { operation: 'converse-stream' });

    expect(answer.headers['content-type']).toBe('application/vnd.amazon.eventstream');
    expect(answer.body.equals(stream)).toBe(true);
  });

  it('of a stream comes while Bedrock is still speaking', async () => {
    const frames = converseFrames('one two three ');
    let release = (): void => undefined;
    const isReleased = new Promise<void>((resolve) => {
      release = resolve;
    });
    underTest().bedrock.play(async (_request, response) => {
      beginStream(response);
      response.write(Buffer.concat(frames.slice(0, 2)));
      await isReleased;
      response.end(Buffer.concat(frames.slice(2)));
    });

    const answer = await callModel(underTest(), converseBody('Hello.'), {
      operation: 'converse-stream',
      onChunk: () => release(), // without a first chunk on its way, Bedrock would wait for ever
    });

    expect(answer.body.equals(Buffer.concat(frames))).toBe(true);
  });

  it('of a stream is asked of Bedrock at the pace at which the caller reads', async () => {
    const frame = toFrame('contentBlockDelta', { contentBlockIndex: 0, delta: { text: 'x'.repeat(65_000) } });
    const frames = 1_000;
    let written = 0;
    underTest().bedrock.play(async (_request, response) => {
      beginStream(response);
      for (; written < frames; written += 1)
        if (!response.write(frame)) await new Promise((resolve) => response.once('drain', resolve));
      response.end(Buffer.concat(converseFrames('').slice(-2)));
    });

    const { baseUrl, authorization } = underTest();
    const answer = await fetch(`${baseUrl}/model/${encodeURIComponent(MODEL)}/converse-stream`, {
      method: 'POST',
      headers: { ...authorization, 'content-type': 'application/json' },
      body: converseBody('Hello.'),
    });
    for (let ping = 0; ping < 50; ping += 1) await httpCall(baseUrl, healthCall(authorization));
    const writtenBeforeReading = written;
    const { byteLength } = Buffer.from(await answer.arrayBuffer());

    expect(writtenBeforeReading).toBeLessThan(frames / 2);
    expect(byteLength).toBeGreaterThan(frames * frame.byteLength);
  });

  it('keeps status, exception and wording of an error', async () => {
    const body = ' {"message" : "Input is too long for requested model.", "extra":9007199254740993}';
    underTest().bedrock.play((_request, response) => {
      response.writeHead(400, {
        'content-type': 'application/json',
        'x-amzn-errortype': 'ValidationException:http://x/',
      });
      response.end(body);
    });

    const answer = await callModel(underTest(), converseBody('Hello.'));

    expect(answer.status).toBe(400);
    expect(String(answer.headers['x-amzn-errortype'])).toMatch(/^ValidationException/);
    expect(answer.body.toString('utf8')).toBe(body);
  });
});

/** Something else that passes through the whole stack. */
const healthCall = (headers: Readonly<Record<string, string>>) => ({
  method: 'GET',
  path: '/v1/healthz',
  headers,
});
