import { describe, expect, test } from 'vitest';
import type { MetricQuery } from '#core/maturity/metric-plan.ts';
import { CompareRequest } from '#core/models/options.ts';
import { type CompareDependencies, compareInAccount } from '#functions/maturity/compare-models.ts';
import { A, B, BOOK } from '../../core/models/samples.ts';
import { denied, NOW_MS } from './fake-evidence.ts';
import { createVirtualClock } from './virtual-clock.ts';

const request = CompareRequest.parse({ a: A, b: B });
const PLACE = {
  region: 'us-east-1',
  stage: 'prod',
  gatewayLogGroup: '/waymark/gateway',
  feedbackLogGroup: '/waymark/feedback',
  limitMs: 20_000,
};
const ids = Array.from({ length: 25 }, (_, index) => `5c0f3c52-6f2b-4a51-9c0e-0d6f0c2b7a${index}`);

/** Two calls of model A through the gateway, and 25 ratings of its answers. */
function account(parts: Partial<CompareDependencies> = {}): CompareDependencies {
  const numberOf = ({ metricName, dimensions }: MetricQuery): number | undefined =>
    dimensions.Model === A && dimensions.Stage !== undefined
      ? { Requests: 2, InputTokenCount: 1_000, OutputTokenCount: 100 }[metricName]
      : undefined;
  return {
    clock: createVirtualClock(NOW_MS),
    prices: BOOK,
    metrics: {
      list: async () => ({ status: 'known', metrics: [] }),
      read: async (queries) =>
        queries.map((query) => {
          const value = numberOf(query);
          return { status: 'known', points: value === undefined ? [] : [{ startMs: NOW_MS, value }] };
        }),
    },
    logs: {
      query: async ({ logGroup }) => ({
        status: 'known',
        rows:
          logGroup === PLACE.feedbackLogGroup
            ? ids.map((requestId, index) => ({ requestId, rating: index < 20 ? 'positive' : 'negative' }))
            : ids.map((requestId) => ({ requestId, gatewayRequestId: `g${requestId}`, model: A })),
      }),
    },
    ...parts,
  };
}

describe('comparing models in an account', () => {
  test('reads traffic by metrics and ratings by their calls, each model its own', async () => {
    const { a, b, realTraffic, window } = await compareInAccount(account(), PLACE, request);

    expect(a.traffic).toMatchObject({ value: { calls: 2, source: 'gateway' } });
    expect(a.quality).toMatchObject({ value: { positive: 20, positivePercent: { value: 80 } } });
    expect(b.traffic).toMatchObject({ status: 'unknown' });
    expect(b.quality).toMatchObject({ status: 'unknown' });
    expect(realTraffic.onAUsd).toEqual({ status: 'known', value: 0.0014 }); // 1,000 × 1 + 100 × 4 per million
    expect(realTraffic.onBUsd).toEqual({ status: 'known', value: 0.0045 });
    expect(window.start).toBe('2026-10-23T00:00:00.000Z');
  });

  test('without the log groups knows no quality, and everything else', async () => {
    const { gatewayLogGroup: _, ...place } = PLACE;

    const { a } = await compareInAccount(account(), place, request);

    expect(a.quality).toMatchObject({ status: 'unknown', reason: expect.stringContaining('No log groups') });
    expect(a.traffic.status).toBe('known');
  });

  test('says in AWS’s words what could not be read, and prices the list all the same', async () => {
    const refusing = account({
      metrics: {
        list: async () => denied,
        read: async (queries) => queries.map(() => denied),
      },
      logs: { query: async () => denied },
    });

    const { a, realTraffic } = await compareInAccount(refusing, PLACE, request);

    for (const figure of [a.traffic, a.quality, realTraffic.onAUsd])
      expect(figure).toEqual({ status: 'unknown', reason: denied.detail });
    expect(a.listPrice.status).toBe('known');
  });

  test('gives up what does not answer in time', async () => {
    const hanging = account({
      clock: { now: () => NOW_MS, sleep: async () => undefined },
      metrics: { list: () => new Promise(() => undefined), read: () => new Promise(() => undefined) },
    });

    const { a } = await compareInAccount(hanging, PLACE, request);

    expect(a.traffic).toMatchObject({
      status: 'unknown',
      reason: expect.stringContaining('within the 20 s'),
    });
  });

  test('a part of the ratings is none', async () => {
    const halved = account({
      logs: {
        query: async (asked) =>
          asked.logGroup === PLACE.gatewayLogGroup ? denied : account().logs.query(asked),
      },
    });

    const { a } = await compareInAccount(halved, PLACE, request);

    expect(a.quality).toEqual({ status: 'unknown', reason: denied.detail });
  });
});
