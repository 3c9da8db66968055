import { describe, expect, it } from 'vitest';
import { decodeFrame, encodeException } from '#adapters/event-stream.ts';
import { converseFrames, toFrame } from '../../support/scripted-bedrock.ts';
import { connectionReset, createFakeGateway, stream } from './fake-gateway.ts';

const STREAM_ROUTE = '/model/{modelId}/converse-stream';
const types = (body: Buffer): readonly (string | undefined)[] => {
  const found: (string | undefined)[] = [];
  for (let rest = body; rest.length > 0; rest = rest.subarray(rest.readUInt32BE(0)))
    found.push(decodeFrame(rest.subarray(0, rest.readUInt32BE(0)))?.type);
  return found;
};

describe('a streamed answer', () => {
  const frames = converseFrames('Hello there, caller, this is one word after another. ');

  it('goes back byte for byte and is recorded with its usage', async () => {
    const gateway = createFakeGateway({}, [stream(frames)]);

    const { body, headers, record } = await gateway.call({ route: STREAM_ROUTE });

    expect(body.equals(Buffer.concat(frames))).toBe(true);
    expect(headers['content-type']).toBe('application/vnd.amazon.eventstream');
    expect(record).toMatchObject({
      operation: 'ConverseStream',
      stream: true,
      outcome: 'success',
      stopReason: 'end_turn',
      emptyResponse: false,
      timeToFirstTokenMs: 0,
      usage: { status: 'known', inputTokens: 7, outputTokens: 3 },
    });
  });

  it.each([1, 3, 7, 1_000])('is put together from chunks of %i bytes', async (size) => {
    const bytes = Buffer.concat(frames);
    const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
      bytes.subarray(index * size, (index + 1) * size),
    );
    const gateway = createFakeGateway({}, [stream(chunks)]);

    const { body, record } = await gateway.call({ route: STREAM_ROUTE });

    expect(body.equals(bytes)).toBe(true);
    expect(record).toMatchObject({ outcome: 'success', usage: { status: 'known', inputTokens: 7 } });
  });

  it.each([0.1, 0.5, 0.9])('cut at %d ends with an exception and is recorded as aborted', async (share) => {
    const bytes = Buffer.concat(frames);
    const kept = bytes.subarray(0, Math.floor(bytes.length * share));
    const gateway = createFakeGateway({}, [stream([kept], connectionReset())]);

    const { status, body, record } = await gateway.call({ route: STREAM_ROUTE });

    expect(status).toBe(200);
    expect(types(body).at(-1)).toBe('modelStreamErrorException');
    expect(types(body).filter((type) => type === 'modelStreamErrorException')).toHaveLength(1);
    expect(record).toMatchObject({ outcome: 'aborted', usage: { status: 'unknown', reason: 'interrupted' } });
  });

  it('that ends silently halfway is recorded as aborted too', async () => {
    const gateway = createFakeGateway({}, [stream(frames.slice(0, 3))]);

    const { body, record } = await gateway.call({ route: STREAM_ROUTE });

    expect(types(body).at(-1)).toBe('modelStreamErrorException');
    expect(record?.outcome).toBe('aborted');
  });

  it.each([
    ['throttlingException', 'throttled'],
    ['modelStreamErrorException', 'server_error'],
    ['validationException', 'client_error'],
  ])('with %s inside is relayed and recorded as %s', async (type, outcome) => {
    const exception = encodeException(type, 'slow down');
    const sent = [...frames.slice(0, 3), exception];
    const gateway = createFakeGateway({}, [stream(sent, connectionReset())]);

    const { body, record } = await gateway.call({ route: STREAM_ROUTE });

    expect(body.equals(Buffer.concat(sent))).toBe(true);
    expect(gateway.requests).toHaveLength(1);
    expect(record).toMatchObject({ outcome, status: 200, errorType: type[0]?.toUpperCase() + type.slice(1) });
  });

  it('of InvokeModel is read chunk by chunk', async () => {
    const chunk = (value: unknown) =>
      toFrame('chunk', { bytes: Buffer.from(JSON.stringify(value)).toString('base64') });
    const sent = [
      chunk({ outputText: 'Hi', completionReason: null }),
      chunk({
        outputText: '',
        completionReason: 'FINISH',
        'amazon-bedrock-invocationMetrics': { inputTokenCount: 7, outputTokenCount: 3 },
      }),
    ];
    const gateway = createFakeGateway({}, [stream(sent)]);

    const { body, record } = await gateway.call({ route: '/model/{modelId}/invoke-with-response-stream' });

    expect(body.equals(Buffer.concat(sent))).toBe(true);
    expect(record).toMatchObject({
      operation: 'InvokeModelWithResponseStream',
      outcome: 'success',
      stopReason: 'FINISH',
      usage: { status: 'known', inputTokens: 7, outputTokens: 3 },
    });
  });
});
