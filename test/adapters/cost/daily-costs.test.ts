import { randomUUID } from 'node:crypto';
import { DynamoDBClient, PutItemCommand, ScanCommand, type WriteRequest } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { createDailyCosts } from '#adapters/cost/daily-costs.ts';
import { toReconciliationItem } from '#adapters/cost/items.ts';
import type { Reconciliation, UnreadBill } from '#core/rollup/reconcile.ts';
import { costRow, head, readAll } from '../../functions/cost/fake-costs.ts';
import { clientOptions } from '../../scripts/local/aws/target.ts';
import { useEmbeddedAws } from '../../scripts/local/aws/use-embedded-aws.ts';
import { stubClient } from '../../support/stub-client.ts';

const aws = useEmbeddedAws();
const day = '2026-11-20';
let tableName = '';
let client: DynamoDBClient;

const open = (by = client) =>
  createDailyCosts({ tableName, retentionDays: 400, sleep: async () => undefined, client: by });
/** A client that ends when a request is about to be made. */
function endingAt(isTheEnd: (requests: readonly WriteRequest[]) => boolean): DynamoDBClient {
  const ending = new DynamoDBClient(clientOptions(() => aws().endpoint));
  ending.middlewareStack.add(
    (next) => (call) => {
      const requests =
        'RequestItems' in call.input ? Object.values(call.input.RequestItems ?? {}).flat() : [];
      if (isTheEnd(requests)) throw new Error('ended');
      return next(call);
    },
    { step: 'initialize' },
  );
  return ending;
}

const scan = async () => (await client.send(new ScanCommand({ TableName: tableName }))).Items ?? [];

beforeEach(async () => {
  tableName = `costs-${randomUUID()}`;
  client = new DynamoDBClient(clientOptions(() => aws().endpoint));
  await aws().createTable(tableName, 'day', 'row');
});

const isOfHead = ({ PutRequest }: WriteRequest): boolean => PutRequest?.Item?.row?.S === '!head';
const isDeletion = ({ DeleteRequest }: WriteRequest): boolean => DeleteRequest !== undefined;

