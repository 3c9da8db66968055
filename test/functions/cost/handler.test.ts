import { describe, expect, it } from 'vitest';
import type { ProxyAnswer } from '#core/http/proxy-answer.ts';
import type { CostsAnswer } from '#core/rollup/costs-answer.ts';
import { MOST_GROUPS } from '#core/rollup/query.ts';
import type { DailyCosts } from '#functions/cost-ports.ts';
import { costRow, type FakeCosts, fakeCosts, head } from './fake-costs.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const nowMs = () => NOW;
const scheduled = { kind: 'rollup' };
const bin = (day: string): string => `${day} 00:00:00.000`;

/** What Logs Insights says of every day that is asked for. */
const answerOf =
  (toRows: (day: string, query: string) => readonly Record<string, string>[]): FakeCosts['answer'] =>
  ({ window, query }) => ({ status: 'known', rows: toRows(window.start.slice(0, 10), query) });

const oneCall = answerOf((day, query) => {
  if (query.includes('UserFeedback')) return ratingsOf(day);
  return query.includes('count_distinct') ? conversationsOf(day) : callsOf(day);
});

const ratingsOf = (day: string) =>
  [
    { 'feedback.rating': 'positive', ratings: '3' },
    { 'feedback.rating': 'negative', ratings: '1' },
  ].map((row) => ({ 'bin(1d)': bin(day), 'feedback.tenant': 'acme', ...row }));

const conversationsOf = (day: string) => [
  {
    ...{ 'bin(1d)': bin(day), 'invocation.tenant': 'acme', calls: '3', priced: '1', billable: '2' },
    ...{ costs: '1E9', conversations: '2' },
  },
];

const callsOf = (day: string) => [
  {
    ...{
      'bin(1d)': bin(day),
      'invocation.tenant': 'acme',
      Model: 'amazon.nova-lite-v1:0',
      Operation: 'Converse',
    },
    ...{
      calls: '4',
      priced: '2',
      billable: '3',
      costs: '1.5E9',
      savings: '-2000000',
      inputTokens: '12',
    },
  },
];

async function get(
  account: Partial<FakeCosts>,
  {
    query = {},
    tenant = 'acme' as string | null,
  }: { query?: Record<string, string>; tenant?: string | null } = {},
) {
  const { handler } = fakeCosts({ nowMs, ...account });
  const answered = (await handler({
    httpMethod: 'GET',
    queryStringParameters: query,
    requestContext: { authorizer: { tenant } },
  })) as ProxyAnswer;
  return {
    status: answered.statusCode,
    body: JSON.parse(answered.body) as CostsAnswer & { message?: string },
  };
}

