import {
  type AttributeValue,
  BatchWriteItemCommand,
  DynamoDBClient,
  QueryCommand,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import { type Day, daysBetween } from '#core/rollup/day.ts';
import type { DailyCosts } from '#functions/cost-ports.ts';
import { inTurns } from './in-turns.ts';
import {
  ACCEPTED_PREFIX,
  BILL,
  HEAD,
  type Item,
  ROW_PREFIX,
  readAccepted,
  readHead,
  readReconciliation,
  readRow,
  tenantPrefix,
  toAcceptedItem,
  toHeadItem,
  toReconciliationItem,
  toRowItem,
} from './items.ts';

/** Items of one BatchWriteItem (DynamoDB API reference). */
const BATCH = 25;
/** Tries of a batch whose rest DynamoDB did not take, and the first pause between them in milliseconds. */
const MAX_TRIES = 6;
const FIRST_PAUSE_MS = 50;

/** How the table is reached. */
export interface DailyCostsOptions {
  readonly tableName: string;
  /** How long rows are kept, in days. */
  readonly retentionDays: number;
  readonly sleep: (durationMs: number) => Promise<void>;
  /** @default - a client of the function's Region */
  readonly client?: DynamoDBClient | undefined;
}

/** The table of daily costs in DynamoDB: one partition a day, one item a row. */
export function createDailyCosts({
  tableName,
  retentionDays,
  sleep,
  client = new DynamoDBClient({}),
}: DailyCostsOptions): DailyCosts {
  const write = async (items: readonly Item[]): Promise<void> => {
    for (let at = 0; at < items.length; at += BATCH) {
      let left: WriteRequest[] = items.slice(at, at + BATCH).map((Item) => ({ PutRequest: { Item } }));
      for (let attempt = 0; left.length > 0; attempt += 1) {
        if (attempt === MAX_TRIES)
          throw new Error(`DynamoDB did not take ${left.length} items in ${MAX_TRIES} tries.`);
        if (attempt > 0) await sleep(FIRST_PAUSE_MS * 2 ** (attempt - 1));
        const answer = await client.send(new BatchWriteItemCommand({ RequestItems: { [tableName]: left } }));
        left = answer.UnprocessedItems?.[tableName] ?? [];
      }
    }
  };
  const query = async (day: Day, prefix: string): Promise<readonly Item[]> => {
    const items: Item[] = [];
    let start: Record<string, AttributeValue> | undefined;
    do {
      const page = await client.send(
        new QueryCommand({
          TableName: tableName,
          KeyConditionExpression: '#day = :day AND begins_with(#row, :prefix)',
          ExpressionAttributeNames: { '#day': 'day', '#row': 'row' },
          ExpressionAttributeValues: { ':day': { S: day }, ':prefix': { S: prefix } },
          ExclusiveStartKey: start,
        }),
      );
      items.push(...(page.Items ?? []));
      start = page.LastEvaluatedKey;
    } while (start !== undefined);
    return items;
  };
  const queryAll = async (days: readonly Day[], prefix: string): Promise<readonly Item[]> =>
    (await inTurns(days, (day) => query(day, prefix))).flat();
  return {
    heads: async (from, to) => (await queryAll(daysBetween(from, to), HEAD)).map(readHead),
    // the head last: a day without one was never written to its end
    save: ({ head, rows, accepted }) =>
      write([
        ...rows.map((row) => toRowItem(row, retentionDays)),
        ...accepted.map((row) => toAcceptedItem(row, retentionDays)),
        toHeadItem(head, retentionDays),
      ]),
    read: async ({ days, tenant }) => {
      const [rows, accepted] = await Promise.all([
        queryAll(days, tenant === undefined ? ROW_PREFIX : tenantPrefix(ROW_PREFIX, tenant)),
        queryAll(days, tenant === undefined ? ACCEPTED_PREFIX : tenantPrefix(ACCEPTED_PREFIX, tenant)),
      ]);
      return { rows: rows.map(readRow), accepted: accepted.map(readAccepted) };
    },
    saveReconciliations: (all) => write(all.map((each) => toReconciliationItem(each, retentionDays))),
    reconciliations: async (from, to) =>
      (await queryAll(daysBetween(from, to), BILL)).map(readReconciliation),
  };
}
