import { describe, expect, it } from 'vitest';
import { assess } from '#core/maturity/assess.ts';
import { indexObservations } from '#core/maturity/evidence.ts';
import { isMeasured, levelOneRows } from '#core/maturity/level-one.ts';
import { denied, emptyObservationSet, observationSet, type SampleChanges } from './sample-observations.ts';

const rows = levelOneRows();
const measuredIn = (changes: SampleChanges): readonly string[] => {
  const evidence = indexObservations(observationSet(changes));
  return rows.filter((row) => isMeasured(row, evidence)).map(({ row }) => row);
};

describe('the metric rows of level 1', () => {
  it('are seven, each with a signal that answers it', () => {
    const ids = rows.map(({ row }) => row);

    expect(ids).toEqual([
      'connectivity',
      'basicOutput',
      'sanityCheck',
      'availability',
      'apiHealth',
      'execution',
      'basicQuality',
    ]);
    for (const { signals } of rows) expect(signals.length).toBeGreaterThan(0);
  });

  it('are all measured in the sample, where no datapoint of client errors means none', () => {
    expect(measuredIn({})).toHaveLength(7);
  });

  it('are not measured without observations', () => {
    const evidence = indexObservations(emptyObservationSet());

    expect(rows.filter((row) => isMeasured(row, evidence))).toEqual([]);
  });

  it.each<[string, SampleChanges, readonly string[]]>([
    ['no call through the gateway', { signals: { requests: 'no_data' } }, ['sanityCheck']],
    ['no API request', { signals: { apiRequests: 0 } }, ['connectivity', 'apiHealth']],
    ['4xx refused', { signals: { apiClientErrors: denied('cloudwatch:GetMetricData') } }, ['connectivity']],
    ['Lambda errors not collected', { signals: { lambdaErrors: 'missing' } }, ['execution']],
    ['no Bedrock call', { signals: { bedrockInvocations: 'no_data' } }, ['availability', 'basicQuality']],
    [
      'neither source of success and failure',
      { signals: { successes: 'missing', bedrockFailureRate: 'no_data' } },
      ['basicOutput'],
    ],
  ])('are left unmeasured by %s', (_, changes, missing) => {
    const measured = measuredIn(changes);

    expect(rows.map(({ row }) => row).filter((row) => !measured.includes(row))).toEqual(missing);
  });

  it('are each in the assessment with their signals and what was read, as many as the level counts', () => {
    const { levelOneRows: shown, levels } = assess(
      observationSet({
        signals: { apiRequests: 'no_data', lambdaErrors: denied('cloudwatch:GetMetricData') },
      }),
    );

    expect(shown.map(({ id, status }) => [id, status])).toEqual([
      ['connectivity', 'unknown'],
      ['basicOutput', 'met'],
      ['sanityCheck', 'met'],
      ['availability', 'met'],
      ['apiHealth', 'unknown'],
      ['execution', 'unknown'],
      ['basicQuality', 'met'],
    ]);
    expect(levels[0]).toMatchObject({ met: 4, total: 7, isReached: true });
    expect(shown.at(-2)).toMatchObject({
      name: 'Execution',
      wording: 'Invocations & Errors (Lambda)',
      signals: ['lambdaInvocations', 'lambdaErrors'],
      reason: 'Lambda invocations: 100; Lambda errors: unknown: access denied (cloudwatch:GetMetricData).',
    });
    expect(shown.at(-1)?.reason).toBe('Bedrock client errors: 0.');
  });

  it('are measured where one of two sources says enough', () => {
    expect(measuredIn({ signals: { successes: 'missing' } })).toContain('basicOutput');
    expect(measuredIn({ signals: { bedrockFailureRate: 'missing' } })).toContain('basicOutput');
  });
});
