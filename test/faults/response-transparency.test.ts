import { describe, expect, it } from 'vitest';
import { callModel, converseBody } from '../support/converse-call.ts';
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
