import {
  BatchWriteItemCommand,
  DynamoDBClient,
  QueryCommand,
  type QueryCommandInput,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import { type Day, daysBetween } from '#core/rollup/day.ts';
import type { DayHead } from '#core/rollup/plan.ts';
import type { DailyCosts } from '#functions/cost-ports.ts';
import { inTurns } from './in-turns.ts';
import {
  BILL,
  CONVERSATION_PREFIX,
  HEAD,
  type Item,
  isUnread,
  RATING_PREFIX,
  ROW_PREFIX,
  readConversation,
  readHead,
  readRating,
  readReconciliation,
  readRow,
  readUnread,
  runPrefix,
  tenantPrefix,
  toConversationItem,
  toHeadItem,
  toRatingItem,
  toReconciliationItem,
  toRowItem,
  toUnreadItem,
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

/** The table of daily costs in DynamoDB: one partition a day, one item a row of each run. */
export function createDailyCosts({
  tableName,
  retentionDays,
  sleep,
  client = new DynamoDBClient({}),
}: DailyCostsOptions): DailyCosts {
  const send = async (requests: readonly WriteRequest[]): Promise<void> => {
    for (let at = 0; at < requests.length; at += BATCH) {
      let left: WriteRequest[] = requests.slice(at, at + BATCH);
      for (let attempt = 0; left.length > 0; attempt += 1) {
        if (attempt === MAX_TRIES)
          throw new Error(`DynamoDB did not take ${left.length} items in ${MAX_TRIES} tries.`);
        if (attempt > 0) await sleep(FIRST_PAUSE_MS * 2 ** (attempt - 1));
        const answer = await client.send(new BatchWriteItemCommand({ RequestItems: { [tableName]: left } }));
        left = answer.UnprocessedItems?.[tableName] ?? [];
      }
    }
  };
  const write = (items: readonly Item[]): Promise<void> =>
    send(items.map((Item) => ({ PutRequest: { Item } })));
  /** Consistent reads: rows are there as soon as the head that tells of them is. */
  const pages = async function* (day: Day, range: Range): AsyncGenerator<readonly Item[]> {
    let start: Item | undefined;
    do {
      const page = await client.send(
        new QueryCommand({
          ...{ TableName: tableName, ConsistentRead: true, ExclusiveStartKey: start },
          ...toCondition(day, range),
        }),
      );
      yield page.Items ?? [];
      start = page.LastEvaluatedKey;
    } while (start !== undefined);
  };
  const query = async (day: Day, range: Range): Promise<readonly Item[]> => {
    const items: Item[] = [];
    for await (const page of pages(day, range)) items.push(...page);
    return items;
  };
  const queryAll = async (days: readonly Day[], prefix: string): Promise<readonly Item[]> =>
    (await inTurns(days, (day) => query(day, { prefix }))).flat();
  const isOutrun = async ({ day, rolledUpAt }: DayHead): Promise<boolean> =>
    (await query(day, { prefix: HEAD })).map(readHead).some((known) => known.rolledUpAt > rolledUpAt);
  /** Rows of this run that are no longer among those written, and of all runs before it. */
  const removeOthers = async ({ day, rolledUpAt }: DayHead, written: readonly Item[]): Promise<void> => {
    const kept = new Set(written.map(({ row }) => row?.S));
    for (const prefix of [ROW_PREFIX, RATING_PREFIX, CONVERSATION_PREFIX])
      for await (const page of pages(day, { from: prefix, to: `${runPrefix(prefix, rolledUpAt)}${LAST}` }))
        await send(page.filter(({ row }) => !kept.has(row?.S)).map((Key) => ({ DeleteRequest: { Key } })));
  };
  return {
    heads: async (from, to) => (await queryAll(daysBetween(from, to), HEAD)).map(readHead),
    save: async ({ head, rows, ratings, conversations }) => {
      const options = { run: head.rolledUpAt, retentionDays };
      const items = [
        ...rows.map((row) => toRowItem(row, options)),
        ...ratings.map((row) => toRatingItem(row, options)),
        ...conversations.map((row) => toConversationItem(row, options)),
      ];
      await write(items);
      // a schedule may start two runs: the one that began later is not undone by one that is slower
      if (await isOutrun(head)) return;
      // the head names the run whose rows are read: before it the old ones are, whole, and after it the new ones
      await write([toHeadItem(head, retentionDays)]);
      await removeOthers(head, items);
    },
    read: async ({ heads, tenant }, visit) => {
      const state = { goesOn: true };
      await inTurns(heads, async ({ day, rolledUpAt: run }) => {
        const prefixOf = (prefix: string): string =>
          tenant === undefined ? runPrefix(prefix, run) : tenantPrefix(prefix, run, tenant);
        for await (const page of pages(day, { prefix: prefixOf(ROW_PREFIX) })) {
          state.goesOn &&= visit({ rows: page.map(readRow), ratings: [], conversations: [] });
          if (!state.goesOn) return;
        }
        const ratings = (await query(day, { prefix: prefixOf(RATING_PREFIX) })).map(readRating);
        const conversations = (await query(day, { prefix: prefixOf(CONVERSATION_PREFIX) })).map(
          readConversation,
        );
        state.goesOn &&= visit({ rows: [], ratings, conversations });
      });
      return state.goesOn;
    },
    saveReconciliations: (all) => write(all.map((each) => toReconciliationItem(each, retentionDays))),
    saveUnreadBill: (bill) => write([toUnreadItem(bill, retentionDays)]),
    reconciliations: async (from, to) => {
      const items = await queryAll(daysBetween(from, to), BILL);
      return {
        compared: items.filter((item) => !isUnread(item)).map(readReconciliation),
        unread: items.filter(isUnread).map(readUnread),
      };
    },
  };
}

/** Which rows of a day: all that begin alike, or the keys of those from one to another. */
type Range = { readonly prefix: string } | { readonly from: string; readonly to: string };

/** Sorts after the JSON of a row's key. */
const LAST = '\u{10ffff}';

type Condition = Pick<
  QueryCommandInput,
  'KeyConditionExpression' | 'ProjectionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
>;

function toCondition(day: Day, range: Range): Condition {
  const names = { '#day': 'day', '#row': 'row' };
  if ('prefix' in range)
    return {
      KeyConditionExpression: '#day = :day AND begins_with(#row, :prefix)',
      ExpressionAttributeNames: names,
      ExpressionAttributeValues: { ':day': { S: day }, ':prefix': { S: range.prefix } },
    };
  return {
    KeyConditionExpression: '#day = :day AND #row BETWEEN :from AND :to',
    ProjectionExpression: '#day, #row',
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: { ':day': { S: day }, ':from': { S: range.from }, ':to': { S: range.to } },
  };
}
