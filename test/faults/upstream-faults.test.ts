import { describe, expect, it } from 'vitest';
import { callModel, converseBody, errorOf, MODEL, requestIdOf } from '../support/converse-call.ts';
import { useLocalStack } from '../support/local-stack.ts';
import { waitForRecord, waitForRecordLine } from '../support/records.ts';

const TIMEOUT_MS = 1_000;
const RETIRED_MODEL = 'amazon.retired-text-v1:0';

const underTest = useLocalStack({
  CALL_TIMEOUT_MS: String(TIMEOUT_MS),
  ALLOWED_MODELS: JSON.stringify([MODEL, RETIRED_MODEL]),
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
