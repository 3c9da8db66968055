import { toUsd } from '../cost/money.ts';
import { type AcceptedRow, addSums, type CostRow, type CostSums, NO_COSTS } from './row.ts';

/** What costs can be looked at by. */
export const COST_GROUPS = ['day', 'tenant', 'user', 'model', 'application'] as const;
export type CostGroup = (typeof COST_GROUPS)[number];

/** Costs of a group of calls, as people read them. What cannot be said is absent, never zero. */
export interface CostFigures {
  readonly calls: number;
  readonly pricedCalls: number;
  readonly unpricedCalls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadInputTokens: number;
  readonly cacheWriteInputTokens: number;
  /** Of the calls whose price is known. @default - absent: calls used models and none of them could be priced */
  readonly costUsd?: number | undefined;
  /** What prompt caching saved against sending the same tokens uncached. */
  readonly cacheSavedUsd?: number | undefined;
  /** Over the calls whose cost is known. */
  readonly costPerThousandRequestsUsd?: number | undefined;
  /** People who were named. @default - absent: no call named one */
  readonly users?: number | undefined;
  /** Of the calls that named a person. */
  readonly costPerUserUsd?: number | undefined;
  /** Answers that users rated positive. @default - absent: ratings are known by tenant and day only */
  readonly acceptedAnswers?: number | undefined;
  readonly costPerAcceptedAnswerUsd?: number | undefined;
}

/** One group with its figures; `key` is absent for calls without such a label. */
export interface CostGroupFigures extends CostFigures {
  readonly key?: string | undefined;
}

/** Rows that belong together. */
export interface CostSource {
  readonly rows: readonly CostRow[];
  /** @default - not known for such rows */
  readonly accepted?: readonly AcceptedRow[] | undefined;
}

/** The figures of rows taken together. */
export function toFigures({ rows, accepted }: CostSource): CostFigures {
  const sums = total(rows);
  const { costPicodollars, cacheSavedPicodollars, ...counts } = sums;
  const named = rows.filter(({ user }) => user !== undefined);
  const users = new Set(named.map(({ tenant, user }) => JSON.stringify([tenant, user]))).size;
  const acceptedAnswers = accepted?.reduce((sum, row) => sum + row.accepted, 0);
  const isKnown = isPriced(sums);
  return {
    ...counts,
    ...(isKnown && { costUsd: toUsd(costPicodollars), cacheSavedUsd: toUsd(cacheSavedPicodollars) }),
    ...(isKnown && {
      costPerThousandRequestsUsd: per(sums, sums.calls - sums.unpricedCalls, 1_000n),
    }),
    ...(users > 0 && { users, costPerUserUsd: per(total(named), users) }),
    ...(acceptedAnswers !== undefined && {
      acceptedAnswers,
      costPerAcceptedAnswerUsd: per(sums, acceptedAnswers),
    }),
  };
}

const total = (rows: readonly CostSums[]): CostSums => rows.reduce(addSums, NO_COSTS);

/** Calls that cost nothing, such as refused ones, are known to; only calls without a price leave the sum unknown. */
const isPriced = ({ pricedCalls, unpricedCalls }: CostSums): boolean =>
  pricedCalls > 0 || unpricedCalls === 0;

/** Cost by a count; `undefined` where there is nothing to divide by. */
function per(sums: CostSums, count: number, times = 1n): number | undefined {
  if (count <= 0 || !isPriced(sums)) return undefined;
  return toUsd((sums.costPicodollars * times) / BigInt(count));
}

/** The figures of each group, the dearest first; days in their order. */
export function groupCosts({ rows, accepted = [] }: CostSource, by: CostGroup): readonly CostGroupFigures[] {
  const groups = new Map<string | undefined, CostRow[]>();
  for (const row of rows) {
    const members = groups.get(row[by]) ?? [];
    groups.set(row[by], members);
    members.push(row);
  }
  const knowsAccepted = by === 'day' || by === 'tenant';
  const figures = [...groups].map(([key, members]) => ({
    ...(key !== undefined && { key }),
    ...toFigures({
      rows: members,
      ...(knowsAccepted && { accepted: accepted.filter((row) => row[by] === key) }),
    }),
  }));
  return figures.toSorted(by === 'day' ? byKey : dearestFirst);
}

const byKey = (left: CostGroupFigures, right: CostGroupFigures): number =>
  (left.key ?? '') < (right.key ?? '') ? -1 : 1;

const dearestFirst = (left: CostGroupFigures, right: CostGroupFigures): number =>
  (right.costUsd ?? 0) - (left.costUsd ?? 0) || right.calls - left.calls || byKey(left, right);
