import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createFakeGateway } from './fake-gateway.ts';

const body = { system: [{ text: 'Be brief.' }], messages: [] };

it('the latency of a call is that of its answer, not of the hash that its record waits for', async () => {
  const answer = new PassThrough();
  const slowHash = async (): Promise<string> => {
    if (!answer.closed) await once(answer, 'close');
    await setImmediate(); // by then the handler knows that the answer is out
    gateway.advance(2_000);
    return 'late';
  };
  const gateway = createFakeGateway({}, [], { systemPromptHash: { hash: slowHash } });

  const { done } = gateway.start({ body }, answer);
  await Promise.all([buffer(answer), done]);

  expect(gateway.records).toMatchObject([{ latencyMs: 0, prompt: { systemHash: 'late' } }]);
});

it('a hash that fails leaves the record without one', async () => {
  const hash = () => Promise.reject(new Error('no secret'));
  const gateway = createFakeGateway({}, [], { systemPromptHash: { hash } });

  const { record } = await gateway.call({ body });

  expect(record).toMatchObject({ outcome: 'success', prompt: undefined });
});
