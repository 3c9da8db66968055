import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { callModel, converseBody, errorOf, requestIdOf } from '../support/converse-call.ts';
import { useLocalStack } from '../support/local-stack.ts';
import { recordLines, waitForRecord, waitForRecords } from '../support/records.ts';

/** Of the default settings. */
const MAX_ATTEMPTS = 4;
const underTest = useLocalStack();

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
