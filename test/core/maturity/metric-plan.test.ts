import { describe, expect, test } from 'vitest';
import { readModelTraffic, readStages } from '#core/maturity/metric-facts.ts';
import { toMetricObservations } from '#core/maturity/metric-observations.ts';
import { type Listing, namespacesToList, planMetrics } from '#core/maturity/metric-plan.ts';
import type { UnknownReading } from '#core/maturity/observation.ts';
import { catalogue } from '#core/signals/catalogue.ts';

const { bedrockInvocations, bedrockLatency, requests, latencySpread } = catalogue;
const window = { start: '2026-11-20T00:00:00.000Z', end: '2026-11-21T12:00:00.000Z' };
const observedAt = '2026-11-21T12:00:30.000Z';
const denied: UnknownReading = {
  status: 'unknown',
  reason: 'denied',
  detail: 'refused',
  permission: 'cloudwatch:ListMetrics',
};
const metric = (metricName: string, dimensions: Readonly<Record<string, string>>) => ({
  namespace: 'AWS/Bedrock',
  metricName,
  dimensions,
});
const known = (...values: readonly number[]) => ({
  status: 'known' as const,
  points: values.map((value, day) => ({ startMs: Date.parse(window.start) + day * 86_400_000, value })),
});

function plan(table: Parameters<typeof planMetrics>[0]['table'], listing: Listing) {
  return planMetrics({ table, listings: new Map([['AWS/Bedrock', listing]]), stage: 'prod' });
}

describe('planMetrics', () => {
  test('asks own metrics by their stage, without a listing', () => {
    const { queries } = plan({ requests }, denied);

    expect(queries).toEqual([
      { namespace: 'Waymark', metricName: 'Requests', dimensions: { Stage: 'prod' }, statistic: 'Sum' },
    ]);
    expect(namespacesToList({ requests })).toEqual([]);
  });

  test('takes the series with exactly the dimensions of an AWS row, so that nothing counts twice', () => {
    const listing: Listing = {
      status: 'known',
      metrics: [
        metric('Invocations', { ModelId: 'a' }),
        metric('Invocations', { ModelId: 'b' }),
        metric('Invocations', { ModelId: 'a', ServiceTier: 'default' }),
        metric('Invocations', {}),
        metric('OutputTokenCount', { ModelId: 'a' }),
      ],
    };

    const { queries } = plan({ bedrockInvocations }, listing);

    expect(queries.map(({ dimensions }) => dimensions)).toEqual([{ ModelId: 'a' }, { ModelId: 'b' }]);
  });

  test('asks once what a row and a ratio both want, and other statistics of ratios besides', () => {
    const listing: Listing = { status: 'known', metrics: [metric('InvocationLatency', { ModelId: 'a' })] };

    const { queries } = plan({ bedrockLatency, latencySpread }, listing);

    expect(queries.map(({ statistic }) => statistic)).toEqual(['p50', 'p99']);
  });
});

describe('toMetricObservations', () => {
  const observe = (
    table: Parameters<typeof planMetrics>[0]['table'],
    listing: Listing,
    results: Parameters<typeof toMetricObservations>[0]['results'],
  ) => toMetricObservations({ table, plan: plan(table, listing), results, window, observedAt });
  const models = (...ids: readonly string[]): Listing => ({
    status: 'known',
    metrics: ids.flatMap((ModelId) => [
      metric('Invocations', { ModelId }),
      metric('InvocationLatency', { ModelId }),
    ]),
  });

  test('names query, series and how they were put together', () => {
    const [observation] = observe({ bedrockInvocations }, models('a', 'b'), [known(3, 4), known(5)]);

    expect(observation).toEqual({
      kind: 'signal',
      id: 'bedrockInvocations',
      window,
      observedAt,
      source: {
        call: 'cloudwatch:GetMetricData',
        query: 'AWS/Bedrock Invocations Sum per 86400 s, added over 2 series: {ModelId=a} {ModelId=b}',
      },
      reading: { status: 'known', value: 12, daily: [8, 4] },
    });
  });

  test('counts the series of a large account instead of naming them all', () => {
    const ids = Array.from({ length: 10_000 }, (_, index) => `model-${index}`);

    const [observation] = observe(
      { bedrockInvocations },
      models(...ids),
      ids.map(() => known(1)),
    );

    expect(observation?.source.query).toContain('10000 series');
    expect(observation?.source.query.length).toBeLessThan(300);
    expect(observation?.reading).toMatchObject({ value: 10_000 });
  });

  test('is unknown when one series is, and when the listing is', () => {
    const [partly] = observe({ bedrockInvocations }, models('a', 'b'), [known(3), denied]);
    const [unlisted] = observe({ bedrockInvocations }, denied, []);

    expect(partly?.reading).toEqual(denied);
    expect(unlisted?.reading).toEqual(denied);
    expect(unlisted?.source.call).toBe('cloudwatch:ListMetrics');
  });

  test('says no data when there is no series', () => {
    const [observation] = observe({ bedrockInvocations }, models(), []);

    expect(observation?.reading).toEqual({ status: 'no_data' });
  });

  test('divides percentiles per day and keeps the worst', () => {
    const observations = observe({ bedrockLatency, latencySpread }, models('a'), [
      known(100, 200),
      known(300, 400),
    ]);

    expect(observations.at(-1)?.reading).toEqual({ status: 'known', value: 3, daily: [3, 2] });
  });
});

describe('facts from metrics', () => {
  test('adds the calls of a model over its profiles and leaves out those without any', () => {
    const ids = ['amazon.nova-lite-v1:0', 'us.amazon.nova-lite-v1:0', 'amazon.nova-pro-v1:0', 'unused.model'];
    const listing: Listing = {
      status: 'known',
      metrics: ids.map((ModelId) => metric('Invocations', { ModelId })),
    };

    const traffic = readModelTraffic(plan({ bedrockInvocations }, listing), [
      known(5),
      known(6, 1),
      known(30),
      known(),
    ]);

    expect(traffic).toEqual({
      status: 'known',
      value: {
        models: [
          { model: 'amazon.nova-pro-v1:0', calls: 30 },
          { model: 'amazon.nova-lite-v1:0', calls: 12 },
        ],
      },
    });
  });

  test('names each stage once', () => {
    const stage = (Stage: string) => ({
      namespace: 'Waymark',
      metricName: 'Requests',
      dimensions: { Stage },
    });

    const stages = readStages({ status: 'known', metrics: [stage('prod'), stage('dev'), stage('prod')] });

    expect(stages).toEqual({ status: 'known', value: { stages: ['dev', 'prod'] } });
    expect(readStages(denied)).toEqual(denied);
  });
});
