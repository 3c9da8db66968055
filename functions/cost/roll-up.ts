import { UpstreamError } from '#core/errors.ts';
import type { UnknownReading } from '#core/maturity/observation.ts';
import { addDays, DAY_MS, type Day, startOf, toDay } from '#core/rollup/day.ts';
import { type DayHead, planDays } from '#core/rollup/plan.ts';
import {
  CONVERSATION_QUERY,
  type LogRow,
  MOST_GROUPS,
  RATING_QUERY,
  toConversationRows,
  toCostQuery,
  toCostRows,
  toRatingRows,
} from '#core/rollup/query.ts';
import type { CostPage } from '#core/rollup/row.ts';
import type { LogAnswer } from '#functions/ports.ts';
import type { CostDependencies } from './dependencies.ts';

/** What came of a day that was to be added up. */
export interface RollUpOutcome {
  readonly day: Day;
  readonly status: 'final' | 'so_far' | 'unknown';
  /** @default - the day could not be added up */
  readonly rows?: number | undefined;
  /** @default - the day was added up */
  readonly reason?: string | undefined;
}

/** Longest wait for one query, in milliseconds: a Lambda function that waits is paid for. */
const QUERY_LIMIT_MS = 60_000;

/**
 * Adds up today so far and the finished days that are not final yet. A day that cannot be added up holds up no other,
 * and is tried again by the next run.
 */
export async function rollUp(dependencies: CostDependencies): Promise<readonly RollUpOutcome[]> {
  const { clock, costs, settings } = dependencies;
  const nowMs = clock.now();
  const today = toDay(nowMs);
  const { lookBackDays } = settings;
  const heads = await costs.heads(addDays(today, -lookBackDays), today);
  const outcomes: RollUpOutcome[] = [];
  for (const { day, isFinal } of planDays({ nowMs, heads, lookBackDays }))
    outcomes.push(await tryDay(dependencies, { day, isFinal }));
  return outcomes;
}

type PlannedDay = Pick<DayHead, 'day' | 'isFinal'>;

async function tryDay(dependencies: CostDependencies, planned: PlannedDay): Promise<RollUpOutcome> {
  try {
    return await rollUpDay(dependencies, planned);
  } catch (error) {
    const detail = error instanceof Error ? error.message : 'unknown error';
    return toUnknownDay(dependencies, planned, { reason: 'failed', detail });
  }
}

function toUnknownDay(
  { log }: CostDependencies,
  { day }: PlannedDay,
  { reason, detail }: Pick<UnknownReading, 'reason' | 'detail'>,
): RollUpOutcome {
  log.warn('a day could not be added up', { day, reason, detail });
  return { day, status: 'unknown', reason };
}

async function rollUpDay(
  dependencies: CostDependencies,
  { day, isFinal }: PlannedDay,
): Promise<RollUpOutcome> {
  const { clock, costs } = dependencies;
  const rolledUpAt = new Date(clock.now()).toISOString(); // before the reading: what comes later is not counted
  const read = await readDay(dependencies, day);
  if ('status' in read) return toUnknownDay(dependencies, { day, isFinal }, read);
  const { hasUsers, ...page } = read;
  await costs.save({ head: { day, rolledUpAt, isFinal, hasUsers }, ...page });
  return { day, status: isFinal ? 'final' : 'so_far', rows: page.rows.length };
}

interface ReadDay extends CostPage {
  readonly hasUsers: boolean;
}

/** By user as long as one answer holds all groups: a sum of some of them would be wrong without looking so. */
async function readDay(dependencies: CostDependencies, day: Day): Promise<ReadDay | UnknownReading> {
  const { gatewayLogGroup, feedbackLogGroup } = dependencies.settings;
  const ask = (logGroup: string, query: string) => askDay(dependencies, { day, logGroup, query });
  const rated = await ask(feedbackLogGroup, RATING_QUERY);
  if (rated.status === 'unknown') return rated;
  const conversing = await ask(gatewayLogGroup, CONVERSATION_QUERY);
  if (conversing.status === 'unknown') return conversing;
  for (const hasUsers of [true, false]) {
    const answer = await ask(gatewayLogGroup, toCostQuery({ hasUsers }));
    if (answer.status === 'unknown') return answer;
    if (isWhole(answer.rows))
      return {
        hasUsers,
        rows: toCostRows(day, answer.rows),
        ratings: toRatingRows(day, rated.rows),
        conversations: toConversationRows(day, conversing.rows),
      };
  }
  throw new UpstreamError(
    `${day} has ${MOST_GROUPS} groups of tenant, application, model and route or more: too many for one answer. Fewer applications have to be told apart.`,
    { retryable: false },
  );
}

const isWhole = (rows: readonly LogRow[]): boolean => rows.length < MOST_GROUPS;

function askDay(
  { logs }: CostDependencies,
  { day, logGroup, query }: { readonly day: Day; readonly logGroup: string; readonly query: string },
): Promise<LogAnswer> {
  return logs.query({
    logGroup,
    query,
    window: {
      start: new Date(startOf(day)).toISOString(),
      end: new Date(startOf(day) + DAY_MS).toISOString(),
    },
    signal: AbortSignal.timeout(QUERY_LIMIT_MS),
    maxRows: MOST_GROUPS,
  });
}
