import { describe, expect, it } from 'vitest';
import { assess } from '#core/maturity/assess.ts';
import { Assessment } from '#core/maturity/assessment.ts';
import { SIGNAL_IDS } from '#core/maturity/evidence.ts';
import { summarise } from '#core/maturity/summarise.ts';
import { denied, emptyObservationSet, OBSERVED_AT, observationSet, WINDOW } from './sample-observations.ts';
import { shortfallsOf } from './shortfalls.ts';

const levelThree = ['prompts-and-models-versioned', 'automated-evaluations', 'model-routing'];
const signalIn = (assessment: Assessment, id: string) =>
  assessment.signals.find((signal) => signal.id === id);

describe('assess', () => {
  it('says nothing good or bad about a set without observations', () => {
    const { level, solidLevel, levels, criteria, symptoms, signals } = assess(emptyObservationSet());

    expect({ level, solidLevel, symptoms }).toEqual({ level: 0, solidLevel: 0, symptoms: [] });
    expect(levels.map(({ unknown, total }) => [unknown, total])).toEqual([[7, 7], ...Array(4).fill([6, 6])]);
    expect(criteria.every(({ status }) => status === 'unknown')).toBe(true);
    expect(signals.map(({ id }) => id)).toEqual(SIGNAL_IDS);
  });

  it('answers in the shape of its schema', () => {
    const assessments = [observationSet(), emptyObservationSet()].map(assess);

    for (const assessment of assessments) expect(Assessment.parse(assessment)).toEqual(assessment);
  });

  it('reaches a level with four of six criteria and not with three', () => {
    const four = assess(observationSet(shortfallsOf(levelThree.slice(0, 2))));
    const three = assess(observationSet(shortfallsOf(levelThree)));

    expect(four.levels[2]).toMatchObject({ met: 4, unmet: 2, score: 4 / 6, isReached: true });
    expect(three.levels[2]).toMatchObject({ met: 3, unmet: 3, score: 0.5, isReached: false });
  });

  it('names the level that was skipped and stays solid below it', () => {
    const { level, solidLevel, skippedLevels } = assess(observationSet(shortfallsOf(levelThree)));

    expect({ level, solidLevel, skippedLevels }).toEqual({ level: 5, solidLevel: 2, skippedLevels: [3] });
  });

  it('lists the symptoms that are still present without taking a level away', () => {
    const { symptoms, level } = assess(observationSet(shortfallsOf(['no-tracking', 'direct-access'])));

    expect(symptoms).toEqual(['direct-access', 'no-tracking']);
    expect(level).toBe(5);
  });

  it('shows each piece of evidence with its source, window, time, value and threshold', () => {
    const { criteria } = assess(observationSet());

    expect(criteria[6]?.evidence[0]).toEqual({
      evidence: 'identifiedPrompts',
      title: 'Calls with a managed prompt',
      source: { call: 'cloudwatch:GetMetricData', query: 'identifiedPrompts of stage prod by day' },
      window: WINDOW,
      observedAt: OBSERVED_AT,
      value: '4,700 of 4,800 calls (97.9 %)',
      threshold: 'at least 50 % of calls',
    });
  });

  it('says of evidence that was not collected that it was not', () => {
    const { criteria } = assess(emptyObservationSet());

    expect(criteria[0]?.evidence).toMatchObject([
      { source: { call: 'none', query: 'not collected' }, window: WINDOW, value: 'unknown: not collected' },
    ]);
  });

  it('lists what could not be measured with the missing permission', () => {
    const { unmeasured } = assess(
      observationSet({
        facts: { trails: denied('cloudtrail:DescribeTrails') },
        signals: { latency: 'no_data' },
      }),
    );

    expect(unmeasured).toContainEqual({
      evidence: 'trails',
      title: 'CloudTrail trails',
      reason: 'AWS refused cloudtrail:DescribeTrails.',
      permission: 'cloudtrail:DescribeTrails',
    });
    expect(unmeasured).toContainEqual({
      evidence: 'latency',
      title: 'Latency',
      reason: 'There was no datapoint in the window.',
    });
  });

  it('takes the newest of several observations', () => {
    const set = observationSet();
    const newer = observationSet({ facts: { budgets: { budgets: 1, notifying: 0 } } }).observations;
    const later = newer.map((each) => ({ ...each, observedAt: '2026-11-21T06:00:01Z' }));

    const { criteria } = assess({ ...set, observations: [...later, ...set.observations] });

    expect(criteria.find(({ id }) => id === 'cost-monitored')?.status).toBe('unmet');
  });
});

describe('observations of the same time', () => {
  it('are settled the same way in either order', () => {
    const good = observationSet();
    const bad = observationSet({ facts: { budgets: { budgets: 1, notifying: 0 } } });
    const orders = [
      [...good.observations, ...bad.observations],
      [...bad.observations, ...good.observations],
    ];

    const [first, second] = orders.map((observations) => assess({ ...good, observations }));

    expect(first).toEqual(second);
  });
});

describe('signals', () => {
  it('read a silent counter as zero on the days that had calls', () => {
    const signal = signalIn(assess(observationSet({ signals: { throttles: 'no_data' } })), 'throttles');

    expect(signal).toMatchObject({ status: 'known', value: 0, daily: Array(14).fill(0), statistic: 'Sum' });
  });

  it('leave a silent counter open without calls', () => {
    const silent = assess(observationSet({ signals: { throttles: 'no_data', requests: 'no_data' } }));

    expect(signalIn(silent, 'throttles')).toMatchObject({ status: 'no_data', daily: [] });
  });

  it('leave open what nothing emits yet, and latency, which is no counter', () => {
    const silent = assess(observationSet({ signals: { humanInterventions: 'no_data', latency: 'no_data' } }));

    expect(signalIn(silent, 'humanInterventions')?.status).toBe('no_data');
    expect(signalIn(silent, 'latency')?.status).toBe('no_data');
  });

  it('say why an external one is not collected', () => {
    const signal = signalIn(assess(observationSet()), 'faithfulness');

    expect(signal).toMatchObject({ status: 'unknown', statistic: 'external' });
    expect(signal?.reason).toContain('Evaluation jobs publish no CloudWatch metric');
  });
});

describe('summarise', () => {
  it('keeps the levels and the status of each criterion', () => {
    const summary = summarise(assess(observationSet(shortfallsOf(['cost-monitored']))));

    expect(summary).toMatchObject({ assessedAt: OBSERVED_AT, level: 5, solidLevel: 5 });
    expect(Object.keys(summary.criteria)).toHaveLength(30);
    expect(summary.criteria['cost-monitored']).toBe('unmet');
  });
});
