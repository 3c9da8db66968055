import { describe, expect, it } from 'vitest';
import {
  admits,
  CLOSED_CIRCUIT,
  FAILURE_THRESHOLD,
  FAILURE_WINDOW_MS,
  OPEN_MS,
  onAdmitted,
  onFailure,
  onSuccess,
} from '#core/resilience/circuit-breaker.ts';
import { callModel, converseBody, errorOf, requestIdOf } from '../support/converse-call.ts';
import { useScriptedStack } from '../support/local-stack.ts';
import { waitForRecordLine } from '../support/records.ts';
import { CONVERSE_ANSWER, type Script, sendError, sendJson } from '../support/scripted-bedrock.ts';

const FIRST = 'us.amazon.nova-pro-v1:0';
const SECOND = 'us.amazon.nova-lite-v1:0';
const ALIAS = 'assistant';

const underTest = useScriptedStack({
  ALLOWED_MODELS: JSON.stringify([FIRST, SECOND]),
  MODEL_ALIASES: JSON.stringify({ [ALIAS]: [FIRST, SECOND] }),
  MAX_ATTEMPTS: '4',
});

const UNAVAILABLE = {
  status: 503,
  type: 'ServiceUnavailableException',
  message: 'The service is unavailable.',
};

describe('F04: a model is unavailable', () => {
  it('falls back after at most 2 attempts, opens the circuit after 5 failures and then asks the other one at once', async () => {
    await underTest().stack.recycleFunctions();
    underTest().bedrock.play(onlyAvailable(SECOND));

    const calls: { readonly attempts: number; readonly toFirst: number; readonly status: number }[] = [];
    for (let call = 0; call < 6; call += 1) {
      const before = requestsTo(FIRST);
      const answer = await callModel(underTest(), converseBody('Hello.'), { model: ALIAS });
      const { record, fields } = await waitForRecordLine(underTest().stack, requestIdOf(answer));
      calls.push({ attempts: record.attempts, toFirst: requestsTo(FIRST) - before, status: answer.status });
      expect(record).toMatchObject({
        outcome: 'success',
        requestedModel: ALIAS,
        resolvedModel: 'amazon.nova-lite-v1:0',
        fallbackFrom: 'amazon.nova-pro-v1:0',
      });
      expect(fields.Fallbacks).toBe(1);
    }

    expect(calls.map(({ status }) => status)).toEqual(Array(6).fill(200));
    expect(Math.max(...calls.map(({ toFirst }) => toFirst))).toBeLessThanOrEqual(2);
    expect(calls.reduce((total, { toFirst }) => total + toFirst, 0)).toBe(FAILURE_THRESHOLD);
    expect(calls.at(-1)).toEqual({ attempts: 1, toFirst: 0, status: 200 });
  });

  it('has a whole Region down: each model gets at most 2 attempts and the caller Bedrock’s own error', async () => {
    await underTest().stack.recycleFunctions();
    underTest().bedrock.play((_request, response) => sendError(response, UNAVAILABLE));

    const answer = await callModel(underTest(), converseBody('Hello.'), { model: ALIAS });
    const { record, fields } = await waitForRecordLine(underTest().stack, requestIdOf(answer));

    expect(answer.status).toBe(503);
    expect(errorOf(answer)).toEqual({ type: UNAVAILABLE.type, message: UNAVAILABLE.message });
    expect(requestsTo(FIRST)).toBeLessThanOrEqual(2);
    expect(requestsTo(SECOND)).toBeLessThanOrEqual(2);
    expect(record).toMatchObject({
      outcome: 'server_error',
      attempts: underTest().bedrock.received.length,
      usage: { status: 'unknown', reason: 'no_response' },
    });
    expect(fields.ServerErrors).toBe(1);
  });

  it('does not ask a model with an open circuit that has no other: it answers at once and says so', async () => {
    await underTest().stack.recycleFunctions();
    underTest().bedrock.play((_request, response) => sendError(response, UNAVAILABLE));
    for (let failures = 0; failures < FAILURE_THRESHOLD; failures = requestsTo(FIRST))
      await callModel(underTest(), converseBody('Hello.'), { model: FIRST });

    const answer = await callModel(underTest(), converseBody('Hello.'), { model: FIRST });
    const { record } = await waitForRecordLine(underTest().stack, requestIdOf(answer));

    expect(requestsTo(FIRST)).toBe(FAILURE_THRESHOLD);
    expect(answer.status).toBe(503);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    expect(errorOf(answer).type).toBe('ServiceUnavailableException');
    expect(record).toMatchObject({ outcome: 'server_error', attempts: 0 });
  });

  it('does not open a circuit for what the caller did wrong', async () => {
    await underTest().stack.recycleFunctions();
    underTest().bedrock.play((_request, response) =>
      sendError(response, { status: 400, type: 'ValidationException', message: 'Wrong.' }),
    );

    for (let call = 1; call <= FAILURE_THRESHOLD + 2; call += 1)
      await callModel(underTest(), converseBody('Hello.'), { model: FIRST });

    expect(requestsTo(FIRST)).toBe(FAILURE_THRESHOLD + 2);
  });
});

describe('F04: an open circuit', () => {
  const open = failTimes(FAILURE_THRESHOLD, 0);

  it('needs 5 failures within 30 seconds', () => {
    const slow = failTimes(FAILURE_THRESHOLD, FAILURE_WINDOW_MS / 4);

    expect([FAILURE_THRESHOLD, FAILURE_WINDOW_MS, OPEN_MS]).toEqual([5, 30_000, 30_000]);
    expect(admits(failTimes(FAILURE_THRESHOLD - 1, 0), 0)).toBe(true);
    expect(admits(open, 0)).toBe(false);
    expect(admits(slow, FAILURE_WINDOW_MS)).toBe(true);
  });

  it('lets one probe through after 30 seconds, and closes or opens with it', () => {
    const probing = onAdmitted(open);

    expect(admits(open, OPEN_MS - 1)).toBe(false);
    expect(admits(open, OPEN_MS)).toBe(true);
    expect(admits(probing, OPEN_MS)).toBe(false);
    expect(admits(onSuccess(probing), OPEN_MS)).toBe(true);
    expect(admits(onFailure(probing, OPEN_MS), OPEN_MS + 1)).toBe(false);
    expect(admits(onFailure(probing, OPEN_MS), 2 * OPEN_MS)).toBe(true);
  });
});

function failTimes(times: number, apartMs: number) {
  return Array.from({ length: times }, (_, index) => index * apartMs).reduce(onFailure, CLOSED_CIRCUIT);
}

function onlyAvailable(model: string): Script {
  return ({ path }, response) =>
    path.includes(encodeURIComponent(model))
      ? sendJson(response, CONVERSE_ANSWER)
      : sendError(response, UNAVAILABLE);
}

function requestsTo(model: string): number {
  return underTest().bedrock.received.filter(({ path }) => path.includes(encodeURIComponent(model))).length;
}
