import { OPERATION_DEFINITIONS } from '../bedrock/operation.ts';
import { OPERATIONS } from '../invocation/operations.ts';
import { ownMetrics } from '../signals/own-metrics.ts';
import type { Day } from './day.ts';
import { parseDecimal } from './decimal.ts';
import type { ConversationRow, CostRow, RatingRow } from './row.ts';

/** A row of an answer of Logs Insights: texts by column. */
export type LogRow = Readonly<Record<string, string>>;

/** Most groups of one answer: the default of Logs Insights, and what one page of GetQueryResults holds. */
export const MOST_GROUPS = 10_000;

/** Column of the day; asked for in the query, because the range of a query has both its ends in it. */
const DAY_COLUMN = 'bin(1d)';

const { inputTokens, outputTokens, cacheReadInputTokens, cacheWriteInputTokens, cost, cacheSaved } =
  ownMetrics;

/** Members of a record that stand beside it, as metrics of the same line, are read from there. */
const SUMS = {
  inputTokens: inputTokens.metricName,
  outputTokens: outputTokens.metricName,
  cacheReadInputTokens: cacheReadInputTokens.metricName,
  cacheWriteInputTokens: cacheWriteInputTokens.metricName,
} as const;

const COST = `coalesce(invocation.costUsd, ${cost.metricName})`;
/** Present on every call that was billed, also on records older than prices: those count as calls without one. */
const BILLED = `coalesce(invocation.costUsd, ${cost.metricName}, invocation.unpriced, ${inputTokens.metricName})`;
const SAVED = `coalesce(invocation.cacheSavedUsd, ${cacheSaved.metricName})`;

/**
 * Amounts are made whole picodollars call by call, so that their sum is exact: doubles add whole numbers up to 2^53
 * without a rounding, 9,007 USD a group and day; and an answer that shows few decimal places loses none.
 */
const inPicodollars = (usd: string): string => `floor(${usd} * 1000000000000 + 0.5)`;

const LABELS = {
  tenant: 'invocation.tenant',
  application: 'invocation.application',
  user: 'invocation.user',
} as const;
const MODEL = 'Model';
const OPERATION = 'Operation';
const ROUTE = 'invocation.route';

/** Adds up the calls of a log group by everything that costs are kept by. */
export function toCostQuery({ hasUsers }: { readonly hasUsers: boolean }): string {
  const groups = [DAY_COLUMN, LABELS.tenant, LABELS.application, MODEL, OPERATION, ROUTE];
  const sums = Object.entries(SUMS).map(([name, field]) => `sum(${field}) as ${name}`);
  return [
    'filter message = "invocation"',
    `fields ${inPicodollars(COST)} as cost, ${inPicodollars(SAVED)} as saved, ${BILLED} as billed`,
    `stats count(*) as calls, count(cost) as priced, count(billed) as billable, sum(cost) as costs, sum(saved) as savings, ${sums.join(', ')} by ${[...groups, ...(hasUsers ? [LABELS.user] : [])].join(', ')}`,
  ].join(' | ');
}

/** Counts what users said of answers, by tenant. An answer that is rated the same twice counts once. */
export const RATING_QUERY = `filter message = "UserFeedback" | stats count_distinct(feedback.requestId) as ratings by ${DAY_COLUMN}, feedback.tenant, feedback.rating`;

/**
 * Adds up the calls that name their conversation, by tenant. A group for each conversation would be more than an answer
 * holds, so they are counted where they are: `count_distinct` is "just an approximation" where a field has very many
 * values (user guide, "Functions to use with stats"; from how many on AWS does not say).
 */
export const CONVERSATION_QUERY = [
  'filter message = "invocation" and ispresent(invocation.conversation)',
  `fields ${inPicodollars(COST)} as cost, ${BILLED} as billed`,
  `stats count(*) as calls, count(cost) as priced, count(billed) as billable, sum(cost) as costs, count_distinct(invocation.conversation) as conversations by ${DAY_COLUMN}, ${LABELS.tenant}`,
].join(' | ');

/** The rows of a day, in the order of their keys; those of another day are left out. */
export function toCostRows(day: Day, answer: readonly LogRow[]): readonly CostRow[] {
  return answer.filter((row) => isOf(day, row)).map((row) => toCostRow(day, row));
}

/** The same of ratings: one row a tenant. */
export function toRatingRows(day: Day, answer: readonly LogRow[]): readonly RatingRow[] {
  const rows = new Map<string, { readonly accepted: number; readonly rated: number }>();
  for (const row of answer.filter((one) => isOf(day, one))) {
    const { 'feedback.tenant': tenant, 'feedback.rating': rating } = row;
    if (tenant === undefined) continue;
    const { accepted, rated } = rows.get(tenant) ?? { accepted: 0, rated: 0 };
    const ratings = countOf(row, 'ratings');
    rows.set(tenant, {
      accepted: accepted + (rating === 'positive' ? ratings : 0),
      rated: rated + ratings,
    });
  }
  return [...rows].map(([tenant, counts]) => ({ day, tenant, ...counts }));
}

/** The same of conversations. */
export function toConversationRows(day: Day, answer: readonly LogRow[]): readonly ConversationRow[] {
  return answer
    .filter((row) => isOf(day, row))
    .map((row) => ({
      day,
      tenant: row[LABELS.tenant] ?? 'unknown',
      ...countCalls(row),
      costPicodollars: wholeOf(row, 'costs'),
      conversations: countOf(row, 'conversations'),
    }));
}

/** `2026-11-21 00:00:00.000` */
const isOf = (day: Day, row: LogRow): boolean => row[DAY_COLUMN]?.startsWith(day) ?? false;

function toCostRow(day: Day, row: LogRow): CostRow {
  const { [LABELS.application]: application, [LABELS.user]: user } = row;
  return {
    day,
    tenant: row[LABELS.tenant] ?? 'unknown',
    ...(application !== undefined && { application }),
    model: row[MODEL] ?? 'none',
    route: row[ROUTE] ?? routeOf(row[OPERATION]),
    ...(user !== undefined && { user }),
    ...countCalls(row),
    inputTokens: countOf(row, 'inputTokens'),
    outputTokens: countOf(row, 'outputTokens'),
    cacheReadInputTokens: countOf(row, 'cacheReadInputTokens'),
    cacheWriteInputTokens: countOf(row, 'cacheWriteInputTokens'),
    costPicodollars: wholeOf(row, 'costs'),
    cacheSavedPicodollars: wholeOf(row, 'savings'),
  };
}

const countCalls = (row: LogRow) => ({
  calls: countOf(row, 'calls'),
  pricedCalls: countOf(row, 'priced'),
  unpricedCalls: countOf(row, 'billable') - countOf(row, 'priced'),
});

/** A record leaves its route out where its operation says it. */
function routeOf(operation: string | undefined): string {
  const known = OPERATIONS.find((name) => name === operation);
  return known === undefined ? 'unknown' : OPERATION_DEFINITIONS[known].route;
}

const countOf = (row: LogRow, column: string): number => Number(wholeOf(row, column));

/** A sum over no value is absent: nothing was used. */
const wholeOf = (row: LogRow, column: string): bigint => parseDecimal(row[column] ?? '0', 0) ?? 0n;
