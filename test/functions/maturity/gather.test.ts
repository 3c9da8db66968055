import { describe, expect, test } from 'vitest';
import type { ObservationSet } from '#core/maturity/observation.ts';
import { type GatherRequest, gather } from '#functions/maturity/gather.ts';
import type { EvidenceContext, FactReading } from '#functions/ports.ts';
import { denied, fakeEvidence, NOW_MS, OBSERVED_AT } from './fake-evidence.ts';
import { createVirtualClock } from './virtual-clock.ts';

const request: GatherRequest = {
  observedAt: OBSERVED_AT,
  window: { start: '2026-11-08T00:00:00.000Z', end: '2026-11-21T09:30:00.000Z' },
  accountId: '123456789012',
  region: 'eu-central-1',
  stage: 'prod',
};
const readingOf = (observations: ObservationSet['observations'], id: string) =>
  observations.find((one) => one.id === id)?.reading;

describe('gather', () => {
  test('keeps what a source says, known or not, with where it comes from', async () => {
    const observations = await gather(fakeEvidence(), request);

    expect(observations.find(({ id }) => id === 'budgets')).toEqual({
      kind: 'fact',
      id: 'budgets',
      observedAt: OBSERVED_AT,
      window: request.window,
      source: { call: 'budgets:ViewBudget', query: 'DescribeBudgets' },
      reading: { status: 'known', value: { budgets: 1, onBedrock: 1, notifying: 1, isComplete: true } },
    });
    expect(readingOf(observations, 'groundingFilter')).toEqual(denied);
  });

  test('reads all metrics in one go', async () => {
    const asked: number[] = [];
    const { metrics } = fakeEvidence();

    await gather(
      fakeEvidence({
        metrics: {
          ...metrics,
          read: async (queries, window) => {
            asked.push(queries.length);
            return metrics.read(queries, window);
          },
        },
      }),
      request,
    );

    expect(asked).toHaveLength(1);
  });

  test('a refused listing leaves the metrics of its namespace unknown, and no others', async () => {
    const { metrics } = fakeEvidence();
    const list = async (namespace: string) =>
      namespace === 'AWS/Bedrock' ? denied : metrics.list(namespace);

    const observations = await gather(fakeEvidence({ metrics: { ...metrics, list } }), request);

    expect(readingOf(observations, 'bedrockInvocations')).toEqual(denied);
    expect(readingOf(observations, 'modelTraffic')).toEqual(denied);
    expect(readingOf(observations, 'observedTraffic')).toEqual(denied);
    expect(readingOf(observations, 'invocationLogCoverage')).toEqual(denied);
    expect(readingOf(observations, 'lambdaErrors')).toEqual({ status: 'no_data' });
    expect(readingOf(observations, 'requests')).toEqual({ status: 'no_data' });
    expect(readingOf(observations, 'stages')).toEqual({ status: 'known', value: { stages: [] } });
  });

  test('gives every row that nothing reads its own reason', async () => {
    const observations = await gather(fakeEvidence(), request);

    expect(readingOf(observations, 'hallucinationRate')).toMatchObject({
      status: 'unknown',
      reason: 'not_collected',
      detail: expect.stringContaining('Evaluation jobs'),
    });
    expect(readingOf(observations, 'feedbackMentions')).toMatchObject({
      reason: 'not_collected',
      detail: expect.stringContaining('feedback'),
    });
  });

  test('reads a log signal where its log group is named', async () => {
    const logs = {
      query: async () => ({ status: 'known' as const, rows: [{ lines: '12' }] }),
    };

    const observations = await gather(fakeEvidence({ logs }), {
      ...request,
      gatewayLogGroup: 'gateway',
      feedbackLogGroup: 'feedback',
    });

    expect(readingOf(observations, 'feedbackMentions')).toEqual({ status: 'known', value: 12, daily: [] });
  });

  test('gives up what is not answered in time and tells it to stop', async () => {
    const clock = createVirtualClock(NOW_MS);
    let context: EvidenceContext | undefined;
    const [known] = fakeEvidence().facts;
    const hanging = {
      id: 'alarms' as const,
      call: 'cloudwatch:DescribeAlarms',
      query: () => 'DescribeAlarms',
      collect: (given: EvidenceContext) => {
        context = given;
        return new Promise<FactReading>(() => undefined);
      },
    };

    const gathering = gather(fakeEvidence({ clock, facts: known ? [known, hanging] : [] }), {
      ...request,
      limitMs: 20_000,
    });
    await new Promise(setImmediate);
    clock.expire();
    const observations = await gathering;

    expect(readingOf(observations, 'alarms')).toEqual({
      status: 'unknown',
      reason: 'failed',
      detail: 'cloudwatch:DescribeAlarms was not answered within the 20 s that an assessment takes.',
    });
    expect(readingOf(observations, 'budgets')).toMatchObject({ status: 'known' });
    expect(context?.signal.aborted).toBe(true);
  });

  test('tells how far it is', async () => {
    const progress: (readonly [number, number])[] = [];

    await gather(fakeEvidence({ onProgress: (done, total) => progress.push([done, total]) }), request);

    expect(progress).toEqual([1, 2, 3, 4].map((done) => [done, 4]));
  });
});