describe('the table of daily costs', () => {
  const rows = [
    costRow({ day, user: 'u"1', calls: 3, pricedCalls: 3, costPicodollars: 123_456_789_012_345_678_901n }),
    costRow({ day, application: 'shop', calls: 1, cacheSavedPicodollars: -5n }),
    costRow({ day, tenant: 'acme-2', calls: 9 }),
  ];
  const conversations = [
    {
      ...{ day, tenant: 'acme', calls: 7, pricedCalls: 6, unpricedCalls: 1 },
      ...{ costPicodollars: 123n, conversations: 3 },
    },
    {
      ...{ day, tenant: 'globex', calls: 1, pricedCalls: 0, unpricedCalls: 0 },
      ...{ costPicodollars: 0n, conversations: 1 },
    },
  ];
  const ratings = [
    { day, tenant: 'acme', accepted: 4, rated: 5 },
    { day, tenant: 'globex', accepted: 1, rated: 1 },
  ];

  it('gives back what was written, to the last digit', async () => {
    const table = open();

    await table.save({ head: head(day), rows, ratings, conversations });

    const read = await readAll(table, { from: '2026-11-19', to: day });
    expect(new Set(read.rows)).toEqual(new Set(rows));
    expect(new Set(read.ratings)).toEqual(new Set(ratings));
    expect(new Set(read.conversations)).toEqual(new Set(conversations));
    expect(await table.heads('2026-11-01', '2026-11-30')).toEqual([head(day)]);
  });

  it('leaves the same items when a day is written twice', async () => {
    const table = open();

    await table.save({ head: head(day), rows, ratings, conversations });
    const first = await scan();
    await table.save({ head: head(day), rows: rows.toReversed(), ratings, conversations });

    expect(await scan()).toEqual(first);
    expect(first).toHaveLength(8);
  });

  it('reads one tenant’s rows, not those of one whose name begins alike', async () => {
    const table = open();
    await table.save({ head: head(day), rows, ratings, conversations });

    const read = await readAll(table, { from: day, to: day, tenant: 'acme' });

    expect(read.rows.map(({ tenant }) => tenant)).toEqual(['acme', 'acme']);
    expect(read.ratings).toEqual([ratings[0]]);
    expect(read.conversations).toEqual([conversations[0]]);
  });

  it('takes more rows than one batch or one page holds', async () => {
    const many = Array.from({ length: 60 }, (_, index) =>
      costRow({ day, user: `${index}`.repeat(40), calls: 1 }),
    );
    const table = open();

    await table.save({ head: head(day), rows: many, ratings: [], conversations: [] });

    expect((await readAll(table, { from: day, to: day })).rows).toHaveLength(60);
  });

  describe('when a day is added up anew, without its users', () => {
    const earlier = head(day, { rolledUpAt: `${day}T12:00:00.000Z`, isFinal: false });
    const later = head(day, { rolledUpAt: `${day}T18:00:00.000Z`, hasUsers: false });
    const byUser = Array.from({ length: 40 }, (_, index) => costRow({ day, user: `u${index}`, calls: 1 }));
    const without = [costRow({ day, calls: 50 }), costRow({ day, tenant: 'globex', calls: 7 })];
    const first = { head: earlier, rows: byUser, ratings, conversations };
    const second = {
      head: later,
      rows: without,
      ratings: ratings.slice(1),
      conversations: conversations.slice(1),
    };
    const callsOf = async (tenant?: string): Promise<number> =>
      (await readAll(open(), { from: day, to: day, ...(tenant !== undefined && { tenant }) })).rows.reduce(
        (sum, { calls }) => sum + calls,
        0,
      );

    it('counts no call twice, and leaves no row of the run before', async () => {
      await open().save(first);

      await open().save(second);

      expect([await callsOf(), await callsOf('acme')]).toEqual([57, 50]);
      expect((await readAll(open(), { from: day, to: day })).ratings).toEqual(second.ratings);
      expect(await scan()).toHaveLength(
        without.length + second.ratings.length + second.conversations.length + 1,
      );
    });

    it('also within the same millisecond', async () => {
      await open().save({ ...first, head: later });

      await open().save(second);

      expect(await callsOf()).toBe(57);
    });

    it.each([
      ['before all of its rows are written', 40, 'before', () => true],
      ['before its head is written', 40, 'before', isOfHead],
      ['before the other rows are deleted', 57, 'after', isDeletion],
    ] as const)('keeps whole sums when it ends %s', async (_title, calls, run, isTheEnd) => {
      await open().save(first);

      await expect(open(endingAt((requests) => requests.some(isTheEnd))).save(second)).rejects.toThrow(
        'ended',
      );

      expect(await callsOf()).toBe(calls);
      expect(await open().heads(day, day)).toEqual([run === 'before' ? earlier : later]);
    });

    it('clears away what a run left that ended half way', async () => {
      await open().save(first);
      const ended = open(endingAt((requests) => requests.some(isOfHead))).save(second);
      await expect(ended).rejects.toThrow('ended');

      await open().save({ ...second, head: { ...later, rolledUpAt: `${day}T19:00:00.000Z` } });

      expect(await scan()).toHaveLength(
        without.length + second.ratings.length + second.conversations.length + 1,
      );
    });

    it('is not undone by a slower run that began before it', async () => {
      await open().save(second);

      await open().save(first);

      expect(await open().heads(day, day)).toEqual([later]);
      expect(await callsOf()).toBe(57);
    });
  });

  it('stops reading when it is told to', async () => {
    const heads = [head(day), head('2026-11-19')];
    for (const each of heads)
      await open().save({ head: each, rows: [costRow({ day: each.day, calls: 1 })], ratings, conversations });

    let pages = 0;
    const isWhole = await open().read({ heads }, () => {
      pages += 1;
      return false;
    });

    expect({ isWhole, pages }).toEqual({ isWhole: false, pages: 1 });
  });

  it('says in each item when it may go', async () => {
    await open().save({ head: head(day), rows, ratings, conversations });

    const ends = new Set((await scan()).map(({ expiresAt }) => expiresAt?.N));
    expect([...ends]).toEqual([String(Date.parse('2027-12-25T00:00:00Z') / 1_000)]);
  });

  it('keeps comparisons with the bill', async () => {
    const table = open();
    const compared: Reconciliation = {
      source: 'cost_explorer',
      ...{
        day,
        billedPicodollars: 7n,
        estimatedPicodollars: 6n,
        differencePercent: 14.28,
        isEstimated: true,
      },
      ...{ unpricedCalls: 1, checkedAt: '2026-11-22T00:30:00.000Z' },
    };

    const exported: Reconciliation = {
      ...compared,
      source: 'data_export',
      withoutRegionPicodollars: 3n,
      models: [
        { model: 'amazon.nova-lite', estimatedPicodollars: 6n, billedPicodollars: 7n, lineItems: 2 },
        { billedPicodollars: 9_007_199_254_740_993n, lineItems: 1 },
      ],
    };
    const unread: UnreadBill = {
      ...{ day, source: 'data_export', reason: 'denied', detail: 'why' },
      checkedAt: compared.checkedAt,
    };

    await table.saveReconciliations([compared, exported]);
    await table.saveUnreadBill(unread);

    expect(await table.reconciliations(day, day)).toEqual({
      compared: [compared, exported],
      unread: [unread],
    });
  });

  it('reads a comparison from before bills had sources', async () => {
    const compared: Reconciliation = {
      ...{ day, source: 'cost_explorer', billedPicodollars: 7n, estimatedPicodollars: 6n },
      ...{ isEstimated: true, unpricedCalls: 1, checkedAt: '2026-11-22T00:30:00.000Z' },
    };
    const { source, ...Item } = toReconciliationItem(compared, 400);
    await client.send(new PutItemCommand({ TableName: tableName, Item }));

    expect((await open().reconciliations(day, day)).compared).toEqual([compared]);
  });

  it('sends again what DynamoDB did not take, and fails when it never does', async () => {
    const { client: refusing, calls } = stubClient(
      new DynamoDBClient({ region: 'us-east-1' }),
      ({ input }) => ({
        UnprocessedItems: (input as { RequestItems: unknown }).RequestItems,
      }),
    );
    const table = createDailyCosts({
      ...{ tableName, retentionDays: 1, client: refusing, sleep: async () => undefined },
    });

    await expect(table.save({ head: head(day), rows: [], ratings: [], conversations: [] })).rejects.toThrow(
      'did not take 1 items',
    );

    expect(calls.filter(({ command }) => command === 'BatchWriteItemCommand')).toHaveLength(6);
  });
});
