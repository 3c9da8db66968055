import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MetricIdentity } from '#core/maturity/metric-plan.ts';
import { readTraffic } from '#core/models/traffic.ts';
import { planTraffic, type TrafficPlan } from '#core/models/traffic-plan.ts';
import { A, answersTo } from './samples.ts';

const bedrock = (dimensions: Readonly<Record<string, string>>): MetricIdentity => ({
  namespace: 'AWS/Bedrock',
  metricName: 'Invocations',
  dimensions,
});
const plan = (metrics: readonly MetricIdentity[] = []): TrafficPlan =>
  planTraffic({ modelId: A, stage: 'prod', listing: { status: 'known', metrics } });
const seriesOf = ({ queries }: TrafficPlan, source: string) => [
  ...new Set(queries.filter((query) => query.source === source).map(({ series }) => series)),
];
/** One series alone, so that a day's points are counted once. */
const ONE = A;

describe('what is asked about a model', () => {
  it('is the model at the gateway and each id that AWS counts it by', () => {
    const listed = [
      bedrock({ ModelId: `us.${A}` }),
      bedrock({ ModelId: `us.${A}` }),
      bedrock({ ModelId: 'amazon.nova-pro-v1:0' }),
      bedrock({ ModelId: `eu.${A}`, ServiceTier: 'flex' }),
    ];

    expect(seriesOf(plan(listed), 'gateway')).toEqual([A]);
    expect(seriesOf(plan(listed), 'bedrock')).toEqual([A, `us.${A}`]);
    expect(plan(listed).queries[0]?.query.dimensions).toEqual({
      Stage: 'prod',
      Model: A,
    });
  });

  it('has the base model where a profile is asked for', () => {
    const asked = planTraffic({
      modelId: `us.${A}`,
      stage: 'prod',
      listing: { status: 'known', metrics: [] },
    });

    expect(seriesOf(asked, 'bedrock')).toEqual([`us.${A}`, A]);
    expect(asked.queries[0]?.query.dimensions.Model).toBe(A);
  });
});

describe('the traffic of a model', () => {
  it('is what the gateway counted', () => {
    const answers = answersTo(
      plan(),
      {
        'gateway calls': [60, 40],
        'gateway attempts': [60, 40],
        'gateway errors': [1],
        'gateway input': [7_000],
        'gateway output': [900, 100],
        'gateway cacheRead': [3_000],
        'gateway unmetered': [2],
        'gateway latencyP50': [900, 700, 800],
        'gateway latencyP90': [1_000, 2_000],
      },
      ONE,
    );

    expect(readTraffic(plan(), answers)).toMatchObject({
      status: 'known',
      value: {
        source: 'gateway',
        calls: 100,
        unmeteredCalls: 2,
        tokens: { value: { input: 7_000, output: 1_000, cacheRead: 3_000, cacheWrite: 0 } },
        errorRatePercent: { status: 'known', value: 4 }, // one of each of four kinds
        latencyP50Ms: { value: 800 },
        latencyP90Ms: { value: 1_500 },
        timeToFirstTokenP50Ms: { status: 'unknown', reason: 'No datapoint in the window.' },
        durationsOf: ONE,
      },
    });
  });

  it.each([
    [105, 'gateway'],
    [106, 'bedrock'],
  ])('is what AWS counted where it counted clearly more: %i of 100', (calls, source) => {
    const answers = [...answersTo(plan(), { 'gateway calls': [100], 'gateway input': [1] }, ONE)].map(
      (answer, index) => {
        const asked = plan().queries[index];
        const isCalls = asked?.source === 'bedrock' && asked.quantity === 'calls';
        return isCalls ? { status: 'known' as const, points: [{ startMs: 0, value: calls }] } : answer;
      },
    );

    expect(readTraffic(plan(), answers)).toMatchObject({ value: { source } });
  });

  it('is unknown without a call, never zero', () => {
    expect(readTraffic(plan(), answersTo(plan(), {}))).toEqual({
      status: 'unknown',
      reason: 'No call of the model was counted in the window.',
    });
  });

  it('is unknown where AWS refuses, in its words', () => {
    const refused = plan().queries.map(() => ({
      status: 'unknown' as const,
      reason: 'denied' as const,
      detail: 'cloudwatch:GetMetricData: AWS refused.',
    }));

    expect(readTraffic(plan(), refused)).toEqual({
      status: 'unknown',
      reason: 'cloudwatch:GetMetricData: AWS refused.',
    });
  });

  it('has no error rate where the counts contradict each other, and no tokens where none were told', () => {
    const answers = answersTo(
      plan(),
      { 'gateway calls': [3], 'gateway attempts': [3], 'gateway errors': [4] },
      ONE,
    );

    expect(readTraffic(plan(), answers)).toMatchObject({
      value: {
        errorRatePercent: { status: 'unknown', reason: expect.stringContaining('contradict') },
        tokens: { status: 'unknown', reason: 'Calls were counted, but no tokens.' },
      },
    });
  });

  it('holds no number that is not finite, whatever AWS answers', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e20, max: 1e20 })),
        (days) => {
          const answers = answersTo(plan(), {
            'gateway calls': days,
            'gateway attempts': days,
            'gateway errors': days,
            'gateway input': days,
            'gateway latencyP50': days,
          });

          expect(JSON.stringify(readTraffic(plan(), answers))).not.toContain('null');
        },
      ),
    );
  });
});
