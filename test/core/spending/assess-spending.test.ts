import { describe, expect, it } from 'vitest';
import { assess } from '#core/maturity/assess.ts';
import { Assessment } from '#core/maturity/assessment.ts';
import { ObservationSet } from '#core/maturity/observation.ts';
import { serialise } from '#core/maturity/serialise.ts';
import type { RecordedCosts } from '#core/spending/recorded.ts';
import { observationSet } from '../maturity/sample-observations.ts';
import { countedCosts, recordedCosts } from './sample-costs.ts';

const recordedOf = (changes: Partial<RecordedCosts>) =>
  assess(observationSet({ facts: { dailyCosts: recordedCosts(changes) } })).spending?.recorded;
const whole = recordedCosts();
const { compared } = whole;
if (!compared) throw new Error('The sample compares.');

describe('the cost page of an assessment', () => {
  it('is the same bytes for the same observations', () => {
    const set = observationSet();
    const replayed = ObservationSet.parse(JSON.parse(serialise(set)));

    expect(serialise(assess(replayed))).toBe(serialise(assess(set)));
    expect(Assessment.parse(assess(set)).spending).toEqual(assess(set).spending);
  });

  it.each([
    ['more', 118, 100, 18],
    ['less', 50, 100, -50],
    ['as much', 100, 100, 0],
  ])('says that it is %s than before', (_, usd, beforeUsd, percent) => {
    const now = { ...compared.now, costUsd: usd };
    const before = { ...compared.before, costUsd: beforeUsd };

    expect(recordedOf({ compared: { now, before } })).toMatchObject({
      change: { status: 'known', days: 13, usd, beforeUsd, percent },
    });
  });

  it('gives no percentage of nothing', () => {
    const before = { ...compared.before, costUsd: 0 };
    const recorded = recordedOf({ compared: { ...compared, before } });

    expect(recorded).toMatchObject({ change: { status: 'known', usd: 118 } });
    expect(recorded?.status === 'known' && recorded.change).not.toHaveProperty('percent');
  });

  it('compares no sum of which days are missing', () => {
    const before = { ...compared.before, missingDays: ['2026-10-26'] };

    expect(recordedOf({ compared: { ...compared, before } })).toMatchObject({
      change: {
        status: 'unknown',
        reason: 'only 12 of the 13 days from 2026-10-26 to 2026-11-07 was added up',
      },
    });
  });

  it.each([
    ['off', { isReconciled: false, reconciled: [] }, { status: 'off' }],
    ['pending', { isReconciled: true, reconciled: [] }, { status: 'pending' }],
    [
      'compared',
      {},
      {
        status: 'compared',
        days: 2,
        estimatedUsd: 18,
        billedUsd: 20,
        differencePercent: 10,
        unpricedCalls: 3,
      },
    ],
  ])('says that the bill is %s', (_, changes, bill) => {
    expect(recordedOf(changes)).toMatchObject({ bill });
  });

  it('keeps a row for each unit cost that is not known, with what would change it', () => {
    const { users: _users, costPerUserUsd: _cost, ...total } = whole.total;
    const recorded = recordedOf({ total });

    expect(recorded?.status === 'known' && recorded.unitCosts).toContainEqual({
      ...{ id: 'user', title: 'user' },
      words: 'no call names its user: send the header x-waymark-user',
    });
  });

  it('has the share of cached prompt tokens', () => {
    expect(recordedOf({})).toMatchObject({ cacheHitRatio: 1_600_000 / 4_120_000 });
  });

  it('is unknown where no day was added up, and where no table was read', () => {
    const { asOf: _, ...nothing } = whole;
    const unread = { status: 'unknown', reason: 'denied', detail: 'AWS refused it.' } as const;

    expect(
      assess(observationSet({ facts: { dailyCosts: { ...nothing, asOf: undefined } } })).spending?.recorded,
    ).toMatchObject({ status: 'unknown', reason: expect.stringContaining('cost.rollupSchedule') });
    expect(assess(observationSet({ facts: { dailyCosts: unread } })).spending?.recorded).toEqual({
      status: 'unknown',
      reason: 'AWS refused it.',
    });
  });

  it('has what AWS counted, with calls that have no price apart', () => {
    const { spending } = assess(observationSet({ facts: { modelTokens: countedCosts() } }));

    expect(spending?.counted).toMatchObject({ status: 'known', costUsd: 112.25, unpricedCalls: 12 });
  });

  it('has no cost of nothing that was counted', () => {
    const { spending } = assess(observationSet({ facts: { modelTokens: countedCosts({ models: [] }) } }));

    expect(spending?.counted).toMatchObject({ status: 'unknown' });
  });
});
