import { afterEach, describe, expect, it, vi } from 'vitest';
import { encodeException } from '#adapters/event-stream.ts';
import { CONVERSE_ANSWER, converseFrames } from '../../support/scripted-bedrock.ts';
import {
  type Answer,
  connectionReset,
  createFakeGateway,
  failure,
  hang,
  json,
  MODEL,
  OTHER_MODEL,
  stream,
  unreachable,
} from './fake-gateway.ts';

const STREAM_ROUTE = '/model/{modelId}/converse-stream';
const answered = json(CONVERSE_ANSWER);
const frames = converseFrames('Hello there.');
const errorType = ({ headers }: Answer): string | undefined => headers['x-amzn-errortype'];

describe('retries', () => {
  it.each([
    ['ThrottlingException', failure(429, 'ThrottlingException')],
    ['ModelNotReadyException', failure(429, 'ModelNotReadyException')],
    ['InternalServerException', failure(500, 'InternalServerException')],
    ['ServiceUnavailableException', failure(503, 'ServiceUnavailableException')],
    ['ModelTimeoutException', failure(408, 'ModelTimeoutException')],
    ['ModelErrorException', failure(424, 'ModelErrorException')],
    ['an exception from the future with status 502', failure(502, 'NewException')],
    ['no connection', unreachable],
  ])('are made after %s', async (_title, reply) => {
    const gateway = createFakeGateway({}, [reply, answered]);

    const { status, record } = await gateway.call();

    expect(status).toBe(200);
    expect(gateway.requests).toHaveLength(2);
    expect(gateway.sleepsMs).toEqual([50]);
    expect(record).toMatchObject({ outcome: 'success', attempts: 2, resolvedModel: MODEL });
  });

  it.each([
    ['ValidationException', 400],
    ['AccessDeniedException', 403],
    ['ResourceNotFoundException', 404],
    ['ServiceQuotaExceededException', 400],
    ['ConflictException', 400],
  ])('are not made after %s, whose answer goes back as it came', async (name, status) => {
    const gateway = createFakeGateway({}, [failure(status, name, 'because'), answered]);

    const answer = await gateway.call();

    expect(gateway.requests).toHaveLength(1);
    expect(answer.status).toBe(status);
    expect(errorType(answer)).toBe(name);
    expect(answer.body.toString()).toBe('{"message":"because"}');
    expect(answer.record).toMatchObject({
      outcome: 'client_error',
      status,
      errorType: name,
      attempts: 1,
      requestId: 'bedrock-1',
      usage: { status: 'unknown', reason: 'no_response' },
    });
  });

  it.each(['ModelTimeoutException', 'ModelErrorException'])('are made once after %s', async (name) => {
    const gateway = createFakeGateway({ maxAttempts: 5 }, [failure(408, name)]);

    const { record } = await gateway.call();

    expect(gateway.requests).toHaveLength(2);
    expect(record?.attempts).toBe(2);
  });

  it('end with the last throttling, and the caller is told to wait', async () => {
    const gateway = createFakeGateway({}, [failure(429, 'ThrottlingException')]);

    const answer = await gateway.call();

    expect(gateway.requests).toHaveLength(3);
    expect(gateway.sleepsMs).toEqual([50, 100]);
    expect(answer.status).toBe(429);
    expect(answer.headers['retry-after']).toBe('1');
    expect(errorType(answer)).toBe('ThrottlingException');
    expect(answer.record).toMatchObject({ outcome: 'throttled', attempts: 3 });
  });

  it('keep the wait that Bedrock names', async () => {
    const throttled = json({}, { 'x-amzn-errortype': 'ThrottlingException', 'retry-after': '7' }, 429);
    const gateway = createFakeGateway({ maxAttempts: 1 }, [throttled]);

    const { headers } = await gateway.call();

    expect(headers['retry-after']).toBe('7');
  });

  it('are not made when the tokens of the day are used up', async () => {
    const gateway = createFakeGateway({}, [failure(429, 'ThrottlingException', 'Too many tokens per day')]);

    const { record } = await gateway.call();

    expect(record).toMatchObject({ outcome: 'throttled', attempts: 1 });
  });

  it('send the same bytes to the same path', async () => {
    const gateway = createFakeGateway({}, [unreachable, unreachable, answered]);

    await gateway.call({ body: ' {"messages": []}' });

    const sent = gateway.requests.map(({ path, body }) => `${path} ${Buffer.from(body)}`);
    expect(new Set(sent)).toEqual(new Set(['/model/amazon.nova-lite-v1%3A0/converse  {"messages": []}']));
  });

  it('answer in Bedrock’s shape when it cannot be reached at all', async () => {
    const gateway = createFakeGateway({}, [unreachable]);

    const answer = await gateway.call();

    expect(answer.status).toBe(503);
    expect(errorType(answer)).toBe('ServiceUnavailableException');
    expect(answer.record).toMatchObject({ outcome: 'server_error', attempts: 3, requestId: 'gateway-1' });
  });
});

