import { describe, expect, it } from 'vitest';
import { callModel, converseBody, errorOf, requestIdOf } from '../support/converse-call.ts';
import { useScriptedStack } from '../support/local-stack.ts';
import { waitForRecord, waitForRecordLine } from '../support/records.ts';
import { CONVERSE_ANSWER, sendJson } from '../support/scripted-bedrock.ts';

const underTest = useScriptedStack();

/** Time in which a refusal is on its way, in milliseconds; the CPU share is far smaller than this wall clock. */
const PROMPTLY_MS = 1_000;

describe('B01: names that belong to prototypes', () => {
  const POISON =
    '"__proto__":{"polluted":"yes","application":"forged"},"constructor":{"prototype":{"polluted":"yes"}}';

  it('pass to Bedrock and leave no trace in this call or the next', async () => {
    underTest().bedrock.play((_request, response) =>
      sendJson(response, `{${POISON},${JSON.stringify(CONVERSE_ANSWER).slice(1)}`),
    );
    const body = `{${POISON},"requestMetadata":{${POISON},"__proto__.application":"forged"},"messages":[{${POISON},"role":"user","content":[{${POISON},"text":"Hi"}]}]}`;

    const poisoned = await callModel(underTest(), body);
    const clean = await callModel(underTest(), converseBody('Hello.'));
    const records = await Promise.all(
      [poisoned, clean].map((answer) => waitForRecordLine(underTest().stack, requestIdOf(answer))),
    );

    expect(poisoned.status).toBe(200);
    expect(underTest().bedrock.received[0]?.body.toString('utf8')).toContain(POISON);
    for (const { record, text } of records) {
      expect(record).toMatchObject({ outcome: 'success', usage: { status: 'known', inputTokens: 7 } });
      expect(record.application).toBeUndefined();
      expect(text).not.toMatch(/polluted|forged/);
    }
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    '%s is no model and no alias',
    async (model) => {
      const answer = await callModel(underTest(), converseBody('Hello.'), { model });
      const record = await waitForRecord(underTest().stack, requestIdOf(answer));

      expect([400, 403]).toContain(answer.status);
      expect(record.resolvedModel).toBe('none');
    },
  );
});

describe('B03: bodies that are too much', () => {
  it.each([1.2, 5, 8, 10.5])('%f MB are refused with 413, promptly', async (megabytes) => {
    underTest().bedrock.play((_request, response) => sendJson(response, CONVERSE_ANSWER));
    const body = Buffer.from(converseBody('x'.repeat(megabytes * 1_000_000)));

    const startedMs = performance.now();
    const answer = await callModel(underTest(), body);
    const elapsedMs = performance.now() - startedMs;

    expect(answer.status).toBe(413);
    expect(errorOf(answer).type).toBe('ValidationException');
    expect(underTest().bedrock.received).toHaveLength(0);
    expect(elapsedMs).toBeLessThan(PROMPTLY_MS);
  });

  it('1,000 levels of JSON pass untouched', async () => {
    underTest().bedrock.play((_request, response) => sendJson(response, CONVERSE_ANSWER));
    const body = converseBody('Hello.').replace(
      '{',
      `{"deep":${'[{"a":'.repeat(1_000)}1${'}]'.repeat(1_000)},`,
    );

    const answer = await callModel(underTest(), body);

    expect(answer.status).toBe(200);
    expect(underTest().bedrock.received[0]?.body.toString('utf8')).toContain(body.slice(1));
  });

  it('100,000 levels of JSON neither crash nor hang it', async () => {
    underTest().bedrock.play((_request, response) => sendJson(response, CONVERSE_ANSWER));
    const body = converseBody('Hello.').replace('{', `{"deep":${'['.repeat(100_000)}${']'.repeat(100_000)},`);

    const startedMs = performance.now();
    const answer = await callModel(underTest(), body);
    const elapsedMs = performance.now() - startedMs;
    const after = await callModel(underTest(), converseBody('Hello.'));

    expect([200, 400]).toContain(answer.status);
    expect(elapsedMs).toBeLessThan(PROMPTLY_MS);
    expect(after.status).toBe(200);
  });

  it.each([
    ['50,000 attributes', Array.from({ length: 50_000 }, (_, index) => [`a${index}`, 'v'])],
    ['a name of 100,000 characters', [['k'.repeat(100_000), 'v']]],
    ['a value of 500,000 characters', [['application', 'v'.repeat(500_000)]]],
  ])('%s in requestMetadata cost no time and no log', async (_name, entries) => {
    underTest().bedrock.play((_request, response) => sendJson(response, CONVERSE_ANSWER));

    const startedMs = performance.now();
    const answer = await callModel(
      underTest(),
      converseBody('Hello.', { requestMetadata: Object.fromEntries(entries) }),
    );
    const elapsedMs = performance.now() - startedMs;
    const { text } = await waitForRecordLine(underTest().stack, requestIdOf(answer));

    expect(answer.status).toBe(200);
    expect(elapsedMs).toBeLessThan(PROMPTLY_MS);
    expect(Buffer.byteLength(text)).toBeLessThan(2_500);
  });

  it.each([500, 10_000, 40_000])(
    '%i repetitions of guardrailConfig take no more than linear time',
    async (times) => {
      underTest().bedrock.play((_request, response) => sendJson(response, CONVERSE_ANSWER));
      const body = converseBody('Hello.').replace('{', `{${'"guardrailConfig":null,'.repeat(times)}`);

      const startedMs = performance.now();
      const answer = await callModel(underTest(), body);
      const elapsedMs = performance.now() - startedMs;

      expect(answer.status).toBe(200);
      expect(elapsedMs).toBeLessThan(PROMPTLY_MS);
    },
  );

  it.each([
    ['nothing', ''],
    ['no JSON', '{"messages":'],
    ['an array', '[]'],
    ['null', 'null'],
    ['text', '"messages"'],
    ['two values', '{}{}'],
  ])('%s as a body is refused with 400', async (_name, body) => {
    const answer = await callModel(underTest(), body);

    expect(answer.status).toBe(400);
    expect(errorOf(answer).type).toBe('ValidationException');
  });
});
