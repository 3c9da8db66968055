import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { DAY_MS, startOf } from '#core/rollup/day.ts';
import { formatUsd, parseDecimal } from '#core/rollup/decimal.ts';
import type { DayHead } from '#core/rollup/plan.ts';
import {
  BILL_SOURCES,
  type BillSource,
  type Reconciliation,
  type UnreadBill,
} from '#core/rollup/reconcile.ts';
import type { ConversationRow, CostRow, RatingRow } from '#core/rollup/row.ts';
import { modelsText, writeModels } from './model-items.ts';

/** An item of the table. */
export type Item = Record<string, AttributeValue>;

/** Sort keys: what there is to know of a day, its bills by source, and the first characters of its rows, before the run's. */
export const HEAD = '!head';
export const BILL = '!bill';
const UNREAD = '!bill?';
export const ROW_PREFIX = 'cost';
export const RATING_PREFIX = 'accepted';
export const CONVERSATION_PREFIX = 'conversation';

const text = z.pipe(
  z.object({ S: z.string() }),
  z.transform(({ S }) => S),
);
const truth = z.pipe(
  z.object({ BOOL: z.boolean() }),
  z.transform(({ BOOL }) => BOOL),
);
const count = z.pipe(
  z.object({ N: z.string() }),
  z.transform(({ N }) => Number(N)),
);
/** DynamoDB keeps 38 digits of a number: an amount stays exact. */
const amount = z.pipe(
  z.object({ N: z.string() }),
  z.transform(({ N }) => parseDecimal(N) ?? 0n),
);

const HeadItem = z.object({ day: text, rolledUpAt: text, isFinal: truth, hasUsers: truth });
const RatingItem = z.object({ day: text, tenant: text, accepted: count, rated: z.optional(count) });
const ConversationItem = z.object({
  ...{ day: text, tenant: text, calls: count, pricedCalls: count, unpricedCalls: count },
  ...{ costUsd: amount, conversations: count },
});
const RowItem = z.object({
  ...{
    day: text,
    tenant: text,
    application: z.optional(text),
    model: text,
    route: text,
    user: z.optional(text),
  },
  ...{ calls: count, pricedCalls: count, unpricedCalls: count },
  ...{ inputTokens: count, outputTokens: count, cacheReadInputTokens: count, cacheWriteInputTokens: count },
  ...{ costUsd: amount, cacheSavedUsd: amount },
});
/** Before exports were read, there was one source. */
const source = z._default(
  z.pipe(
    z.object({ S: z.enum(BILL_SOURCES) }),
    z.transform(({ S }) => S),
  ),
  'cost_explorer',
);
const BillItem = z.object({
  ...{ source, models: z.optional(modelsText), withoutRegionUsd: z.optional(amount) },
  ...{ day: text, billedUsd: amount, estimatedUsd: amount, isEstimated: truth, unpricedCalls: count },
  ...{ checkedAt: text, differencePercent: z.optional(count) },
});

const UnreadItem = z.object({ source, day: text, reason: text, detail: text, checkedAt: text });

export const readHead = (item: Item): DayHead => HeadItem.parse(item);
export const readRating = (item: Item): RatingRow => RatingItem.parse(item);

export function readConversation(item: Item): ConversationRow {
  const { costUsd: costPicodollars, ...rest } = ConversationItem.parse(item);
  return { ...rest, costPicodollars };
}

export function readRow(item: Item): CostRow {
  const { costUsd: costPicodollars, cacheSavedUsd: cacheSavedPicodollars, ...rest } = RowItem.parse(item);
  return { ...rest, costPicodollars, cacheSavedPicodollars };
}

export function readReconciliation(item: Item): Reconciliation {
  const { billedUsd, estimatedUsd, withoutRegionUsd, ...rest } = BillItem.parse(item);
  return {
    ...rest,
    billedPicodollars: billedUsd,
    estimatedPicodollars: estimatedUsd,
    ...(withoutRegionUsd !== undefined && { withoutRegionPicodollars: withoutRegionUsd }),
  };
}