describe('a scheduled run', () => {
  it('adds up the missed days and today so far, each exactly', async () => {
    const { handler, table, queries } = fakeCosts({ nowMs, answer: oneCall, heads: [head('2026-11-19')] });

    const outcome = await handler(scheduled);

    expect(outcome).toMatchObject({
      days: [
        { day: '2026-11-18', status: 'final', rows: 1 },
        { day: '2026-11-20', status: 'final', rows: 1 },
        { day: '2026-11-21', status: 'so_far', rows: 1 },
      ],
      comparison: {},
    });
    expect([...table.rows.values()][0]).toEqual({
      ...{
        day: '2026-11-18',
        tenant: 'acme',
        model: 'amazon.nova-lite-v1:0',
        route: '/model/{modelId}/converse',
      },
      ...{ calls: 4, pricedCalls: 2, unpricedCalls: 1, costPicodollars: 1_500_000_000n },
      ...{ cacheSavedPicodollars: -2_000_000n, inputTokens: 12, outputTokens: 0 },
      ...{ cacheReadInputTokens: 0, cacheWriteInputTokens: 0 },
    });
    expect(queries[0]?.window).toEqual({
      start: '2026-11-18T00:00:00.000Z',
      end: '2026-11-19T00:00:00.000Z',
    });
  });

  it('leaves the same rows when it is made twice', async () => {
    const { handler, table } = fakeCosts({ nowMs, answer: oneCall });

    await handler(scheduled);
    const everything = () =>
      [table.rows, table.ratings, table.conversations].map((each) => [...each.values()]);
    const first = everything();
    await handler(scheduled);

    expect(everything()).toEqual(first);
    expect(table.ratings.get('2026-11-20 acme')).toMatchObject({ accepted: 3, rated: 4 });
    expect(table.conversations.get('2026-11-20 acme')).toMatchObject({
      ...{ calls: 3, pricedCalls: 1, unpricedCalls: 1, costPicodollars: 1_000_000_000n, conversations: 2 },
    });
  });

  it('does not take the first instant of the next day into a day', async () => {
    const answer = answerOf(() => [{ 'bin(1d)': bin('2026-11-22'), calls: '1', priced: '1', billable: '1' }]);
    const { handler, table } = fakeCosts({ nowMs, answer });

    await handler(scheduled);

    expect(table.rows.size).toBe(0);
  });

  it('leaves a day that cannot be read unknown, to be tried again', async () => {
    const { handler, table, warnings } = fakeCosts({
      nowMs,
      answer: () => ({ status: 'unknown', reason: 'throttled', detail: 'slow down' }),
    });

    await expect(handler(scheduled)).rejects.toThrow('2026-11-18 (throttled), 2026-11-19 (throttled)');

    expect(table.heads.size).toBe(0);
    expect(warnings).toHaveLength(4);
  });

  it('gives users up rather than a part of the groups', async () => {
    const many = Array.from({ length: MOST_GROUPS }, () => ({}));
    const answer = answerOf((_, query) => (query.includes('invocation.user') ? many : []));
    const { handler, table } = fakeCosts({ nowMs, answer, settings: { lookBackDays: 1 } });

    await handler(scheduled);

    expect([...table.heads.values()].map(({ hasUsers }) => hasUsers)).toEqual([false, false]);
  });

  it('fails when not even that fits into an answer, after all other days and the bill', async () => {
    const many = Array.from({ length: MOST_GROUPS }, () => ({}));
    const { handler, table, asked, warnings } = fakeCosts({
      nowMs,
      billed: [],
      answer: answerOf((day, query) => (query.includes('Model') && day === '2026-11-19' ? many : [])),
    });

    await expect(handler(scheduled)).rejects.toThrow('could not be added up: 2026-11-19 (failed).');

    expect([...table.heads.keys()]).toEqual(['2026-11-18', '2026-11-20', '2026-11-21']);
    expect(asked).toHaveLength(1);
    expect(warnings).toEqual(['a day could not be added up']);
  });

  it('adds up the days after one that could not be written', async () => {
    const { handler, table } = fakeCosts({
      nowMs,
      answer: oneCall,
      costs: ({ save }) => ({
        save: async (day) => {
          if (day.head.day === '2026-11-18') throw new Error('DynamoDB did not take 1 items');
          await save(day);
        },
      }),
    });

    await expect(handler(scheduled)).rejects.toThrow('2026-11-18 (failed).');

    expect(table.heads.size).toBe(3);
  });
});

