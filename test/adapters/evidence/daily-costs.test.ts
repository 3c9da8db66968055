import { describe, expect, it } from 'vitest';
import { dailyCosts } from '#adapters/evidence/facts/daily-costs.ts';
import { FACTS } from '#core/maturity/facts.ts';
import type { EvidenceContext, LogReader } from '#functions/ports.ts';
import { costRow, type FakeCosts, fakeCosts, head } from '../../functions/cost/fake-costs.ts';

const context: EvidenceContext = {
  window: { start: '2026-11-08T00:00:00.000Z', end: '2026-11-21T06:00:00.000Z' },
  ...{ accountId: '123456789012', region: 'us-east-1', stage: 'prod', gatewayLogGroup: '/gateway' },
  signal: new AbortController().signal,
};
const row = costRow({ day: '2026-11-20', calls: 2, pricedCalls: 2, costPicodollars: 3_000_000_000_000n });
const unpricedRow = costRow({ day: '2026-11-20', model: 'house', calls: 1, unpricedCalls: 1 });

const STILL = { monotonicMs: () => 0 };

function sourceOf(account: Partial<FakeCosts> = {}, logs: Partial<LogReader> = {}, clock = STILL) {
  const { table } = fakeCosts({ nowMs: () => 0, heads: [head('2026-11-20')], rows: [row], ...account });
  const costs = { ...table.costs, ...account.costs?.(table.costs) };
  const asked: string[] = [];
  const reader: LogReader = {
    query: async ({ query }) => {
      asked.push(query);
      return { status: 'known', rows: [] };
    },
    ...logs,
  };
  const source = dailyCosts(
    { costs, isReconciled: true },
    { logs: reader, call: (_, send) => send(), clock },
  );
  return { source, asked };
}

describe('the costs by day', () => {
  it('are read in the shape of their fact, and no log is asked', async () => {
    const { source, asked } = sourceOf();

    const reading = await source.collect(context);

    expect(reading).toMatchObject({ status: 'known', value: { total: { calls: 2, costUsd: 3 } } });
    if (reading.status === 'known') expect(FACTS.dailyCosts.parse(reading.value)).toEqual(reading.value);
    expect(asked).toEqual([]);
    expect(source.query(context)).toBe('heads, rows and bills of the days 2026-10-01 to 2026-11-21');
  });

  it('say why calls have no price, as their records do', async () => {
    const rows = [
      { 'invocation.unpriced': 'usage_unknown', Model: 'amazon.nova-lite-v1:0', calls: '1' },
      { 'invocation.unpriced': 'model_unknown', Model: 'house', calls: '4' },
      { 'invocation.unpriced': 'of a later version', Model: 'house', calls: '9' },
    ];
    const { source } = sourceOf(
      { rows: [row, unpricedRow] },
      { query: async () => ({ status: 'known', rows }) },
    );

    expect(await source.collect(context)).toMatchObject({
      value: {
        unpriced: [
          { reason: 'model_unknown', model: 'house', calls: 4 },
          { reason: 'usage_unknown', model: 'amazon.nova-lite-v1:0', calls: 1 },
        ],
      },
    });
  });

  it('keep their sums when the records cannot be asked', async () => {
    const refused = { status: 'unknown', reason: 'denied', detail: 'refused' } as const;
    const { source } = sourceOf({ rows: [row, unpricedRow] }, { query: async () => refused });

    const reading = await source.collect(context);

    expect(reading).toMatchObject({ status: 'known', value: { total: { unpricedCalls: 1 } } });
    expect(reading.status === 'known' && reading.value.unpriced).toBeUndefined();
  });

  it('are not collected where no table is named', async () => {
    const logs: LogReader = { query: async () => ({ status: 'known', rows: [] }) };
    const source = dailyCosts(undefined, { logs, call: (_, send) => send(), clock: STILL });

    expect(await source.collect(context)).toMatchObject({ status: 'unknown', reason: 'not_collected' });
  });

  it('are unknown with the permission that is missing', async () => {
    const heads = async () => {
      throw Object.assign(new Error(), { name: 'AccessDeniedException', $metadata: { httpStatusCode: 400 } });
    };
    const { source } = sourceOf({ costs: () => ({ heads }) });

    expect(await source.collect(context)).toMatchObject({
      ...{ status: 'unknown', reason: 'denied', permission: 'dynamodb:Query' },
    });
  });

  it('are unknown when there are too many rows, or the time is over', async () => {
    const many = Array.from({ length: 500_001 }, () => row);
    const { source: large } = sourceOf({
      costs: () => ({ read: async (_, visit) => visit({ rows: many, ratings: [], conversations: [] }) }),
    });
    const over = AbortSignal.abort();

    expect(await large.collect(context)).toMatchObject({ detail: expect.stringContaining('500000 rows') });
    expect(await sourceOf().source.collect({ ...context, signal: over })).toMatchObject({
      ...{ status: 'unknown', reason: 'failed' },
    });
    let nowMs = 0;
    const slow = { monotonicMs: () => (nowMs += 12_000) };
    expect(await sourceOf({}, {}, slow).source.collect(context)).toMatchObject({
      ...{ status: 'unknown', detail: expect.stringContaining('within 12 s') },
    });
  });

  it('are read again when a day was added up anew meanwhile', async () => {
    let reads = 0;
    const { source } = sourceOf({
      costs: (table) => ({
        heads: async (...range) =>
          (await table.heads(...range)).map((each) => ({
            ...each,
            rolledUpAt: `${each.day}T0${Math.min(reads, 1)}`,
          })),
        read: async (...asked) => {
          reads += 1;
          return table.read(...asked);
        },
      }),
    });

    expect(await source.collect(context)).toMatchObject({ value: { total: { calls: 2 } } });
    expect(reads).toBe(2);
  });
});
