import { describe, expect, it } from 'vitest';
import { reconcile } from '#core/rollup/reconcile.ts';
import { addSums, NO_COSTS } from '#core/rollup/row.ts';
import { costRow, head } from '../../functions/cost/fake-costs.ts';

const day = '2026-11-18';
const checkedAt = '2026-11-20T00:30:00.000Z';
const dollars = (count: number): bigint => BigInt(count) * 10n ** 12n;
const sums = new Map([
  [
    day,
    [
      costRow({ day, pricedCalls: 4, costPicodollars: dollars(60) }),
      costRow({ day, model: 'b', pricedCalls: 1, unpricedCalls: 2, costPicodollars: dollars(30) }),
    ].reduce(addSums, NO_COSTS),
  ],
]);
const bill = (billed: number) => [{ day, billedPicodollars: dollars(billed), isEstimated: false }];

describe('reconcile', () => {
  it.each([
    [100, 10],
    [90, 0],
    [60, -50],
  ])(
    'says which share of a bill of %i USD the estimate of 90 does not explain: %i %%',
    (billed, difference) => {
      const [compared] = reconcile({
        source: 'cost_explorer',
        billed: bill(billed),
        heads: [head(day)],
        sums,
        checkedAt,
      });

      expect(compared).toMatchObject({ differencePercent: difference, unpricedCalls: 2, checkedAt });
    },
  );

  it('has no share of nothing', () => {
    const [compared] = reconcile({
      source: 'cost_explorer',
      billed: bill(0),
      heads: [head(day)],
      sums,
      checkedAt,
    });

    expect(compared).not.toHaveProperty('differencePercent');
  });

  it.each([[[]], [[head(day, { isFinal: false })]]])(
    'leaves out a day that was not added up to its end: %j',
    (heads) => {
      expect(reconcile({ source: 'cost_explorer', billed: bill(100), heads, sums, checkedAt })).toEqual([]);
    },
  );
});
