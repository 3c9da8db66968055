import { describe, expect, it } from 'vitest';
import { type Listing, type MetricResult, planMetrics } from '#core/maturity/metric-plan.ts';
import { planCaptured, readObservedTraffic } from '#core/maturity/observed-traffic.ts';
import { catalogue } from '#core/signals/catalogue.ts';

const requests = (dimensions: Readonly<Record<string, string>>) => ({
  ...{ namespace: 'Waymark', metricName: 'Requests', dimensions },
});
const own: Listing = {
  status: 'known',
  metrics: [
    requests({ Stage: 'prod' }),
    requests({ Stage: 'prod', Model: 'amazon.nova-lite-v1:0' }),
    requests({ Stage: 'prod', Operation: 'InvokeModel', Model: 'amazon.nova-lite-v1:0' }),
    requests({ Stage: 'dev', Model: 'other' }),
  ],
};
const invocations = (...ids: readonly string[]): Listing => ({
  status: 'known',
  metrics: ids.map((ModelId) => ({
    ...{ namespace: 'AWS/Bedrock', metricName: 'Invocations', dimensions: { ModelId } },
  })),
});
const value = (count: number): MetricResult => ({ status: 'known', points: [{ startMs: 0, value: count }] });
const denied = { status: 'unknown', reason: 'denied', detail: 'no' } as const;

/** Every recorded outcome counts 6; AWS counts 20 of each id. */
function read(
  listing: Listing,
  { own: ownListing = own, result = value(6) }: { own?: Listing; result?: MetricResult } = {},
) {
  const plan = planMetrics({
    table: catalogue,
    listings: new Map([['AWS/Bedrock', listing]]),
    stage: 'prod',
  });
  const captured = planCaptured(ownListing, 'prod');
  return readObservedTraffic(
    { plan, results: plan.queries.map(({ metricName }) => value(metricName === 'Invocations' ? 20 : 0)) },
    { plan: captured, results: captured.queries.map(() => result) },
  );
}

describe('planCaptured', () => {
  it('asks for the outcomes after which Bedrock had accepted the call, by model of the stage, not for the series by operation of old', () => {
    const { queries } = planCaptured(own, 'prod');

    expect(queries.map(({ metricName }) => metricName)).toEqual([
      ...['Successes', 'GuardrailInterventions', 'ServerErrors', 'Timeouts', 'Aborts'],
    ]);
    for (const { dimensions } of queries)
      expect(dimensions).toEqual({ Stage: 'prod', Model: 'amazon.nova-lite-v1:0' });
  });
});

describe('readObservedTraffic', () => {
  it('puts all profiles of a model beside its records', () => {
    expect(
      read(invocations('us.amazon.nova-lite-v1:0', 'global.amazon.nova-lite-v1:0', 'amazon.nova-lite-v1:0')),
    ).toEqual({
      status: 'known',
      value: { models: [{ model: 'amazon.nova-lite-v1:0', captured: 30, counted: 60 }] },
    });
  });

  it('names a model that AWS alone counts, and one that it does not count', () => {
    expect(read(invocations('meta.llama3-1-8b-instruct-v1:0'))).toEqual({
      status: 'known',
      value: {
        models: [
          { model: 'amazon.nova-lite-v1:0', captured: 30 },
          { model: 'meta.llama3-1-8b-instruct-v1:0', captured: 0, counted: 20 },
        ],
      },
    });
  });

  it.each([
    ['what is recorded', () => read(invocations('a'), { own: denied })],
    ['what AWS counts', () => read(denied)],
    ['a value', () => read(invocations('a'), { result: denied })],
  ])('is unknown where %s cannot be read', (_, reading) => {
    expect(reading()).toEqual(denied);
  });
});
