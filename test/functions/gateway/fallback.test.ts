import { describe, expect, it } from 'vitest';
import { CONVERSE_ANSWER } from '../../support/scripted-bedrock.ts';
import { createFakeGateway, failure, hang, json, MODEL, OTHER_MODEL, unreachable } from './fake-gateway.ts';

const answered = json(CONVERSE_ANSWER);

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

  it('names the model asked first when the other one was asked last and failed too', async () => {
    const gateway = createFakeGateway({}, [unreachable]);

    const { record } = await gateway.call(fast);

    expect(record).toMatchObject({
      outcome: 'server_error',
      fallbackFrom: MODEL,
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
