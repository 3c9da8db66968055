import { describe, expect, it } from 'vitest';
import { callModel, converseBody, requestIdOf } from '../support/converse-call.ts';
import { useScriptedStack } from '../support/local-stack.ts';
import { waitForRecordLine } from '../support/records.ts';
import {
  beginStream,
  CONVERSE_ANSWER,
  converseFrames,
  sendJson,
  toFrame,
} from '../support/scripted-bedrock.ts';

const underTest = useScriptedStack();

describe('B02: token numbers that are none', () => {
  const NUMBERS = [
    '-1',
    'NaN',
    '1e308',
    '1e999',
    '"12"',
    '9007199254740993',
    'null',
    '1.5',
    '[3]',
    '{}',
    'true',
  ];

  it.each(NUMBERS)('inputTokens %s is unknown and adds to no total', async (number) => {
    const usage = `{"inputTokens":${number},"outputTokens":3,"totalTokens":10}`;
    underTest().bedrock.play((_request, response) =>
      sendJson(response, JSON.stringify(CONVERSE_ANSWER).replace(/"usage":\{[^}]*\}/, `"usage":${usage}`)),
    );

    const answer = await callModel(underTest(), converseBody('Hello.'));
    const { record, fields, text } = await waitForRecordLine(underTest().stack, requestIdOf(answer));

    expect(answer.status).toBe(200);
    expect(answer.body.toString('utf8')).toContain(usage);
    expect(record.usage.status).toBe('unknown');
    expect(fields.UsageMissing).toBe(1);
    expect(fields).not.toHaveProperty('InputTokenCount');
    expect(fields).not.toHaveProperty('OutputTokenCount');
    expect(text).not.toMatch(/NaN|Infinity|e\+308/);
  });

  it.each(NUMBERS.filter((number) => number !== 'null'))(
    'cacheReadInputTokens %s in a stream is unknown',
    async (number) => {
      const usage = `{"inputTokens":7,"outputTokens":3,"totalTokens":10,"cacheReadInputTokens":${number}}`;
      const metadata = toFrame('metadata', `{"usage":${usage},"metrics":{"latencyMs":5}}`);
      underTest().bedrock.play((_request, response) => {
        beginStream(response);
        response.end(Buffer.concat([...converseFrames('Hello there.').slice(0, -1), metadata]));
      });

      const answer = await callModel(underTest(), converseBody('Hello.'), { operation: 'converse-stream' });
      const { record, fields } = await waitForRecordLine(underTest().stack, requestIdOf(answer));

      expect(answer.isComplete).toBe(true);
      expect(record).toMatchObject({ outcome: 'success', usage: { status: 'unknown', reason: 'invalid' } });
      expect(fields).not.toHaveProperty('CacheReadInputTokenCount');
    },
  );
});
