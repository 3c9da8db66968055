import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toUsd } from '#core/cost/money.ts';
import type { ConversationRow, CostRow, RatingRow } from '#core/rollup/row.ts';
import { type CostGroup, createCostTally, MOST_ANSWERED_GROUPS } from '#core/rollup/summary.ts';
import { costRow } from '../../functions/cost/fake-costs.ts';

const day = '2026-11-20';
const usd = (amount: number): bigint => BigInt(Math.round(amount * 1e6)) * 1_000_000n;

interface Source {
  readonly rows: readonly CostRow[];
  readonly ratings?: readonly RatingRow[];
  readonly conversations?: readonly ConversationRow[];
}

/** Row by row, as pages of any size come in. */
function summarise({ rows, ratings = [], conversations = [] }: Source, by: CostGroup) {
  const tally = createCostTally(by);
  for (const row of rows) tally.add({ rows: [row], ratings: [], conversations: [] });
  tally.add({ rows: [], ratings, conversations: [] });
  tally.add({ rows: [], ratings: [], conversations });
  return tally.summarise();
}
const conversation = (row: Partial<ConversationRow>): ConversationRow => ({
  ...{ day, tenant: 'acme', calls: 8, pricedCalls: 8, unpricedCalls: 0 },
  ...{ costPicodollars: usd(4), conversations: 2, ...row },
});
const toFigures = (source: Source) => summarise(source, 'day').total;
const groupCosts = (source: Source, by: CostGroup) => summarise(source, by).groups;

describe('figures', () => {
  it('are over priced requests, as the signal is: refused calls, which cost nothing, make none cheaper', () => {
    const rows = [
      costRow({ day, calls: 4, pricedCalls: 4, costPicodollars: usd(2) }),
      costRow({ day, calls: 6, model: 'none' }),
    ];

    expect(toFigures({ rows }).costPerThousandRequestsUsd).toBe(500);
    expect(toFigures({ rows: rows.slice(1) }).costPerThousandRequestsUsd).toBeUndefined();
  });

  it('are cost per 1,000 priced requests, per user and per accepted answer', () => {
    const rows = [
      costRow({ day, calls: 6, pricedCalls: 5, unpricedCalls: 1, costPicodollars: usd(1), user: 'u1' }),
      costRow({ day, calls: 5, pricedCalls: 5, costPicodollars: usd(3), user: 'u2' }),
      costRow({ day, calls: 10, pricedCalls: 10, costPicodollars: usd(6) }),
    ];

    expect(toFigures({ rows, ratings: [{ day, tenant: 'acme', accepted: 4, rated: 5 }] })).toMatchObject({
      costUsd: 10,
      costPerThousandRequestsUsd: 500,
      users: 2,
      costPerUserUsd: 2,
      acceptedAnswers: 4,
      ratedAnswers: 5,
      costPerAcceptedAnswerUsd: 0.625, // 10 USD / 20 priced calls x 5 / 4
      unpricedCalls: 1,
    });
  });

  it('are cost per conversation of the calls that name one, beside how many these are', () => {
    const rows = [costRow({ day, calls: 20, pricedCalls: 20, costPicodollars: usd(100) })];
    const later = conversation({
      day: '2026-11-21',
      calls: 2,
      pricedCalls: 2,
      costPicodollars: usd(5),
      conversations: 1,
    });

    expect(toFigures({ rows, conversations: [conversation({}), later] })).toMatchObject({
      calls: 20,
      callsInConversations: 10,
      conversations: 3,
      costPerConversationUsd: 3,
    });
  });

  it('say that no call names a conversation, and no cost of one', () => {
    const figures = toFigures({
      rows: [costRow({ day, calls: 1, pricedCalls: 1, costPicodollars: usd(1) })],
    });

    expect(figures.callsInConversations).toBe(0);
    expect(figures).not.toHaveProperty('conversations');
    expect(figures).not.toHaveProperty('costPerConversationUsd');
  });

  it('leave the cost of a conversation unknown whose calls have no price', () => {
    const unpriced = conversation({ pricedCalls: 0, unpricedCalls: 8, costPicodollars: 0n });

    expect(toFigures({ rows: [], conversations: [unpriced] })).toMatchObject({ conversations: 2 });
    expect(toFigures({ rows: [], conversations: [unpriced] }).costPerConversationUsd).toBeUndefined();
  });

  it('do not depend on how many answers are rated, and are unknown where rejected ones were not counted', () => {
    const rows = [costRow({ day, calls: 100, pricedCalls: 100, costPicodollars: usd(100) })];
    const rate = (accepted: number, rated?: number) =>
      toFigures({ rows, ratings: [{ day, tenant: 'acme', accepted, rated }] }).costPerAcceptedAnswerUsd;

    expect(rate(1, 2)).toBe(2);
    expect(rate(20, 40)).toBe(2);
    expect(rate(20)).toBeUndefined();
    expect(rate(0, 5)).toBeUndefined();
  });

  it('do not make a cost of zero out of calls whose price is not known', () => {
    const figures = toFigures({ rows: [costRow({ day, calls: 3, unpricedCalls: 3 })] });

    expect(figures).not.toHaveProperty('costUsd');
    expect(figures).not.toHaveProperty('costPerThousandRequestsUsd');
    expect(figures.unpricedCalls).toBe(3);
  });

  it('know that refused calls cost nothing', () => {
    expect(toFigures({ rows: [costRow({ day, calls: 3 })] }).costUsd).toBe(0);
  });

  it('have nothing per user or per answer where there is none', () => {
    const figures = toFigures({ rows: [costRow({ day, calls: 1, pricedCalls: 1 })] });

    expect(figures.users).toBeUndefined();
    expect(figures.costPerUserUsd).toBeUndefined();
    expect(figures.costPerAcceptedAnswerUsd).toBeUndefined();
  });

  it('tell users of two tenants apart that have the same hash', () => {
    const rows = ['acme', 'globex'].map((tenant) =>
      costRow({ day, tenant, user: 'u', calls: 1, pricedCalls: 1 }),
    );

    expect(toFigures({ rows }).users).toBe(2);
  });
});

