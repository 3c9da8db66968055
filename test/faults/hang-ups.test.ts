import { ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime';
import { describe, expect, it } from 'vitest';
import { type ClientFactory, defaultClient, httpOneClient } from '../clients/bedrock-client.ts';
import { openAiClient } from '../clients/openai-client.ts';
import { callModel, converseBody, MODEL } from '../support/converse-call.ts';
import { useLocalStack } from '../support/local-stack.ts';
import { waitForRecords } from '../support/records.ts';

const TIMEOUT_MS = 20_000;
const underTest = useLocalStack({ CALL_TIMEOUT_MS: String(TIMEOUT_MS) });

describe('a caller who hangs up', () => {
  it('in a stream that Bedrock holds back ends the call to Bedrock', async () => {
    const { aborted } = underTest().stack.bedrock.counters();

    await callModel(underTest(), converseBody('Tell. [[tokens:40]] [[fault:stall=50]]'), {
      operation: 'converse-stream',
      headers: { 'x-waymark-feature': 'raw-stream' },
      onChunk: (_chunk, hangUp) => hangUp(),
    });

    await expectAborted('raw-stream', aborted + 1);
  });

  it.each([
    ['http-1', httpOneClient],
    ['http-2', defaultClient],
  ] as const satisfies readonly (readonly [string, ClientFactory])[])(
    'with the SDK over %s does the same',
    async (feature, factory) => {
      const { aborted } = underTest().stack.bedrock.counters();
      const client = factory({ ...underTest(), model: MODEL });
      const abort = new AbortController();
      const { stream } = await client.send(
        new ConverseStreamCommand({
          modelId: MODEL,
          messages: [
            { role: 'user', content: [{ text: `Tell ${feature}. [[tokens:40]] [[fault:stall=50]]` }] },
          ],
          requestMetadata: { feature },
        }),
        { abortSignal: abort.signal },
      );

      const reading = (async () => {
        for await (const event of stream ?? []) if (event.contentBlockDelta) abort.abort();
      })();

      await Promise.allSettled([reading, expectAborted(feature, aborted + 1)]).then(rethrowSecond);
      client.destroy();
    },
  );

  it('with the openai package, in a chat that is streamed, does the same', async () => {
    const { aborted } = underTest().stack.bedrock.counters();
    const stream = await openAiClient({ ...underTest(), model: MODEL }).chat.completions.create({
      model: MODEL,
      messages: [{ role: 'user', content: 'Tell a chat. [[tokens:40]] [[fault:stall=50]]' }],
      metadata: { feature: 'chat' },
      stream: true,
    });

    for await (const _chunk of stream) stream.controller.abort();

    await expectAborted('chat', aborted + 1);
  });

  it('before Bedrock has said anything does the same', async () => {
    const { aborted, requests } = underTest().stack.bedrock.counters();
    const abort = new AbortController();
    const { baseUrl, authorization } = underTest();

    const sent = fetch(`${baseUrl}/model/${encodeURIComponent(MODEL)}/converse`, {
      method: 'POST',
      headers: { ...authorization, 'content-type': 'application/json', 'x-waymark-feature': 'early' },
      body: converseBody('[[fault:hang]]'),
      signal: abort.signal,
    });
    await underTest().stack.bedrock.waitForCounters((counters) => counters.requests > requests);
    abort.abort();

    await expect(sent).rejects.toThrow(/abort/i);
    await expectAborted('early', aborted + 1, 499);
  });
});

/** Bedrock saw the call end early, and it was recorded as what it was, long before its deadline. */
async function expectAborted(feature: string, count: number, status = 200): Promise<void> {
  await underTest().stack.bedrock.waitForCounters(({ aborted }) => aborted >= count);
  const [line] = await waitForRecords(underTest().stack, 1, (record) => record.feature === feature);

  expect(line?.record).toMatchObject({
    outcome: 'aborted',
    status,
    attempts: 1,
    usage: { status: 'unknown' },
  });
  expect(line?.record.latencyMs).toBeLessThan(TIMEOUT_MS / 2);
  expect(line?.fields.Aborts).toBe(1);
}

function rethrowSecond([, second]: readonly PromiseSettledResult<unknown>[]): void {
  if (second?.status === 'rejected') throw second.reason;
}
