import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { describe, expect, test } from 'vitest';
import { createMetricReader } from '#adapters/cloudwatch-metrics.ts';
import { createCall, createMeteredCalls } from '#adapters/evidence/metered-calls.ts';
import type { MetricQuery } from '#core/maturity/metric-plan.ts';
import { type StubbedCall, serviceFailure, stubClient } from '../support/stub-client.ts';

const WINDOW = { start: '2026-11-20T00:00:00.000Z', end: '2026-11-21T12:00:00.000Z' };
const DAY = new Date(WINDOW.start);

function createReader(answer: (call: StubbedCall) => unknown) {
  const meter = createMeteredCalls();
  const { client, calls } = stubClient(new CloudWatchClient({ region: 'us-east-1' }), answer);
  return { meter, calls, reader: createMetricReader({ client, call: createCall(meter) }) };
}

const queries = (count: number): readonly MetricQuery[] =>
  Array.from({ length: count }, (_, index) => ({
    namespace: 'Waymark',
    metricName: 'Requests',
    dimensions: { Stage: `s${index}` },
    statistic: 'Sum',
  }));

interface AskedQuery {
  readonly Id: string;
  readonly MetricStat: { readonly Metric: { readonly Dimensions: readonly { readonly Value: string }[] } };
}

/** Answers each query with the number of its stage. */
function answerAll({ input }: StubbedCall): unknown {
  const asked = input.MetricDataQueries as readonly AskedQuery[];
  return {
    MetricDataResults: asked.map((query) => ({
      Id: query.Id,
      StatusCode: 'Complete',
      Timestamps: [DAY],
      Values: [Number(query.MetricStat.Metric.Dimensions[0]?.Value.slice(1))],
    })),
  };
}

/** Gives one answer after the other. */
function inOrder(...answers: readonly unknown[]): () => unknown {
  const left = [...answers];
  return () => left.shift();
}

describe('read', () => {
  test.each([
    [1, 1],
    [500, 1],
    [501, 2],
    [10_000, 20],
  ])('%i queries take %i calls, and each gets its own result', async (count, expected) => {
    const { reader, meter } = createReader(answerAll);

    const results = await reader.read(queries(count), WINDOW);

    expect(meter.all()).toEqual({ 'cloudwatch:GetMetricData': expected });
    expect(results.map((result) => result.status === 'known' && result.points[0]?.value)).toEqual(
      Array.from({ length: count }, (_, index) => index),
    );
  });

  test('makes no call for nothing', async () => {
    const { reader, calls } = createReader(answerAll);

    expect(await reader.read([], WINDOW)).toEqual([]);
    expect(calls).toEqual([]);
  });

  test('asks daily, oldest first, without a unit', async () => {
    const { reader, calls } = createReader(answerAll);

    await reader.read(queries(1), WINDOW);

    expect(calls[0]?.input).toEqual({
      StartTime: new Date(WINDOW.start),
      EndTime: new Date(WINDOW.end),
      ScanBy: 'TimestampAscending',
      NextToken: undefined,
      MetricDataQueries: [
        {
          Id: 'q0',
          MetricStat: {
            Metric: {
              Namespace: 'Waymark',
              MetricName: 'Requests',
              Dimensions: [{ Name: 'Stage', Value: 's0' }],
            },
            Period: 86_400,
            Stat: 'Sum',
          },
        },
      ],
    });
  });

  test('puts the pages of a result together', async () => {
    const page = (value: number, StatusCode: 'PartialData' | 'Complete', NextToken?: string) => ({
      NextToken,
      MetricDataResults: [{ Id: 'q0', StatusCode, Timestamps: [DAY], Values: [value] }],
    });
    const answers = inOrder(page(1, 'PartialData', 'more'), page(2, 'Complete'));

    const [result] = await createReader(answers).reader.read(queries(1), WINDOW);

    expect(result).toMatchObject({ status: 'known', points: [{ value: 1 }, { value: 2 }] });
  });

  test('a batch that fails leaves the others known', async () => {
    const { reader } = createReader((call) => {
      if ((call.input.MetricDataQueries as readonly unknown[]).length === 500)
        throw serviceFailure('Throttling', 400);
      return answerAll(call);
    });

    const results = await reader.read(queries(501), WINDOW);

    expect(results[0]).toMatchObject({ status: 'unknown', reason: 'throttled' });
    expect(results[499]).toMatchObject({ status: 'unknown', reason: 'throttled' });
    expect(results[500]).toMatchObject({ status: 'known' });
  });

  test('names the permission of a refusal, never the message', async () => {
    const { reader } = createReader(() => {
      throw serviceFailure('AccessDenied', 403);
    });

    const [result] = await reader.read(queries(1), WINDOW);

    expect(result).toEqual({
      status: 'unknown',
      reason: 'denied',
      detail: 'cloudwatch:GetMetricData: AWS answered AccessDenied (HTTP 403).',
      permission: 'cloudwatch:GetMetricData',
    });
  });

  test.each([
    ['InternalError', [{ Id: 'q0', StatusCode: 'InternalError' as const, Values: [], Timestamps: [] }]],
    ['no result', []],
  ])('%s is unknown, not empty', async (_, MetricDataResults) => {
    const { reader } = createReader(() => ({ MetricDataResults }));

    const [result] = await reader.read(queries(1), WINDOW);

    expect(result).toMatchObject({ status: 'unknown', reason: 'failed' });
  });
});

describe('list', () => {
  test('reads all pages', async () => {
    const page = (MetricName: string, NextToken?: string) => ({
      NextToken,
      Metrics: [{ Namespace: 'AWS/Bedrock', MetricName, Dimensions: [{ Name: 'ModelId', Value: 'a' }] }],
    });
    const { reader } = createReader(inOrder(page('Invocations', 'more'), page('Latency')));

    const listing = await reader.list('AWS/Bedrock');

    expect(listing).toEqual({
      status: 'known',
      metrics: ['Invocations', 'Latency'].map((metricName) => ({
        namespace: 'AWS/Bedrock',
        metricName,
        dimensions: { ModelId: 'a' },
      })),
    });
  });

  test('is unknown when there are more pages than it reads', async () => {
    let token = 0;
    const { reader } = createReader(() => {
      token += 1;
      return { Metrics: [], NextToken: `${token}` };
    });

    expect(await reader.list('AWS/Lambda')).toMatchObject({
      status: 'unknown',
      reason: 'failed',
    });
  });
});
