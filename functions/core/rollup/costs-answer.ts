import { toUsd } from '../cost/money.ts';
import { type Day, daysBetween } from './day.ts';
import type { DayHead } from './plan.ts';
import type { Reconciliation } from './reconcile.ts';
import {
  type CostFigures,
  type CostGroup,
  type CostGroupFigures,
  type CostSummary,
  type OmittedGroups,
  withoutAmounts,
} from './summary.ts';

/** Whether a day is in the sums. One that is missing was never added up: its cost is unknown, not zero. */
export type DayStatus =
  | {
      readonly day: Day;
      readonly status: 'final' | 'so_far';
      readonly asOf: string;
      readonly hasUsers: boolean;
    }
  | { readonly day: Day; readonly status: 'missing' };

/** What `GET /v1/costs` answers. */
export interface CostsAnswer {
  readonly from: Day;
  /** Included. */
  readonly to: Day;
  readonly by: CostGroup;
  /** Whose costs: one tenant's own, or everybody's. */
  readonly scope: 'own' | 'all';
  /** @default - absent: everybody's */
  readonly tenant?: string | undefined;
  /** Of all groups, also of those that are left out. */
  readonly total: CostFigures;
  readonly groups: readonly CostGroupFigures[];
  /** The cheapest groups, of more than an answer holds. @default - absent: all groups are there */
  readonly omittedGroups?: OmittedGroups | undefined;
  readonly days: readonly DayStatus[];
  /** Estimate beside bill. @default - absent: not asked for by the stack's settings, or not this caller's */
  readonly reconciliation?: readonly ReconciledDay[] | undefined;
}

/** A day's estimate beside its bill. */
export interface ReconciledDay {
  readonly day: Day;
  readonly estimatedUsd: number;
  readonly billedUsd: number;
  readonly differencePercent?: number | undefined;
  readonly unpricedCalls: number;
  /** Whether AWS still calls the bill an estimate. */
  readonly isEstimated: boolean;
  readonly checkedAt: string;
}

/** What an answer is made of. */
export interface CostsInput extends CostSummary {
  readonly from: Day;
  readonly to: Day;
  readonly by: CostGroup;
  /** @default - everybody's */
  readonly tenant?: string | undefined;
  readonly heads: readonly DayHead[];
  readonly reconciliations: readonly Reconciliation[];
}

/** Puts the answer together. */
export function toCostsAnswer(input: CostsInput): CostsAnswer {
  const { from, to, by, tenant, total, groups, omittedGroups, heads, reconciliations } = input;
  return {
    ...{ from, to, by },
    ...(tenant === undefined ? { scope: 'all' } : { scope: 'own', tenant }),
    total: heads.length === 0 ? withoutAmounts(total) : total,
    groups,
    ...(omittedGroups && { omittedGroups }),
    days: toStatuses(daysBetween(from, to), heads),
    ...(tenant === undefined &&
      reconciliations.length > 0 && { reconciliation: reconciliations.map(toReconciledDay) }),
  };
}

function toStatuses(days: readonly Day[], heads: readonly DayHead[]): readonly DayStatus[] {
  const known = new Map(heads.map((head) => [head.day, head]));
  return days.map((day) => {
    const head = known.get(day);
    if (!head) return { day, status: 'missing' };
    const { isFinal, rolledUpAt: asOf, hasUsers } = head;
    return { day, status: isFinal ? 'final' : 'so_far', asOf, hasUsers };
  });
}

function toReconciledDay({
  billedPicodollars,
  estimatedPicodollars,
  ...rest
}: Reconciliation): ReconciledDay {
  return { ...rest, estimatedUsd: toUsd(estimatedPicodollars), billedUsd: toUsd(billedPicodollars) };
}