describe('groups', () => {
  const arbitraryRows = fc.array(
    fc.record({
      model: fc.constantFrom('a', 'b', 'c'),
      tenant: fc.constantFrom('x', 'y'),
      calls: fc.nat(1_000),
      costPicodollars: fc.bigInt({ min: 0n, max: 9_000_000_000n }),
    }),
    { maxLength: 40 },
  );

  it('add up to the total exactly, in any order of the rows', () => {
    fc.assert(
      fc.property(arbitraryRows, fc.constantFrom('model', 'tenant', 'day'), (parts, by) => {
        const rows = parts.map((part) => costRow({ day, pricedCalls: part.calls, ...part }));
        const total = rows.reduce((sum, row) => sum + row.costPicodollars, 0n);

        const groups = groupCosts({ rows }, by);

        expect(toFigures({ rows: rows.toReversed() }).costUsd).toBe(toUsd(total));
        expect(groups.reduce((sum, { calls }) => sum + calls, 0)).toBe(
          rows.reduce((sum, { calls }) => sum + calls, 0),
        );
        expect(groupCosts({ rows: rows.toReversed() }, by)).toEqual(groups);
      }),
    );
  });

  it('keep calls without the label apart from those with it, and the dearest come first', () => {
    const rows = [
      costRow({ day, calls: 1, pricedCalls: 1, costPicodollars: 1n, application: 'shop' }),
      costRow({ day, calls: 2, pricedCalls: 2, costPicodollars: 5n }),
    ];

    const groups = groupCosts({ rows }, 'application');

    expect(groups.map(({ key, calls }) => [key, calls])).toEqual([
      [undefined, 2],
      ['shop', 1],
    ]);
  });

  it('beyond the dearest thousand are told together, and are in the total', () => {
    const count = MOST_ANSWERED_GROUPS + 3;
    const rows = Array.from({ length: count }, (_, index) =>
      costRow({ day, user: `u${index}`, calls: 1, pricedCalls: 1, costPicodollars: usd(index + 1) }),
    );

    const { total, groups, omittedGroups } = summarise({ rows }, 'user');

    expect(groups).toHaveLength(MOST_ANSWERED_GROUPS);
    expect([groups[0]?.key, groups.at(-1)?.key]).toEqual([`u${count - 1}`, 'u3']);
    expect(omittedGroups).toMatchObject({ count: 3, calls: 3, costUsd: 1 + 2 + 3, users: 3 });
    expect(total).toMatchObject({ calls: count, costUsd: (count * (count + 1)) / 2, users: count });
  });

  it('are all there when they are no more', () => {
    expect(summarise({ rows: [costRow({ day, calls: 1 })] }, 'user')).not.toHaveProperty('omittedGroups');
  });

  it('know accepted answers and conversations by tenant and day only', () => {
    const source = {
      rows: [costRow({ day, calls: 1, pricedCalls: 1 })],
      ratings: [{ day, tenant: 'acme', accepted: 2, rated: 2 }],
      conversations: [conversation({ conversations: 3 })],
    };

    expect(groupCosts(source, 'tenant')[0]?.acceptedAnswers).toBe(2);
    expect(groupCosts(source, 'model')[0]?.acceptedAnswers).toBeUndefined();
    expect(groupCosts(source, 'tenant')[0]?.conversations).toBe(3);
    expect(groupCosts(source, 'model')[0]).not.toHaveProperty('callsInConversations');
  });
});
