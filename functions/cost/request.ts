import { addDays, countDays, type Day, isDay, toDay } from '#core/rollup/day.ts';
import { COST_GROUPS, type CostGroup } from '#core/rollup/summary.ts';
import type { CostApiEvent } from './event.ts';

/** Costs of which days, by what. */
export interface CostRequest {
  readonly from: Day;
  /** Included. */
  readonly to: Day;
  readonly by: CostGroup;
}

/** Longest period of one answer, in days: three months, each a query of the table. */
const MAX_DAYS = 92;
const KNOWN = ['from', 'to', 'by'] as const;

/** Reads the query string; a text says what to change. Without one: this month by day. */
export function readRequest(
  parameters: CostApiEvent['queryStringParameters'],
  nowMs: number,
): CostRequest | string {
  const given = parameters ?? {};
  const today = toDay(nowMs);
  const unknown = Object.keys(given).find((name) => !KNOWN.some((known) => known === name));
  if (unknown !== undefined) return `There is no parameter of that name; there are ${KNOWN.join(', ')}.`;
  const { to = today, from = `${to.slice(0, 8)}01`, by = 'day' } = given;
  const wrongDay = !isDay(to) ? 'to' : isDay(from) ? undefined : 'from';
  if (wrongDay !== undefined) return `${wrongDay}: a day as YYYY-MM-DD, in UTC`;
  if (from > to) return 'from: a day that is not after to';
  if (to > addDays(today, 1)) return 'to: a day that is not in the future';
  if (countDays(from, to) > MAX_DAYS) return `from: at most ${MAX_DAYS} days before to, both days included`;
  const group = COST_GROUPS.find((name) => name === by);
  return group === undefined ? `by: one of ${COST_GROUPS.join(', ')}` : { from, to, by: group };
}