describe('a stream', () => {
  it('that begins with an exception is tried again', async () => {
    const throttled = stream([encodeException('throttlingException', 'slow down')]);
    const gateway = createFakeGateway({}, [throttled, stream(frames)]);

    const { body, record } = await gateway.call({ route: STREAM_ROUTE });

    expect(body.equals(Buffer.concat(frames))).toBe(true);
    expect(record).toMatchObject({ outcome: 'success', attempts: 2 });
  });

  it('that begins with an exception every time becomes an error answer', async () => {
    const throttled = stream([encodeException('throttlingException', 'slow down')]);
    const gateway = createFakeGateway({}, [throttled]);

    const answer = await gateway.call({ route: STREAM_ROUTE });

    expect(answer.status).toBe(429);
    expect(answer.headers).toMatchObject({ 'content-type': 'application/json', 'retry-after': '1' });
    expect(errorType(answer)).toBe('ThrottlingException');
    expect(JSON.parse(answer.body.toString())).toEqual({ message: 'slow down' });
    expect(answer.record).toMatchObject({ outcome: 'throttled', attempts: 3 });
  });

  it('that breaks before its first frame is tried again', async () => {
    const broken = stream([Buffer.concat(frames).subarray(0, 10)], connectionReset());
    const gateway = createFakeGateway({}, [broken, stream(frames)]);

    const { body, record } = await gateway.call({ route: STREAM_ROUTE });

    expect(body.equals(Buffer.concat(frames))).toBe(true);
    expect(record?.attempts).toBe(2);
  });

  it('is never tried again after its first frame', async () => {
    const broken = stream(frames.slice(0, 1), connectionReset());
    const gateway = createFakeGateway({}, [broken, stream(frames)]);

    const { record } = await gateway.call({ route: STREAM_ROUTE });

    expect(gateway.requests).toHaveLength(1);
    expect(record).toMatchObject({ outcome: 'aborted', attempts: 1 });
  });
});

