import { describe, expect, it } from 'vitest';
import { toGraphLines } from '#core/console/metric-lines.ts';

describe('the lines of a graph', () => {
  it('write out what "." and "..." repeat', () => {
    const lines = toGraphLines(
      [
        ['Waymark', 'Latency', 'Stage', 'dev', 'Model', 'a', { stat: 'p50' }],
        ['.', 'Requests', '.', '.', '.', 'b'],
        ['...', 'c', { label: 'third' }],
        ['...'],
      ],
      'Average',
    );

    const dimensions = (model: string) => [
      ['Stage', 'dev'],
      ['Model', model],
    ];
    expect(lines.map(({ source }) => source)).toEqual([
      { kind: 'metric', namespace: 'Waymark', metricName: 'Latency', dimensions: dimensions('a') },
      { kind: 'metric', namespace: 'Waymark', metricName: 'Requests', dimensions: dimensions('b') },
      { kind: 'metric', namespace: 'Waymark', metricName: 'Requests', dimensions: dimensions('c') },
      { kind: 'metric', namespace: 'Waymark', metricName: 'Requests', dimensions: dimensions('c') },
    ]);
    expect(lines.map(({ statistic }) => statistic)).toEqual(['p50', 'Average', 'Average', 'Average']);
  });

  it('keep the ids that expressions use and give the others ids of their own', () => {
    const lines = toGraphLines(
      [
        [{ expression: 'm1/line2', id: 'line1' }],
        ['N', 'A', { id: 'm1', visible: false }],
        ['N', 'B'],
        ['N', 'C'],
      ],
      'Sum',
    );

    expect(lines.map(({ id, isVisible }) => [id, isVisible])).toEqual([
      ['line1', true],
      ['m1', false],
      ['line2', true],
      ['line3', true],
    ]);
    expect(new Set(lines.map(({ id }) => id)).size).toBe(4);
  });

  it('leave out what is neither a metric nor an expression', () => {
    expect(toGraphLines([[], ['N'], ['N', 'M', 'Stage'], [1, 2], [{}]], 'Sum')).toEqual([]);
  });
});
