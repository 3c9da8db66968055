import { describe, expect, it } from 'vitest';
import { metricReaders } from '#scripts/bench/cost/readers.ts';

describe.each(metricReaders())('the own metric $metricName', ({ isByModel, ofStage, ofModel }) => {
  it('is read by something: it is paid for', () => {
    expect(ofStage).not.toEqual([]);
  });

  it('is there by model exactly where something reads it so', () => {
    expect(isByModel).toBe(ofModel.length > 0);
  });
});

describe('who reads a metric', () => {
  const readersOf = (name: string) => metricReaders().find(({ metricName }) => metricName === name);

  it('is told of alarms, dashboards, criteria and comparisons', () => {
    expect(readersOf('Requests')).toMatchObject({
      ofStage: expect.arrayContaining(['alarm failed-calls', 'overview', 'level-1']),
      ofModel: ['level-1', 'level-3', 'comparison of models'],
    });
    expect(readersOf('RetriedSuccesses')).toMatchObject({
      ofStage: expect.arrayContaining(['alarm retry-success-rate', 'level-5']),
      judgedBy: expect.arrayContaining(['errors-handled']),
    });
  });
});
