import { randomUUID } from 'node:crypto';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import { createDailyCosts } from '#adapters/cost/daily-costs.ts';
import { costRow, head } from '../../functions/cost/fake-costs.ts';
import { clientOptions } from '../../scripts/local/aws/target.ts';
import { useEmbeddedAws } from '../../scripts/local/aws/use-embedded-aws.ts';
import { stubClient } from '../../support/stub-client.ts';

const aws = useEmbeddedAws();
const day = '2026-11-20';
let tableName = '';
let client: DynamoDBClient;

const open = () => createDailyCosts({ tableName, retentionDays: 400, sleep: async () => undefined, client });
const scan = async () => (await client.send(new ScanCommand({ TableName: tableName }))).Items ?? [];

beforeEach(async () => {
  tableName = `costs-${randomUUID()}`;
  client = new DynamoDBClient(clientOptions(() => aws().endpoint));
  await aws().createTable(tableName, 'day', 'row');
});

describe('the table of daily costs', () => {
  const rows = [
    costRow({ day, user: 'u"1', calls: 3, pricedCalls: 3, costPicodollars: 123_456_789_012_345_678_901n }),
    costRow({ day, application: 'shop', calls: 1, cacheSavedPicodollars: -5n }),
    costRow({ day, tenant: 'acme-2', calls: 9 }),
  ];
  const accepted = [
    { day, tenant: 'acme', accepted: 4 },
    { day, tenant: 'globex', accepted: 1 },
  ];

  it('gives back what was written, to the last digit', async () => {
    const table = open();

    await table.save({ head: head(day), rows, accepted });

    const read = await table.read({ days: [day, '2026-11-19'] });
    expect(new Set(read.rows)).toEqual(new Set(rows));
    expect(read.accepted).toEqual(accepted);
    expect(await table.heads('2026-11-01', '2026-11-30')).toEqual([head(day)]);
  });

  it('leaves the same items when a day is written twice', async () => {
    const table = open();

    await table.save({ head: head(day), rows, accepted });
    const first = await scan();
    await table.save({ head: head(day), rows: rows.toReversed(), accepted });

    expect(await scan()).toEqual(first);
    expect(first).toHaveLength(6);
  });

  it('reads one tenant’s rows, not those of one whose name begins alike', async () => {
    const table = open();
    await table.save({ head: head(day), rows, accepted });

    const read = await table.read({ days: [day], tenant: 'acme' });

    expect(read.rows.map(({ tenant }) => tenant)).toEqual(['acme', 'acme']);
    expect(read.accepted).toEqual([accepted[0]]);
  });

  it('takes more rows than one batch or one page holds', async () => {
    const many = Array.from({ length: 60 }, (_, index) =>
      costRow({ day, user: `${index}`.repeat(40), calls: 1 }),
    );
    const table = open();

    await table.save({ head: head(day), rows: many, accepted: [] });

    expect((await table.read({ days: [day] })).rows).toHaveLength(60);
  });

  it('says in each item when it may go', async () => {
    await open().save({ head: head(day), rows, accepted });

    const ends = new Set((await scan()).map(({ expiresAt }) => expiresAt?.N));
    expect([...ends]).toEqual([String(Date.parse('2027-12-25T00:00:00Z') / 1_000)]);
  });

  it('keeps comparisons with the bill', async () => {
    const table = open();
    const compared = {
      ...{
        day,
        billedPicodollars: 7n,
        estimatedPicodollars: 6n,
        differencePercent: 14.28,
        isEstimated: true,
      },
      ...{ unpricedCalls: 1, checkedAt: '2026-11-22T00:30:00.000Z' },
    };

    await table.saveReconciliations([compared]);

    expect(await table.reconciliations(day, day)).toEqual([compared]);
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

    await expect(table.save({ head: head(day), rows: [], accepted: [] })).rejects.toThrow(
      'did not take 1 items',
    );

    expect(calls).toHaveLength(6);
  });
});
