import { describe, expect, it } from 'vitest';
import { defaultPriceBook } from '#core/cost/default-price-book.ts';
import { InvocationRecord } from '#core/invocation/record.ts';
import { placeBodies } from '#core/invocation-log/body.ts';
import { type LoggedBody, toRecord } from '#core/invocation-log/to-record.ts';
import { asDocument, converseEvents, logEvent } from './sample-events.ts';

type Json = Readonly<Record<string, unknown>>;

const MISSING: LoggedBody = { status: 'missing' };

function convert(changes: Json = {}) {
  const document = asDocument(logEvent(changes));
  const { input, output } = placeBodies(document);
  const bodyOf = (place: typeof input): LoggedBody =>
    place.kind === 'inline' ? { status: 'read', value: place.value } : MISSING;
  return toRecord(
    { document, input: bodyOf(input), output: bodyOf(output) },
    { stage: 'dev', prices: defaultPriceBook },
  );
}

function recordOf(changes: Json = {}): InvocationRecord {
  const converted = convert(changes);
  if (converted.status !== 'recorded') throw new Error(converted.reason);
  return InvocationRecord.parse(converted.record);
}

const answered = (outputBodyJson: unknown, beside: Json = {}): Json => ({
  output: { outputBodyJson, ...beside },
});

describe('the record of a logged call', () => {
  it('says who called which model, how it ended and what it used', () => {
    expect(recordOf()).toMatchObject({
      source: 'invocation_log',
      requestId: 'ff4b6c63-5561-4431-93b8-06a817275900',
      tenant: 'shopapi',
      operation: 'Converse',
      requestedModel: 'us.amazon.nova-lite-v1:0',
      resolvedModel: 'amazon.nova-lite-v1:0',
      region: 'us-east-1',
      startedAt: '2026-11-21T10:00:00.000Z',
      status: 200,
      outcome: 'success',
      stopReason: 'end_turn',
      latencyMs: 302,
      usage: { status: 'known', inputTokens: 12, outputTokens: 5 },
    });
  });

  it('holds no text of question or answer', () => {
    expect(JSON.stringify(recordOf())).not.toContain('SECRET');
  });

  it('takes labels from the request’s metadata, wherever that stands', () => {
    const requestMetadata = { application: 'shop', promptId: 'greeting', promptVersion: '3' };
    const input = { inputBodyJson: { messages: [], requestMetadata } };

    for (const changes of [{ requestMetadata }, { input }])
      expect(recordOf(changes)).toMatchObject({
        application: 'shop',
        prompt: { id: 'greeting', version: '3' },
      });
  });

  it.each([
    ['an ARN of a role', 'arn:aws:iam::123456789012:role/service/Batch_Job', 'batch--5fjob'],
    ['an ARN of a user', 'arn:aws:iam::123456789012:user/anna', 'anna'],
    ['nothing that has a name', 'arn:aws:sts::123456789012:federated-user/x', 'unknown'],
    ['no identity', undefined, 'unknown'],
  ])('names the caller by %s', (_what, arn, tenant) => {
    expect(recordOf({ identity: { arn } }).tenant).toBe(tenant);
  });

  it('is the same of a stream put together and of one in events, wrapped or bare', () => {
    const bare = converseEvents.map((event) => Object.values(event)[0]);
    const records = [converseEvents, bare].map((body) =>
      recordOf({ operation: 'ConverseStream', ...answered(body) }),
    );

    expect(records[0]).toMatchObject({
      stream: true,
      stopReason: 'tool_use',
      toolCalls: 1,
      latencyMs: 900,
      outcome: 'success',
      usage: { status: 'known', inputTokens: 30, outputTokens: 7 },
    });
    expect(records[1]).toEqual(records[0]);
  });

  it('tells a stream that broke off', () => {
    const record = recordOf({
      operation: 'ConverseStream',
      ...answered(converseEvents.slice(0, 3)),
      input: {},
    });

    expect(record).toMatchObject({ outcome: 'aborted', usage: { status: 'unknown', reason: 'interrupted' } });
  });

  it.each<[string, string, Json | readonly Json[], Json, Json]>([
    [
      'Claude',
      'InvokeModel',
      {
        content: [{ type: 'tool_use', name: 'x' }],
        stop_reason: 'tool_use',
        usage: { input_tokens: 9, output_tokens: 4, cache_read_input_tokens: 100 },
      },
      {},
      {
        stopReason: 'tool_use',
        toolCalls: 1,
        usage: { inputTokens: 9, outputTokens: 4, cacheReadInputTokens: 100 },
      },
    ],
    [
      'Claude, streaming',
      'InvokeModelWithResponseStream',
      [
        { type: 'message_start', message: { usage: { input_tokens: 9, output_tokens: 1 } } },
        { type: 'content_block_delta', delta: { type: 'text_delta', text: 'Hi' } },
        { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 4 } },
        {
          type: 'message_stop',
          'amazon-bedrock-invocationMetrics': {
            inputTokenCount: 9,
            outputTokenCount: 4,
            invocationLatency: 800,
            firstByteLatency: 120,
          },
        },
      ],
      {},
      {
        stopReason: 'end_turn',
        latencyMs: 800,
        timeToFirstTokenMs: 120,
        usage: { inputTokens: 9, outputTokens: 4 },
      },
    ],
    [
      'Nova',
      'InvokeModel',
      {
        output: { message: { content: [{ text: 'Hi' }] } },
        stopReason: 'end_turn',
        usage: { inputTokens: 3, outputTokens: 2 },
      },
      {},
      { usage: { inputTokens: 3, outputTokens: 2 } },
    ],
    [
      'Titan',
      'InvokeModel',
      { inputTextTokenCount: 5, results: [{ tokenCount: 8, outputText: 'Hi', completionReason: 'FINISH' }] },
      {},
      { stopReason: 'FINISH', usage: { inputTokens: 5, outputTokens: 8 } },
    ],
    [
      'Llama',
      'InvokeModel',
      { generation: 'Hi', prompt_token_count: 4, generation_token_count: 6, stop_reason: 'stop' },
      {},
      { stopReason: 'stop', usage: { inputTokens: 4, outputTokens: 6 } },
    ],
    [
      'Mistral, which tells no tokens',
      'InvokeModel',
      { outputs: [{ text: 'Hi', stop_reason: 'stop' }] },
      { outputTokenCount: 5 },
      { stopReason: 'stop', usage: { inputTokens: 12, outputTokens: 5 } },
    ],
    [
      'Cohere',
      'InvokeModel',
      {
        text: 'Hi',
        finish_reason: 'COMPLETE',
        meta: { billed_units: { input_tokens: 7, output_tokens: 1 } },
      },
      {},
      { stopReason: 'COMPLETE', usage: { inputTokens: 7, outputTokens: 1 } },
    ],
    [
      'an embedding model',
      'InvokeModel',
      { embedding: [0.1, 0.2], inputTextTokenCount: 6 },
      {},
      { emptyResponse: false, usage: { inputTokens: 6, outputTokens: 0 } },
    ],
  ])('reads the body of %s', (_name, operation, body, beside, expected) => {
    const input = { inputBodyJson: { prompt: 'x' }, inputTokenCount: 12 };

    expect(recordOf({ operation, input, ...answered(body, beside) })).toMatchObject({
      outcome: 'success',
      ...expected,
    });
  });

  it('has tokens from the counts and says so, when a body is not there', () => {
    const input = { inputTokenCount: 40, cacheReadInputTokenCount: 8, inputBodyS3Path: 's3://bucket/gone' };

    expect(recordOf({ input, output: { outputTokenCount: 9 } })).toMatchObject({
      withoutBody: true,
      emptyResponse: false,
      outcome: 'success',
      usage: { status: 'known', inputTokens: 40, outputTokens: 9, cacheReadInputTokens: 8 },
    });
  });

  it('does not miss the vectors of an embedding, which logging leaves out by default', () => {
    const modelId = 'amazon.titan-embed-text-v2:0';

    expect(recordOf({ operation: 'InvokeModel', modelId, output: {} }).withoutBody).toBe(false);
  });

  it('never makes a zero of what is not told', () => {
    const record = recordOf({
      operation: 'InvokeModel',
      input: { inputBodyJson: {} },
      ...answered({ odd: true }),
    });

    expect(record.usage).toEqual({ status: 'unknown', reason: 'absent' });
    expect(record.latencyMs).toBeUndefined();
    expect(record.emptyResponse).toBe(false);
  });

  it.each([
    [
      { errorCode: 'ThrottlingException' },
      { status: 429, outcome: 'throttled', errorType: 'ThrottlingException' },
    ],
    [
      { errorCode: 'ValidationException', status: '400' },
      { status: 400, outcome: 'client_error' },
    ],
    [
      { errorCode: 'BrandNewException', status: 503 },
      { status: 503, outcome: 'server_error', errorType: 'BrandNewException' },
    ],
    [{ status: 429 }, { status: 429, outcome: 'throttled' }],
  ])('tells of a failure %j', (changes, expected) => {
    const record = recordOf({ ...changes, output: {} });

    expect(record).toMatchObject({ ...expected, withoutBody: false });
  });

  it.each(['ThrottlingException', 'ValidationException', 'InternalServerException'])(
    'prices nothing of a call that %s left without an answer, whatever the log counts of its prompt',
    (errorCode) => {
      const record = recordOf({ errorCode, input: { inputBodyJson: {}, inputTokenCount: 500 }, output: {} });

      expect(record.usage).toEqual({ status: 'unknown', reason: 'no_response' });
      expect(record).not.toHaveProperty('costUsd');
      expect(record).not.toHaveProperty('unpriced');
    },
  );

  it('prices nothing of a refusal whose body tells the usage of the prompt alone', () => {
    const record = recordOf({
      errorCode: 'ThrottlingException',
      ...answered({ usage: { inputTokens: 500, outputTokens: 0, totalTokens: 500 } }),
    });

    expect(record.usage).toEqual({ status: 'unknown', reason: 'no_response' });
    expect(record).not.toHaveProperty('costUsd');
  });

  it('prices what was answered before a call failed', () => {
    const record = recordOf({
      operation: 'ConverseStream',
      errorCode: 'ModelStreamErrorException',
      input: { inputBodyJson: {}, inputTokenCount: 500 },
      output: { outputBodyJson: [{ delta: { text: 'Half an ans' } }], outputTokenCount: 4 },
    });

    expect(record.usage).toMatchObject({ status: 'known', inputTokens: 500, outputTokens: 4 });
    expect(record.costUsd).toBeGreaterThan(0);
  });

  it('does not know what an answer that began and failed came to', () => {
    const record = recordOf({
      operation: 'ConverseStream',
      errorCode: 'ModelStreamErrorException',
      input: { inputBodyJson: {} },
      output: { outputBodyJson: [{ contentBlockDelta: { delta: { text: 'Half an ans' } } }] },
    });

    expect(record.usage).toEqual({ status: 'unknown', reason: 'interrupted' });
    expect(record.unpriced).toBeDefined();
  });

  it.each([
    ['unknown_error', { errorCode: 'BrandNewException', output: {} }],
    ['unknown_operation', { operation: 'InvokeModelWithBidirectionalStream' }],
    ['unknown_operation', { operation: 'ApplyGuardrail' }],
    ['unknown_model_id', { modelId: 'no model at all' }],
  ])('is not made up: %s', (reason, changes) => {
    expect(convert(changes)).toEqual({ status: 'quarantined', reason });
  });

  it('counts what a guardrail found, without what it matched', () => {
    const found = { type: 'EMAIL', match: 'anna@example.com', action: 'ANONYMIZED' };
    const trace = {
      guardrail: { inputAssessment: { gr: { sensitiveInformationPolicy: { piiEntities: [found] } } } },
    };
    const input = {
      inputBodyJson: { messages: [], guardrailConfig: { guardrailIdentifier: 'gr', guardrailVersion: '2' } },
    };

    const record = recordOf({ input, ...answered({ stopReason: 'guardrail_intervened', trace }) });

    expect(record).toMatchObject({
      outcome: 'guardrail_intervened',
      guardrail: {
        identifier: 'gr',
        version: '2',
        origin: 'caller',
        counts: [{ type: 'EMAIL', side: 'input', count: 1 }],
      },
    });
    expect(JSON.stringify(record)).not.toContain('anna@');
  });
});
