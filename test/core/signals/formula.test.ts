import { describe, expect, it } from 'vitest';
import { alarmOf } from '#core/signals/alarm-words.ts';
import { measureOf, termsOf, toFormula } from '#core/signals/formula.ts';
import { ownMetrics } from '#core/signals/own-metrics.ts';
import { seriesByModel, seriesOf } from '#core/signals/place.ts';
import { metricOf } from '#core/signals/rows.ts';

const place = { stage: 'dev', apiNames: ['shop'], functionNames: { one: 'function-1', two: 'function-2' } };
const context = { place, periodSeconds: 300 };

describe('a formula', () => {
  it('of one series is the metric itself', () => {
    expect(toFormula(measureOf('latency', alarmOf('latency')), context)).toEqual({
      metrics: [
        {
          id: 'm0',
          namespace: 'Waymark',
          metricName: 'Latency',
          dimensions: [['Stage', 'dev']],
          statistic: 'p90',
        },
      ],
    });
  });

  it('of several series adds them', () => {
    const { metrics, expression } = toFormula(measureOf('lambdaErrors'), context);

    expect(expression).toBe('SUM([m0, m1])');
    expect(metrics.map(({ dimensions, name }) => [dimensions, name])).toEqual([
      [[['FunctionName', 'function-1']], 'one'],
      [[['FunctionName', 'function-2']], 'two'],
    ]);
  });

  it('of a share fills what is counted only above zero, and needs enough calls', () => {
    const { expression } = toFormula(measureOf('failedCalls', alarmOf('failedCalls')), context);

    expect(expression).toBe('IF(m1 >= 20, 100 * FILL(m0, 0) / m1)');
  });

  it('of a ratio whose dimensions only AWS knows searches for them', () => {
    const { metrics, expression } = toFormula(measureOf('invocationLogCoverage'), context);

    expect(metrics.map(({ metricName }) => metricName)).toEqual([
      'ModelInvocationLogsCloudWatchDeliverySuccess',
    ]);
    expect(expression).toBe(
      `100 * FILL(m0, 0) / SUM(SEARCH('{AWS/Bedrock,ModelId} MetricName="Invocations"', 'Sum', 300))`,
    );
  });

  it('of percentiles compares the largest, and fills nothing', () => {
    const search = (statistic: string) =>
      `MAX(SEARCH('{AWS/Bedrock,ModelId} MetricName="InvocationLatency"', '${statistic}', 300))`;

    expect(toFormula(measureOf('latencySpread'), context).expression).toBe(
      `${search('p99')} / ${search('p50')}`,
    );
  });

  it('reads a metric once, however often it is used', () => {
    const { metrics, expression } = toFormula(measureOf('promptCacheHitRatio'), context);

    expect(metrics.map(({ metricName }) => metricName)).toEqual([
      'CacheReadInputTokenCount',
      'CacheWriteInputTokenCount',
      'InputTokenCount',
    ]);
    expect(expression).toBe('100 * FILL(m0, 0) / SUM([m0, m1, m2])');
  });

  it.each(['apiServerErrors', 'apiClientErrors', 'feedbackNegative', 'retrySuccessRate'] as const)(
    'of %s, which gets 0 or 1 for each, is the average of one metric in percent',
    (id) => {
      const { metrics, expression } = toFormula(measureOf(id, alarmOf(id)), context);

      expect(metrics.map(({ statistic }) => statistic)).toEqual(['Average']);
      expect(expression).toBe('100 * m0');
    },
  );

  it('of such a share over several series is the largest', () => {
    const two = { ...context, place: { apiNames: ['shop', 'admin'] } };

    expect(toFormula(measureOf('apiServerErrors', alarmOf('apiServerErrors')), two).expression).toBe(
      '100 * MAX([m0, m1])',
    );
  });

  it('keeps the ids of one graph apart', () => {
    const { metrics } = toFormula(measureOf('toolErrorRate'), { ...context, prefix: 'q' });

    expect(metrics.map(({ id }) => id)).toEqual(['q0', 'q1']);
  });

  it('is refused for what is not made of metrics, and where nothing has a series', () => {
    expect(() => measureOf('faithfulness')).toThrow('faithfulness is not made of metrics.');
    expect(() => toFormula(measureOf('lambdaErrors'), { ...context, place: { stage: 'dev' } })).toThrow(
      'lambdaErrors: the place has no series.',
    );
    expect(() => metricOf('latencySpread')).toThrow('latencySpread is no metric of the catalogue.');
  });
});

describe('the series of a row', () => {
  it('of Waymark is that of the stage, and none without one', () => {
    expect(seriesOf(ownMetrics.requests, place)).toMatchObject([{ dimensions: [['Stage', 'dev']] }]);
    expect(seriesOf(ownMetrics.requests, {})).toEqual([]);
  });

  it('by model is searched for within the stage', () => {
    const series = seriesByModel(ownMetrics.requests, 'dev');

    expect(series.kind === 'search' && series.expression('Sum', 60)).toBe(
      `SEARCH('{Waymark,Stage,Model} MetricName="Requests" Stage="dev"', 'Sum', 60)`,
    );
  });

  it('without dimensions is one', () => {
    expect(seriesOf(metricOf('invocationLogFailures'), {})).toMatchObject([{ dimensions: [] }]);
  });
});

describe('the terms of a row', () => {
  it('are itself, its parts, or nothing', () => {
    expect(termsOf('requests')).toEqual([{ signal: 'requests' }]);
    expect(termsOf('toolErrorRate').map(({ signal }) => signal)).toEqual(['toolErrors', 'toolCalls']);
    expect(termsOf('faithfulness')).toEqual([]);
  });
});