describe('an alias', () => {
  const fast = { path: { modelId: 'fast' } };
  const models = (gateway: ReturnType<typeof createFakeGateway>) =>
    gateway.requests.map(({ path }) => decodeURIComponent(path.split('/')[2] ?? ''));

  it('asks the first model first', async () => {
    const gateway = createFakeGateway();

    const { record } = await gateway.call(fast);

    expect(models(gateway)).toEqual([MODEL]);
    expect(record).toMatchObject({ requestedModel: 'fast', resolvedModel: MODEL, fallbackFrom: undefined });
  });

  it('falls back after two failures and records both models', async () => {
    const unavailable = failure(503, 'ServiceUnavailableException');
    const gateway = createFakeGateway({}, [unavailable, unavailable, answered]);

    const { status, record } = await gateway.call(fast);

    expect(status).toBe(200);
    expect(models(gateway)).toEqual([MODEL, MODEL, OTHER_MODEL]);
    expect(record).toMatchObject({ resolvedModel: OTHER_MODEL, fallbackFrom: MODEL, attempts: 3 });
  });

  it('asks the first model first even with a single attempt', async () => {
    const gateway = createFakeGateway({ maxAttempts: 1 });

    await gateway.call(fast);

    expect(models(gateway)).toEqual([MODEL]);
  });

  it('reaches its last model when there are as many models as attempts', async () => {
    const third = 'meta.llama3-70b-instruct-v1:0';
    const aliases = { fast: [MODEL, OTHER_MODEL, third] };
    const gateway = createFakeGateway({ models: { allowed: [], aliases } }, [unreachable]);

    await gateway.call(fast);

    expect(models(gateway)).toEqual([MODEL, OTHER_MODEL, third]);
  });

  it('does not fall back from a call that is wrong in itself', async () => {
    const gateway = createFakeGateway({}, [failure(400, 'ValidationException')]);

    await gateway.call(fast);

    expect(models(gateway)).toEqual([MODEL]);
  });

  it('counts no fallback when no model answered', async () => {
    const gateway = createFakeGateway({}, [unreachable]);

    const { record } = await gateway.call(fast);

    expect(record).toMatchObject({
      outcome: 'server_error',
      fallbackFrom: undefined,
      resolvedModel: OTHER_MODEL,
    });
  });
});

describe('the circuit breaker', () => {
  const unavailable = failure(503, 'ServiceUnavailableException');

  it('opens after five failures, refuses without a call, and lets one probe pass after thirty seconds', async () => {
    const gateway = createFakeGateway({ maxAttempts: 1 }, [unavailable]);
    for (let count = 0; count < 5; count += 1) await gateway.call();

    const refused = await gateway.call();
    gateway.advance(30_000);
    gateway.play(answered);
    const probe = await gateway.call();

    expect(gateway.requests).toHaveLength(6);
    expect(refused.status).toBe(503);
    expect(refused.headers['retry-after']).toBe('30');
    expect(refused.record).toMatchObject({ outcome: 'server_error', attempts: 0 });
    expect(probe.status).toBe(200);
  });

  it('sends an alias straight to its next model', async () => {
    const gateway = createFakeGateway({ maxAttempts: 1 }, [unavailable]);
    for (let count = 0; count < 5; count += 1) await gateway.call();
    gateway.play(answered);

    const { record } = await gateway.call({ path: { modelId: 'fast' } });

    expect(record).toMatchObject({ resolvedModel: OTHER_MODEL, fallbackFrom: MODEL, attempts: 1 });
  });

  it.each([
    ['throttling', failure(429, 'ThrottlingException')],
    ['a wrong call', failure(400, 'ValidationException')],
  ])('does not open on %s', async (_title, reply) => {
    const gateway = createFakeGateway({ maxAttempts: 1 }, [reply]);

    for (let count = 0; count < 10; count += 1) await gateway.call();

    expect(gateway.requests).toHaveLength(10);
  });

  it('does not open on callers who hang up', async () => {
    const gateway = createFakeGateway({ maxAttempts: 1 }, [hang]);
    for (let count = 0; count < 6; count += 1) {
      const { answer, done } = gateway.start({});
      answer.destroy();
      await done;
    }
    gateway.play(answered);

    const { status } = await gateway.call();

    expect(status).toBe(200);
  });
});

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
});

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

  it('stops a stream half way', async () => {
    const gateway = createFakeGateway({}, [stream(frames.slice(0, 2), undefined, { staysOpen: true })]);
    const { answer, done } = gateway.start({ route: STREAM_ROUTE });
    await new Promise((resolve) => answer.once('data', resolve));

    answer.destroy();
    await done;

    expect(gateway.signals[0]?.aborted).toBe(true);
    expect(gateway.records).toMatchObject([
      { outcome: 'aborted', usage: { status: 'unknown', reason: 'interrupted' } },
    ]);
  });
});