export const isUnread = ({ row }: Item): boolean => row?.S?.startsWith(UNREAD) ?? false;
export const readUnread = (item: Item): UnreadBill => UnreadItem.parse(item);

/** Of a run, and how long its rows are kept. */
export interface RunOptions {
  /** When it began, ISO 8601: the head's `rolledUpAt`. Runs sort as time does. */
  readonly run: string;
  readonly retentionDays: number;
}

/** First characters of the sort keys of a run's rows, so that two runs of a day never mix. */
export const runPrefix = (prefix: string, run: string): string => `${prefix}@${run}[`;

/** First characters of the sort keys of one tenant's rows: JSON, so that no name runs into the next. */
export const tenantPrefix = (prefix: string, run: string, tenant: string): string =>
  `${runPrefix(prefix, run)}${JSON.stringify(tenant)},`;

const toKey = (
  prefix: string,
  run: string,
  [tenant, ...more]: readonly [string, ...(readonly (string | undefined)[])],
): string =>
  `${tenantPrefix(prefix, run, tenant)}${JSON.stringify(more.map((each) => each ?? null)).slice(1)}`;

export function toRowItem(row: CostRow, { run, retentionDays }: RunOptions): Item {
  const { day, tenant, application, model, route, user, costPicodollars, cacheSavedPicodollars, ...counts } =
    row;
  return toItem(
    {
      row: toKey(ROW_PREFIX, run, [tenant, application, model, route, user]),
      ...{ day, tenant, application, model, route, user },
      ...counts,
      ...{ costUsd: costPicodollars, cacheSavedUsd: cacheSavedPicodollars },
    },
    retentionDays,
  );
}

export const toRatingItem = (row: RatingRow, { run, retentionDays }: RunOptions): Item =>
  toItem({ row: toKey(RATING_PREFIX, run, [row.tenant]), ...row }, retentionDays);

export function toConversationItem(
  { costPicodollars: costUsd, ...rest }: ConversationRow,
  { run, retentionDays }: RunOptions,
): Item {
  return toItem({ row: toKey(CONVERSATION_PREFIX, run, [rest.tenant]), ...rest, costUsd }, retentionDays);
}

export const toHeadItem = (head: DayHead, retentionDays: number): Item =>
  toItem({ row: HEAD, ...head }, retentionDays);

export function toReconciliationItem(
  {
    billedPicodollars: billedUsd,
    estimatedPicodollars: estimatedUsd,
    withoutRegionPicodollars: withoutRegionUsd,
    models,
    ...rest
  }: Reconciliation,
  retentionDays: number,
): Item {
  const texts = models && { models: writeModels(models) };
  const amounts = { billedUsd, estimatedUsd, withoutRegionUsd };
  return toItem({ row: billKey(rest.source), ...amounts, ...texts, ...rest }, retentionDays);
}

const billKey = (name: BillSource): string => (name === 'cost_explorer' ? BILL : `${BILL}:${name}`);

export const toUnreadItem = (bill: UnreadBill, retentionDays: number): Item =>
  toItem({ row: `${UNREAD}${bill.source}`, ...bill }, retentionDays);

type Members = Readonly<Record<string, string | number | bigint | boolean | undefined>> & {
  readonly day: string;
};

function toItem(members: Members, retentionDays: number): Item {
  const expiresAt = startOf(members.day) / 1_000 + (retentionDays * DAY_MS) / 1_000;
  return Object.fromEntries(
    Object.entries({ ...members, expiresAt }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, toAttribute(value)]],
    ),
  );
}

function toAttribute(value: string | number | bigint | boolean): AttributeValue {
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'boolean') return { BOOL: value };
  return { N: typeof value === 'bigint' ? formatUsd(value) : String(value) };
}