describe('the comparison with the bill', () => {
  const day = '2026-11-19';
  const account: FakeCosts = {
    nowMs,
    heads: [head(day), head('2026-11-18')],
    rows: [costRow({ day, pricedCalls: 1, costPicodollars: 80n })],
    billed: [
      { day, billedPicodollars: 100n, isEstimated: true },
      { day: '2026-11-18', billedPicodollars: 7n, isEstimated: false },
    ],
  };

  it('asks for a week that ended two days ago, keeps all of it and writes the newest day', async () => {
    const { handler, asked, written, table } = fakeCosts(account);

    expect(await handler(scheduled)).toMatchObject({ comparison: { cost_explorer: 'compared' } });

    expect(asked).toEqual([['2026-11-13', '2026-11-19']]);
    expect(table.bills.size).toBe(2);
    expect(written).toMatchObject([{ day, differencePercent: 20 }]);
  });

  it('is paid for once a day', async () => {
    const { handler, asked } = fakeCosts(account);

    await handler(scheduled);

    expect(await handler(scheduled)).toMatchObject({ comparison: { cost_explorer: 'done_before' } });
    expect(asked).toHaveLength(1);
  });

  it('keeps what stands in the way of a bill, for those who read the costs', async () => {
    const { handler, table } = fakeCosts({ ...account, billed: 'unknown', source: 'data_export' });

    await handler(scheduled);

    expect(table.unread).toEqual([
      {
        ...{ day: '2026-11-21', source: 'data_export', reason: 'denied', detail: 'refused' },
        checkedAt: expect.any(String),
      },
    ]);
  });

  it('compares models where the bill tells them apart', async () => {
    const models = [
      { model: 'amazon.nova-lite', billedPicodollars: 9n, lineItems: 3 },
      { billedPicodollars: 1n, lineItems: 1 },
    ];
    const billed = [{ day: '2026-11-19', billedPicodollars: 10n, isEstimated: true, models }];
    const day = '2026-11-19';
    const rows = [
      costRow({ day, costPicodollars: 6n }),
      costRow({ day, model: 'anthropic.claude-sonnet-5', costPicodollars: 2n }),
    ];
    const { handler, written } = fakeCosts({
      ...{ ...account, billed, rows, heads: [head(day)], source: 'data_export' },
    });

    expect(await handler(scheduled)).toMatchObject({ comparison: { data_export: 'compared' } });

    expect(written).toMatchObject([
      { source: 'data_export', estimatedPicodollars: 8n, differencePercent: 20 },
    ]);
    expect(written[0]?.models).toEqual([
      { model: 'amazon.nova-lite', estimatedPicodollars: 6n, billedPicodollars: 9n, lineItems: 3 },
      // a line that names no model may be this one's: what it was billed is not known
      {
        model: 'anthropic.claude-sonnet-5',
        estimatedPicodollars: 2n,
        billedPicodollars: undefined,
        lineItems: 0,
      },
      { billedPicodollars: 1n, lineItems: 1 },
    ]);
  });

  it('says when the bill could not be read, and writes nothing', async () => {
    const { handler, written, warnings } = fakeCosts({ ...account, billed: 'unknown' });

    expect(await handler(scheduled)).toMatchObject({ comparison: { cost_explorer: 'unknown' } });
    expect({ written, warnings }).toEqual({ written: [], warnings: ['the bill could not be read'] });
  });
});

describe('a bill that could not be read', () => {
  const unread = (checkedAt: string) => ({
    ...({ day: '2026-11-21', source: 'data_export', reason: 'failed', detail: 'it is Parquet' } as const),
    checkedAt,
  });
  const compared = {
    ...({
      day: '2026-11-19',
      source: 'data_export',
      billedPicodollars: 8n,
      estimatedPicodollars: 7n,
    } as const),
    ...{ isEstimated: false, unpricedCalls: 0, checkedAt: '2026-11-21T06:30:00.000Z' },
  };
  const first = '2026-11-21T00:30:00.000Z';
  const last = '2026-11-21T12:30:00.000Z';

  it.each([
    ['is shown with its reason', [], [unread(first)], [first]],
    ['is shown as of its last attempt', [], [unread(first), unread(last)], [last]],
    ['is shown when it could be read before', [compared], [unread(last)], [last]],
    ['is over once it could be read', [compared], [unread(first)], undefined],
  ])('%s', async (_name, reconciliations, attempts, expected) => {
    const { body } = await get({ reconciliations, unread: attempts }, { tenant: 'finance' });

    expect(body.unreadBills?.map(({ checkedAt }) => checkedAt)).toEqual(expected);
  });

  it('is not a single tenant’s to see', async () => {
    expect((await get({ unread: [unread(first)] })).body).not.toHaveProperty('unreadBills');
  });
});

