import { describe, expect, it } from 'vitest';
import { awsMetrics } from '#core/signals/aws-metrics.ts';
import { seriesOf } from '#core/signals/place.ts';
import { metricOf } from '#core/signals/rows.ts';

const place = { stage: 'prod', apiNames: ['shop'], functionNames: { gateway: 'Shop-Gateway' } };
const named = Object.entries(awsMetrics).flatMap(([id, row]) =>
  'series' in row ? [[id, row.series] as const] : [],
);

describe('the series of a row', () => {
  it.each(named)('is the one that %s names, never a search for all that look alike', (id, series) => {
    expect(seriesOf(metricOf(id), place)).toEqual([
      expect.objectContaining({ kind: 'metric', dimensions: Object.entries(series) }),
    ]);
  });

  it('is there for the log group of spans', () => {
    expect(named.length).toBeGreaterThan(0);
  });
});
