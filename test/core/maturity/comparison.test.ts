import { describe, expect, it } from 'vitest';
import { assess } from '#core/maturity/assess.ts';
import type { AssessmentSummary } from '#core/maturity/observation.ts';
import { summarise } from '#core/maturity/summarise.ts';
import { emptyObservationSet, observationSet, type SampleChanges } from './sample-observations.ts';
import { shortfallsOf } from './shortfalls.ts';

const summaryAt = (assessedAt: string, changes: SampleChanges = {}): AssessmentSummary => ({
  ...summarise(assess(observationSet(changes))),
  assessedAt,
});

describe('delta', () => {
  it('is absent at the first assessment', () => {
    const { delta, trend } = assess(observationSet());

    expect(delta).toBeUndefined();
    expect(trend).toEqual([]);
  });

  it('tells what improved and what regressed, symptoms the other way round', () => {
    const earlier = summaryAt('2026-11-14T06:00:00Z', shortfallsOf(['cost-monitored', 'no-tracking']));
    const { delta } = assess(
      observationSet({ ...shortfallsOf(['model-routing', 'manual-testing']), previous: [earlier] }),
    );

    expect(delta).toEqual({
      since: '2026-11-14T06:00:00Z',
      level: 0,
      solidLevel: 0,
      improved: ['no-tracking', 'cost-monitored'],
      regressed: ['manual-testing', 'model-routing'],
    });
  });

  it('counts losing sight of something as a regression and levels as differences', () => {
    const earlier = summaryAt('2026-11-14T06:00:00Z');
    const { delta } = assess({ ...emptyObservationSet(), previous: [earlier] });

    expect(delta).toMatchObject({ level: -5, solidLevel: -5, improved: [] });
    expect(delta?.regressed).toHaveLength(30);
  });

  it('leaves out criteria that the earlier assessment did not have', () => {
    const earlier = { ...summaryAt('2026-11-14T06:00:00Z'), criteria: { gone: 'met' as const } };
    const { delta } = assess(observationSet({ previous: [earlier] }));

    expect(delta).toMatchObject({ improved: [], regressed: [] });
  });

  it('is against the newest earlier one, wherever it stands', () => {
    const [older, newer] = [summaryAt('2026-11-07T06:00:00Z'), summaryAt('2026-11-14T06:00:00Z')];
    const { delta } = assess(observationSet({ previous: [newer, older] }));

    expect(delta?.since).toBe('2026-11-14T06:00:00Z');
  });
});

describe('trend', () => {
  it('holds earlier assessments once each, oldest first', () => {
    const [older, newer] = [summaryAt('2026-11-07T06:00:00Z'), summaryAt('2026-11-14T06:00:00Z')];
    const { trend } = assess(observationSet({ previous: [newer, older, newer] }));

    expect(trend).toEqual([older, newer]);
  });

  it('leaves out assessments of the same time or later', () => {
    const previous = [summaryAt('2026-11-21T06:00:00Z'), summaryAt('2026-12-01T06:00:00Z')];
    const { trend, delta } = assess(observationSet({ previous }));

    expect(trend).toEqual([]);
    expect(delta).toBeUndefined();
  });

  it('goes back twelve assessments', () => {
    const days = Array.from({ length: 14 }, (_, day) => `2026-11-${String(day + 1).padStart(2, '0')}`);
    const { trend } = assess(observationSet({ previous: days.map((day) => summaryAt(`${day}T06:00:00Z`)) }));

    expect(trend).toHaveLength(12);
    expect(trend[0]?.assessedAt).toBe('2026-11-03T06:00:00Z');
  });
});