describe('GET /v1/costs', () => {
  const day = '2026-11-20';
  const account: Partial<FakeCosts> = {
    heads: [head(day)],
    rows: [
      costRow({ day, calls: 2, pricedCalls: 2, costPicodollars: 30n }),
      costRow({ day, tenant: 'globex', calls: 5, pricedCalls: 5, costPicodollars: 40n }),
    ],
    reconciliations: [
      {
        source: 'cost_explorer',
        ...{ day, billedPicodollars: 80n, estimatedPicodollars: 70n, isEstimated: false },
        ...{ unpricedCalls: 0, checkedAt: `${day}T12:00:00.000Z`, differencePercent: 12.5 },
      },
    ],
  };

  it('shows a key its own tenant’s costs, and not the bill', async () => {
    const { status, body } = await get(account, { query: { by: 'tenant' } });

    expect(status).toBe(200);
    expect(body).toMatchObject({ scope: 'own', tenant: 'acme', from: '2026-11-01', to: '2026-11-21' });
    expect(body.groups.map(({ key, costUsd }) => [key, costUsd])).toEqual([['acme', 3e-11]]);
    expect(body).not.toHaveProperty('reconciliation');
  });

  it('shows those whom the settings name the costs of all, and the bill', async () => {
    const { body } = await get(account, { query: { by: 'tenant' }, tenant: 'finance' });

    expect(body.groups.map(({ key }) => key)).toEqual(['globex', 'acme']);
    expect(body.total.costUsd).toBe(7e-11);
    expect(body.reconciliation).toMatchObject([{ day, billedUsd: 8e-11, differencePercent: 12.5 }]);
  });

  it('calls a day that was never added up missing, not free', async () => {
    const { body } = await get(account, { query: { from: '2026-11-19', to: '2026-11-20' } });

    expect(body.days.map(({ status }) => status)).toEqual(['missing', 'final']);
    expect(body.groups.map(({ key }) => key)).toEqual(['2026-11-20']);
  });

  it('knows no amount where no day was added up, and none is zero', async () => {
    const { body } = await get({}, { query: { from: '2026-11-19', to: '2026-11-20' } });

    for (const name of [
      'costUsd',
      'cacheSavedUsd',
      'acceptedAnswers',
      'ratedAnswers',
      'callsInConversations',
    ])
      expect(body.total).not.toHaveProperty(name);
  });

  it('knows that a day that was added up to nothing cost nothing', async () => {
    const { body } = await get({ heads: [head(day)] });

    expect(body.total).toMatchObject({
      costUsd: 0,
      cacheSavedUsd: 0,
      acceptedAnswers: 0,
      callsInConversations: 0,
    });
  });

  it('reads again when a day is added up anew meanwhile', async () => {
    const runs = [head(day, { isFinal: false, rolledUpAt: `${day}T18:00:00.000Z` }), head(day), head(day)];
    const costs: FakeCosts['costs'] = ({ read }) => ({
      heads: async () => runs.splice(0, 1),
      read: (request, visit) =>
        request.heads[0]?.isFinal === true ? read(request, visit) : Promise.resolve(true),
    });

    const { body } = await get({ ...account, costs });

    expect(body.total.calls).toBe(2);
    expect(body.days.find((each) => each.day === day)?.status).toBe('final');
  });

  it('fails when that goes on', async () => {
    let run = 0;
    const heads = async () => {
      run += 1;
      return [head(day, { rolledUpAt: new Date(run).toISOString() })];
    };

    await expect(get({ ...account, costs: () => ({ heads }) })).rejects.toThrow('Ask again');
  });

  it.each([
    [199, 200],
    [201, 400],
  ])('reads a period of %i thousand rows with status %i', async (thousands, expected) => {
    const rows = Array.from({ length: 1_000 }, (_, index) => costRow({ day, user: `u${index}`, calls: 1 }));
    let pages = 0;
    const read: DailyCosts['read'] = async (_request, visit) => {
      while (pages < thousands) {
        pages += 1;
        if (!visit({ rows, ratings: [], conversations: [] })) return false;
      }
      return true;
    };

    const { status, body } = await get({ heads: [head(day)], costs: () => ({ read }) });

    expect(status).toBe(expected);
    if (expected === 200) expect(body.total.calls).toBe(199_000);
    else expect(body.message).toContain('more than 200000 rows. Ask for fewer days');
  });

  it.each([
    [{ from: '2026-02-30' }, 'from: a day as YYYY-MM-DD, in UTC'],
    [{ to: 'today' }, 'to: a day as YYYY-MM-DD, in UTC'],
    [{ from: '2026-11-21', to: '2026-11-20' }, 'from: a day that is not after to'],
    [{ to: '2026-11-23' }, 'to: a day that is not in the future'],
    [{ from: '2026-08-01' }, 'at most 92 days'],
    [{ by: 'team' }, 'by: one of day, tenant, user, model, application'],
    [{ until: '2026-11-20' }, 'there are from, to, by'],
  ])('refuses %j with what is allowed', async (query, words) => {
    const { status, body } = await get(account, { query });

    expect(status).toBe(400);
    expect(body.message).toContain(words);
  });

  it.each([[null], ['Not A Tenant']])('refuses a call without a verified identity: %j', async (tenant) => {
    expect((await get(account, { tenant })).status).toBe(403);
  });
});
