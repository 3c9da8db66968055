import {
  BedrockRuntimeClient,
  ConverseStreamCommand,
  ModelStreamErrorException,
} from '@aws-sdk/client-bedrock-runtime';
import { describe, expect, it } from 'vitest';
import { callModel, converseBody, MODEL, requestIdOf } from '../support/converse-call.ts';
import { useScriptedStack } from '../support/local-stack.ts';
import { waitForRecord, waitForRecordLine, waitForRecords } from '../support/records.ts';
import { beginStream, converseFrames, type ReceivedRequest, sendJson } from '../support/scripted-bedrock.ts';

const TIMEOUT_MS = 1_000;
const underTest = useScriptedStack({ CALL_TIMEOUT_MS: String(TIMEOUT_MS) });

const STREAM = Buffer.concat(converseFrames('word '.repeat(60)));

describe('F03: a stream that is cut', () => {
  it.each([10, 50, 90])(
    'at %i percent reaches the caller as broken and is recorded as aborted',
    async (percent) => {
      const cutAt = Math.floor((STREAM.byteLength * percent) / 100);
      underTest().bedrock.play((_request, response) => {
        beginStream(response);
        response.write(STREAM.subarray(0, cutAt), () => setImmediate(() => response.destroy()));
      });

      const answer = await callModel(underTest(), converseBody('Tell.'), { operation: 'converse-stream' });
      const { record, fields } = await waitForRecordLine(underTest().stack, requestIdOf(answer));

      const whole = wholeFrames(STREAM.subarray(0, cutAt));
      expect(answer.body.subarray(0, whole.byteLength).equals(whole)).toBe(true);
      expect(answer.body.byteLength).toBeLessThan(STREAM.byteLength + 1_000);
      expect(record).toMatchObject({
        outcome: 'aborted',
        attempts: 1,
        usage: { status: 'unknown', reason: 'interrupted' },
      });
      expect(fields).toMatchObject({ Aborts: 1, UsageMissing: 1 });
      expect(fields).not.toHaveProperty('OutputTokenCount');
      expect(underTest().bedrock.received).toHaveLength(1);
    },
  );

  it.each([10, 50, 90])('at %i percent makes an SDK client throw', async (percent) => {
    const cutAt = Math.floor((STREAM.byteLength * percent) / 100);
    underTest().bedrock.play((_request, response) => {
      beginStream(response);
      response.write(STREAM.subarray(0, cutAt), () => setImmediate(() => response.destroy()));
    });

    await expect(readWithSdk()).rejects.toBeInstanceOf(ModelStreamErrorException);
  });

  it('is told even when it ends politely between two events', async () => {
    const frames = converseFrames('word '.repeat(10));
    underTest().bedrock.play((_request, response) => {
      beginStream(response);
      response.end(Buffer.concat(frames.slice(0, 5)));
    });

    await expect(readWithSdk('polite')).rejects.toBeInstanceOf(ModelStreamErrorException);
    const [line] = await waitForRecords(underTest().stack, 1, ({ feature }) => feature === 'polite');
    expect(line?.record).toMatchObject({ outcome: 'aborted', usage: { status: 'unknown' } });
  });
});

describe('F02: a stream that stalls', () => {
  it('ends at the deadline and leaves Bedrock', async () => {
    underTest().bedrock.play((_request, response) => {
      beginStream(response);
      response.write(STREAM.subarray(0, STREAM.byteLength / 2));
    });

    const startedMs = performance.now();
    const answer = await callModel(underTest(), converseBody('Tell.'), { operation: 'converse-stream' });
    const elapsedMs = performance.now() - startedMs;
    const record = await waitForRecord(underTest().stack, requestIdOf(answer));

    expect(elapsedMs).toBeLessThanOrEqual(TIMEOUT_MS + 500);
    expect(record).toMatchObject({ outcome: 'timeout', usage: { status: 'unknown' } });
    await expect(only(underTest().bedrock.received).wasHungUp).resolves.toBe(true);
  });
});

describe('a caller who hangs up', () => {
  it('in the middle of a stream ends the call to Bedrock and is recorded as aborted', async () => {
    underTest().bedrock.play((_request, response) => {
      beginStream(response);
      response.write(STREAM.subarray(0, STREAM.byteLength / 2));
    });

    const answer = await callModel(underTest(), converseBody('Tell.'), {
      operation: 'converse-stream',
      onChunk: (_chunk, hangUp) => hangUp(),
    });
    const { record, fields } = await waitForRecordLine(underTest().stack, requestIdOf(answer));

    await expect(only(underTest().bedrock.received).wasHungUp).resolves.toBe(true);
    expect(record).toMatchObject({ outcome: 'aborted', usage: { status: 'unknown', reason: 'interrupted' } });
    expect(record.latencyMs).toBeLessThan(TIMEOUT_MS);
    expect(fields.Aborts).toBe(1);
  });

  it('leaves the gateway fit for the next call', async () => {
    underTest().bedrock.play((_request, response) =>
      sendJson(response, { output: {}, stopReason: 'end_turn' }),
    );

    const answer = await callModel(underTest(), converseBody('Hello.'));

    expect(answer.status).toBe(200);
  });
});

async function readWithSdk(feature = 'sdk'): Promise<number> {
  const client = new BedrockRuntimeClient({
    region: 'us-east-1',
    endpoint: underTest().baseUrl,
    token: { token: underTest().key },
    authSchemePreference: ['httpBearerAuth'],
    maxAttempts: 1,
  });
  try {
    const { stream } = await client.send(
      new ConverseStreamCommand({
        modelId: MODEL,
        messages: [{ role: 'user', content: [{ text: 'Tell.' }] }],
        requestMetadata: { feature },
      }),
    );
    let events = 0;
    for await (const _event of stream ?? []) events += 1;
    return events;
  } finally {
    client.destroy();
  }
}

/** The frames of `bytes` that are complete. */
function wholeFrames(bytes: Buffer): Buffer {
  let end = 0;
  while (end + 4 <= bytes.byteLength && end + bytes.readUInt32BE(end) <= bytes.byteLength)
    end += bytes.readUInt32BE(end);
  return bytes.subarray(0, end);
}

function only(received: readonly ReceivedRequest[]): ReceivedRequest {
  const [request, ...others] = received;
  if (!request || others.length > 0) throw new Error(`One request was expected, ${received.length} came.`);
  return request;
}
