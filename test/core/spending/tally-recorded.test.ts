import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sumUsd } from '#core/cost/money.ts';
import { daysBetween } from '#core/rollup/day.ts';
import type { CostRow } from '#core/rollup/row.ts';
import { toPeriods } from '#core/spending/periods.ts';
import { RecordedCosts } from '#core/spending/recorded.ts';
import { tallyRecorded } from '#core/spending/tally-recorded.ts';
import { costRow, head } from '../../functions/cost/fake-costs.ts';

const WINDOW = { start: '2026-11-08T00:00:00.000Z', end: '2026-11-21T06:00:00.000Z' };
const USD = 1_000_000_000_000n;
const heads = daysBetween('2026-10-01', '2026-11-21').map((day) => head(day));
const priced = (day: string, usd: bigint, more: Partial<CostRow> = {}): CostRow =>
  costRow({ day, calls: 1, pricedCalls: 1, costPicodollars: usd * USD, ...more });

function recordedOf(rows: readonly CostRow[], context: { heads?: typeof heads } = {}): RecordedCosts {
  const tally = tallyRecorded(toPeriods(WINDOW));
  const talk = { day: '2026-11-09', tenant: 'acme' };
  tally.add({
    rows,
    ratings: [
      { ...talk, accepted: 2, rated: 3 },
      { ...talk, day: '2026-10-20', accepted: 7, rated: 7 },
    ],
    conversations: [
      { ...talk, calls: 1, pricedCalls: 1, unpricedCalls: 0, costPicodollars: 8n * USD, conversations: 2 },
    ],
  });
  return tally.summarise({ heads, reconciliations: [], isReconciled: false, ...context });
}

describe('the recorded costs of a report', () => {
  it('put each day where it belongs', () => {
    const recorded = recordedOf([
      priced('2026-10-20', 1n),
      priced('2026-10-27', 2n),
      priced('2026-11-02', 4n),
      priced('2026-11-09', 8n),
      priced('2026-11-21', 16n),
    ]);

    expect(recorded.window.costUsd).toBe(24);
    expect(recorded.total).toMatchObject({
      costUsd: 24,
      costPerAcceptedAnswerUsd: 18,
      costPerConversationUsd: 4,
    });
    expect(recorded.total).toMatchObject({ acceptedAnswers: 2, ratedAnswers: 3, conversations: 2 });
    expect(recorded.compared).toMatchObject({ now: { costUsd: 8 }, before: { costUsd: 6 } });
    expect(recorded.month.costUsd).toBe(28);
    expect(recorded.lastMonth.costUsd).toBe(3);
    expect(RecordedCosts.parse(recorded)).toEqual(recorded);
  });

  it('name days that were never added up, and leave a period of them unknown', () => {
    const known = heads.filter(({ day }) => day >= '2026-11-10');

    const { window, lastMonth } = recordedOf([priced('2026-11-11', 3n)], { heads: known });

    expect(window).toMatchObject({ missingDays: ['2026-11-08', '2026-11-09'], costUsd: 3 });
    expect(lastMonth.missingDays).toHaveLength(31);
    expect(lastMonth).not.toHaveProperty('costUsd');
  });

  it('never make a zero of calls without a price', () => {
    const recorded = recordedOf([costRow({ day: '2026-11-11', calls: 3, unpricedCalls: 3 })]);

    expect(recorded.window).toMatchObject({ calls: 3, unpricedCalls: 3 });
    expect(recorded.window).not.toHaveProperty('costUsd');
    expect(recorded.total.costUsd).toBeUndefined();
  });

  it('count a person once, and only by a name', () => {
    const recorded = recordedOf([
      priced('2026-11-11', 1n, { user: 'a' }),
      priced('2026-11-12', 1n, { user: 'a', model: 'other' }),
      priced('2026-11-12', 1n),
    ]);

    expect(recorded.total).toMatchObject({ users: 1, costPerUserUsd: 2 });
  });

  it('add up to the total with what is left out, however many groups there are', () => {
    const row = fc.record({ group: fc.integer({ min: 0, max: 20 }), picodollars: fc.bigInt(0n, 10n ** 12n) });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 60 }), (all) => {
        const { tenants, total } = recordedOf(
          all.map(({ group, picodollars }) =>
            priced('2026-11-11', 0n, { tenant: `t${group}`, costPicodollars: picodollars }),
          ),
        );
        const costs = tenants.groups.map(({ costUsd }) => costUsd ?? 0);

        expect(tenants.groups.length).toBeLessThanOrEqual(8);
        expect(sumUsd([...costs, tenants.others?.costUsd ?? 0])).toBeCloseTo(total.costUsd ?? 0, 11);
        expect(tenants.groups.reduce((sum, { calls }) => sum + calls, tenants.others?.calls ?? 0)).toBe(
          total.calls,
        );
      }),
    );
  });
});
