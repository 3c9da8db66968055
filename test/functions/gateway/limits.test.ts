import { PassThrough } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { CONVERSE_ANSWER, converseFrames } from '../../support/scripted-bedrock.ts';
import { type Answer, createFakeGateway, hang, json, MODEL, stream } from './fake-gateway.ts';

const STREAM_ROUTE = '/model/{modelId}/converse-stream';
const frames = converseFrames('Hello there.');
const errorType = ({ headers }: Answer): string | undefined => headers['x-amzn-errortype'];

describe('the deadline', () => {
  afterEach(() => void vi.useRealTimers());

  it('ends a call that hangs, with an error the SDK knows', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const gateway = createFakeGateway({ callTimeoutMs: 1_000 }, [hang]);
    const pending = gateway.call();

    await vi.advanceTimersByTimeAsync(1_000);
    const answer = await pending;

    expect(answer.status).toBe(408);
    expect(errorType(answer)).toBe('ModelTimeoutException');
    expect(answer.record).toMatchObject({ outcome: 'timeout', attempts: 1 });
    expect(gateway.signals[0]?.aborted).toBe(true);
  });

  it('ends a stream that stalls, inside the stream', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const stalled = stream(frames.slice(0, 2), undefined, { staysOpen: true });
    const gateway = createFakeGateway({ callTimeoutMs: 1_000 }, [stalled]);
    const pending = gateway.call({ route: STREAM_ROUTE });

    await vi.advanceTimersByTimeAsync(1_000);
    const { status, body, record } = await pending;

    expect(status).toBe(200);
    expect(body.includes('modelStreamErrorException')).toBe(true);
    expect(record).toMatchObject({ outcome: 'timeout', usage: { reason: 'interrupted' } });
  });

  it.each([
    ['whole', {}, hang, 408, '"code":"timeout"'],
    ['streamed', { stream: true }, stalledAnswer(), 200, '"code":"model_error"'],
  ])(
    'ends a chat that hangs, %s, with an error in the form of OpenAI',
    async (_title, more, reply, ...expected) => {
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      const gateway = createFakeGateway({ callTimeoutMs: 1_000 }, [reply]);
      const body = { model: MODEL, messages: [{ role: 'user', content: 'Hi' }], ...more };
      const pending = gateway.call({ route: '/v1/chat/completions', path: {}, body });

      await vi.advanceTimersByTimeAsync(1_000);
      const answer = await pending;

      const [status, code] = expected;
      expect(answer.status).toBe(status);
      expect(answer.body.toString()).toContain(code);
      expect(answer.body.toString()).not.toContain('[DONE]');
      expect(answer.record).toMatchObject({ outcome: 'timeout', route: '/v1/chat/completions' });
    },
  );
});

describe('a caller who does not read', () => {
  afterEach(() => void vi.useRealTimers());

  it.each([
    ['a whole answer', '/model/{modelId}/converse', json(CONVERSE_ANSWER), 'success'],
    ['a stream', STREAM_ROUTE, stream(frames), 'timeout'],
    ['a chat that is streamed', '/v1/chat/completions', stream(frames), 'success'],
  ])(
    'of %s is left a second after the deadline, and the call recorded',
    async (_title, route, reply, outcome) => {
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      const gateway = createFakeGateway({ callTimeoutMs: 1_000 }, [reply]);
      const isChat = route.startsWith('/v1');
      const body = { model: MODEL, stream: true, messages: [{ role: 'user', content: 'Hi' }] };
      const options = { route, ...(isChat && { path: {}, body }) };
      const { done } = gateway.start(options, new PassThrough({ highWaterMark: 1 }));

      await vi.advanceTimersByTimeAsync(2_000);
      await done;

      expect(gateway.records).toMatchObject([{ outcome }]);
    },
  );
});

function stalledAnswer() {
  return stream(frames.slice(0, 2), undefined, { staysOpen: true });
}

describe('a caller who hangs up', () => {
  it('stops the call to Bedrock that has not answered', async () => {
    const gateway = createFakeGateway({}, [hang]);
    const { answer, done } = gateway.start({});

    answer.destroy();
    await done;

    expect(gateway.signals[0]?.aborted).toBe(true);
    expect(gateway.requests).toHaveLength(1);
    expect(gateway.records).toMatchObject([{ outcome: 'aborted', attempts: 1 }]);
  });

  it.each([
    ['Bedrock has answered', hang],
    ['a whole answer has come', stream([Buffer.from('{"output":')], undefined, { staysOpen: true })],
  ])('before %s is recorded with no status that was sent and no exception', async (_title, reply) => {
    const gateway = createFakeGateway({}, [reply]);
    const { answer, done } = gateway.start({});
    await setImmediate();

    answer.destroy();
    await done;

    expect(gateway.records).toMatchObject([{ outcome: 'aborted', status: 499, errorType: undefined }]);
  });

  it('stops a stream half way', async () => {
    const gateway = createFakeGateway({}, [stream(frames.slice(0, 2), undefined, { staysOpen: true })]);
    const { answer, done } = gateway.start({ route: STREAM_ROUTE });
    await new Promise((resolve) => answer.once('data', resolve));

    answer.destroy();
    await done;

    expect(gateway.signals[0]?.aborted).toBe(true);
    expect(gateway.records).toMatchObject([
      { outcome: 'aborted', status: 200, usage: { status: 'unknown', reason: 'interrupted' } },
    ]);
  });
});
