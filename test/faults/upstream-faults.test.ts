import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { callModel, converseBody, errorOf, MODEL, requestIdOf } from '../support/converse-call.ts';
import { useLocalStack } from '../support/local-stack.ts';
import { recordLines, waitForRecord, waitForRecordLine, waitForRecords } from '../support/records.ts';

const TIMEOUT_MS = 1_000;
const MAX_ATTEMPTS = 4;
const RETIRED_MODEL = 'amazon.retired-text-v1:0';

const underTest = useLocalStack({
  CALL_TIMEOUT_MS: String(TIMEOUT_MS),
  MAX_ATTEMPTS: String(MAX_ATTEMPTS),
  ALLOWED_MODELS: JSON.stringify([MODEL, RETIRED_MODEL]),
});

describe('F01: Bedrock throttles 30 % of all attempts', () => {
  const CALLS = 1_000;
  const CALLERS = 32;

  it('answers at least 99 % of 1,000 calls within 4 attempts and records each once', async () => {
    const throttles = Array.from({ length: CALLS }, (_, call) => throttlesOf(call));
    const answers = await inParallel(CALLS, CALLERS, async (call) => {
      const body = converseBody(`Call ${call}. [[fault:throttle=${throttles[call]}]] [[tokens:5]]`);
      return callModel(underTest(), body, { headers: { 'x-waymark-feature': 'storm' } });
    });
    const lines = await waitForRecords(underTest().stack, CALLS, ({ feature }) => feature === 'storm');

    const expected = throttles.map((count) => (count < MAX_ATTEMPTS ? 200 : 429));
    expect(answers.map(({ status }) => status)).toEqual(expected);
    expect(expected.filter((status) => status === 200).length).toBeGreaterThanOrEqual(0.99 * CALLS);
    expect(new Set(lines.map(({ record }) => record.gatewayRequestId)).size).toBe(CALLS);
    expect(sum(lines.map(({ record }) => record.attempts))).toBe(
      sum(throttles.map((count) => Math.min(count + 1, MAX_ATTEMPTS))),
    );
    expect(sum(lines.map(({ fields }) => Number(fields.Retries ?? 0)))).toBe(
      sum(throttles.map((count) => Math.min(count, MAX_ATTEMPTS - 1))),
    );
    expect(recordLines(underTest().stack).filter(({ record }) => record.feature === 'storm')).toHaveLength(
      CALLS,
    );
  });

  it('tells the caller of a call that stays throttled when to come back', async () => {
    const answer = await callModel(underTest(), converseBody('Never. [[fault:throttle=99]]'));
    const record = await waitForRecord(underTest().stack, requestIdOf(answer));

    expect(answer.status).toBe(429);
    expect(errorOf(answer).type).toBe('ThrottlingException');
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    expect(record).toMatchObject({
      outcome: 'throttled',
      attempts: MAX_ATTEMPTS,
      usage: { reason: 'no_response' },
    });
  });
});

describe('F02: Bedrock hangs', () => {
  it.each(['converse', 'converse-stream', 'invoke'] as const)(
    'gives up a %s call at the deadline',
    async (operation) => {
      const startedMs = performance.now();
      const answer = await callModel(underTest(), converseBody('[[fault:hang]]'), { operation });
      const elapsedMs = performance.now() - startedMs;
      const line = await waitForRecordLine(underTest().stack, requestIdOf(answer));

      expect(answer.status).toBe(408);
      expect(errorOf(answer).type).toBe('ModelTimeoutException');
      expect(elapsedMs).toBeGreaterThanOrEqual(TIMEOUT_MS - 50);
      expect(elapsedMs).toBeLessThanOrEqual(TIMEOUT_MS + 500);
      expect(line.record).toMatchObject({ outcome: 'timeout', usage: { status: 'unknown' } });
      expect(line.fields.Timeouts).toBe(1);
    },
  );
});

describe('F05: Bedrock refuses for good', () => {
  it('does not try a model that is gone again', async () => {
    const answer = await callModel(underTest(), converseBody('Hello.'), { model: RETIRED_MODEL });
    const record = await waitForRecord(underTest().stack, requestIdOf(answer));

    expect(answer.status).toBe(400);
    expect(errorOf(answer)).toEqual({
      type: 'ValidationException',
      message: 'The provided model identifier is invalid.',
    });
    expect(record).toMatchObject({ attempts: 1, outcome: 'client_error', errorType: 'ValidationException' });
  });

  it.each([400, 403, 404])('makes one attempt at status %i', async (status) => {
    const answer = await callModel(underTest(), converseBody(`No. [[fault:status=${status}]]`));
    const record = await waitForRecord(underTest().stack, requestIdOf(answer));

    expect(answer.status).toBe(status);
    expect(record).toMatchObject({ attempts: 1, outcome: 'client_error' });
  });
});

describe('F06: an answer without usage', () => {
  it.each(['converse', 'converse-stream'] as const)(
    '%s is unknown, counted, and fine for the caller',
    async (operation) => {
      const answer = await callModel(underTest(), converseBody('Hello. [[fault:no-usage]]'), { operation });
      const { record, fields } = await waitForRecordLine(underTest().stack, requestIdOf(answer));

      expect(answer.status).toBe(200);
      expect(answer.isComplete).toBe(true);
      expect(record).toMatchObject({ outcome: 'success', usage: { status: 'unknown', reason: 'absent' } });
      expect(fields.UsageMissing).toBe(1);
      expect(fields).not.toHaveProperty('InputTokenCount');
      expect(fields).not.toHaveProperty('OutputTokenCount');
    },
  );
});

describe('F07: a model nobody knows', () => {
  it('is recorded by the name it was asked for, without any number that is none', async () => {
    const answer = await callModel(underTest(), converseBody('Hello.'), { model: RETIRED_MODEL });
    const { record, text } = await waitForRecordLine(underTest().stack, requestIdOf(answer));

    expect(record).toMatchObject({
      requestedModel: RETIRED_MODEL,
      resolvedModel: RETIRED_MODEL,
      status: 400,
    });
    expect(text).not.toMatch(/NaN|Infinity|:null/);
  });

  it('does not become a metric dimension when the gateway refuses it', async () => {
    const answer = await callModel(underTest(), converseBody('Hello.'), {
      model: 'amazon.never-listed-v9:0',
    });
    const { record, fields } = await waitForRecordLine(underTest().stack, requestIdOf(answer));

    expect(answer.status).toBe(403);
    expect(record).toMatchObject({
      requestedModel: 'amazon.never-listed-v9:0',
      resolvedModel: 'none',
      attempts: 0,
    });
    expect(fields).toMatchObject({ Model: 'none', ClientErrors: 1 });
  });
});

/**
 * How many attempts in a row of a call are throttled, each with a chance of 30 %; the same in every run.
 * 0.3 ** 4 = 0.8 % of calls use up four attempts on average; with this seed it is 7 of 1,000.
 */
function throttlesOf(call: number): number {
  const isThrottled = (attempt: number): boolean =>
    createHash('sha256').update(`gust ${call} ${attempt}`).digest().readUInt32BE(0) / 2 ** 32 < 0.3;
  let count = 0;
  while (isThrottled(count)) count += 1;
  return count;
}

async function inParallel<Result>(
  count: number,
  workers: number,
  run: (index: number) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < count; index = next++) results[index] = await run(index);
  };
  await Promise.all(Array.from({ length: workers }, work));
  return results;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
