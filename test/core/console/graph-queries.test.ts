import { describe, expect, it } from 'vitest';
import { planGraph } from '#core/console/graph-queries.ts';
import { toGraphLines } from '#core/console/metric-lines.ts';
import { unitOfLine } from '#core/console/units.ts';

const HOUR_MS = 3_600_000;
const range = { startMs: HOUR_MS + 61_000, endMs: 2 * HOUR_MS };
const nowMs = 2 * HOUR_MS;
const widget = { view: 'line', isWholeRange: false } as const;

describe('the queries of a graph', () => {
  it('begin with a whole period, and hide what only expressions use', () => {
    const lines = toGraphLines(
      [[{ expression: 'm1*2', id: 'e1' }], ['N', 'M', { id: 'm1', visible: false }]],
      'Sum',
    );

    const plan = planGraph({ ...widget, lines, periodSeconds: 300 }, range, { nowMs });

    expect(plan).toMatchObject({ periodSeconds: 300, startMs: HOUR_MS, endMs: 2 * HOUR_MS });
    expect(plan.queries.map(({ id, returnsData }) => [id, returnsData])).toEqual([
      ['e1', true],
      ['m1', false],
    ]);
  });

  it('send expressions as they stand, but a search with the period that is drawn', () => {
    const expression = `SUM(SEARCH('{Waymark,Stage} MetricName="Requests"', 'Sum', 300)) / 300`;
    const lines = toGraphLines([[{ expression }]], 'Sum');

    const [query] = planGraph({ ...widget, lines }, range, { chosenSeconds: 60, nowMs }).queries;

    expect(query?.source).toEqual({
      kind: 'expression',
      expression: `SUM(SEARCH('{Waymark,Stage} MetricName="Requests"', 'Sum', 60)) / 300`,
    });
  });

  it('ask for one period where a number stands for the whole range', () => {
    const lines = toGraphLines([['N', 'M']], 'Sum');

    const plan = planGraph({ lines, view: 'number', isWholeRange: true }, range, {
      chosenSeconds: 60,
      nowMs,
    });

    expect(plan.queries.map(({ periodSeconds }) => periodSeconds)).toEqual([plan.periodSeconds]);
    expect(plan.periodSeconds * 1_000).toBeGreaterThanOrEqual(plan.endMs - plan.startMs);
    expect(plan.startMs % (plan.periodSeconds * 1_000)).toBe(0);
  });
});

describe('the unit of a line', () => {
  const metric = (namespace: string, metricName: string) =>
    unitOfLine({ kind: 'metric', namespace, metricName, dimensions: [] });
  const expression = (text: string) => unitOfLine({ kind: 'expression', expression: text });

  it('is that of its row of the catalogue', () => {
    expect(metric('Waymark', 'Latency')).toBe('Milliseconds');
    expect(metric('AWS/Bedrock', 'InvocationLatency')).toBe('Milliseconds');
    expect(expression(`MAX(SEARCH('{Waymark,Stage,Model} MetricName="Latency"', 'p99', 300))`)).toBe(
      'Milliseconds',
    );
  });

  it('is percent for a share', () => {
    expect(expression('IF(m1 >= 20, 100 * FILL(m0, 0) / m1)')).toBe('Percent');
  });

  it('is not made up', () => {
    expect(metric('Shop', 'Orders')).toBeUndefined();
    expect(expression('m1 / 1000')).toBeUndefined();
    expect(expression('m1100 * 2')).toBeUndefined();
    const search = (statistic: string) =>
      `SEARCH('{Waymark,Stage} MetricName="Latency"', '${statistic}', 300)`;
    expect(expression(`MAX(${search('p99')}) / MAX(${search('p50')})`)).toBeUndefined();
  });
});
