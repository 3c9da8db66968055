import { describe, expect, it } from 'vitest';
import { callModel, converseBody, MODEL, requestIdOf } from '../../support/converse-call.ts';
import { httpCall } from '../../support/http-call.ts';
import { useLocalStack } from '../../support/local-stack.ts';

const running = useLocalStack();
const CALLS = 20;

const send = async (method: string, path: string, body?: string) => {
  const { baseUrl, authorization } = running();
  const answer = await httpCall(baseUrl, {
    method,
    path,
    headers: authorization,
    ...(body === undefined ? {} : { body }),
  });
  return { status: answer.status, body: JSON.parse(answer.body.toString()) };
};

describe('the local stack', () => {
  it('compares models by its own traffic and ratings', async () => {
    for (let call = 0; call < CALLS; call += 1) {
      const answer = await callModel(running(), converseBody('Hello.'));
      const rating = call < 15 ? 'positive' : 'negative';
      await send('POST', '/v1/feedback', JSON.stringify({ requestId: requestIdOf(answer), rating }));
    }

    const { status, body } = await send(
      'POST',
      '/v1/models/compare',
      JSON.stringify({ a: MODEL, b: 'amazon.nova-pro-v1:0' }),
    );

    expect(status).toBe(200);
    expect(body.a).toMatchObject({
      baseModel: 'amazon.nova-lite-v1:0',
      traffic: {
        status: 'known',
        value: {
          source: 'gateway',
          calls: CALLS,
          errorRatePercent: { value: 0 },
          latencyP50Ms: { status: 'known' },
        },
      },
      quality: { value: { positive: 15, negative: 5, positivePercent: { value: 75 } } },
    });
    const { onAUsd, onBUsd } = body.realTraffic;
    expect(onBUsd.value / onAUsd.value).toBeCloseTo(0.8 / 0.06, 6); // output costs the same multiple
    expect(body.b.traffic.status).toBe('unknown');
  });

  it('answers with AutoOps readiness once there is an assessment', async () => {
    const before = await send('GET', '/v1/autoops');
    await send('POST', '/v1/maturity/assessments', '{}');
    const after = await send('GET', '/v1/autoops');

    expect(before.status).toBe(404);
    expect(after.status).toBe(200);
    expect(after.body.capabilities).toHaveLength(4);
    expect(after.body.capabilities[0]).toMatchObject({ id: 'incident-response', target: 'autonomous' });
  });
});
