import { toUsd } from '../cost/money.ts';
import { type Day, daysBetween } from './day.ts';
import type { DayHead } from './plan.ts';
import { type BillSource, type Reconciliation, toDifference, type UnreadBill } from './reconcile.ts';
import type { ReconciledModel } from './reconcile-models.ts';
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
  /** Bills that could not be read when they were last asked for. @default - absent: none, or not this caller's */
  readonly unreadBills?: readonly UnreadBill[] | undefined;
}

/** A day's estimate beside its bill. */
export interface ReconciledDay {
  readonly day: Day;
  /** Where the bill was read. */
  readonly source: BillSource;
  readonly estimatedUsd: number;
  readonly billedUsd: number;
  readonly differencePercent?: number | undefined;
  readonly unpricedCalls: number;
  /** Whether AWS still calls the bill an estimate. */
  readonly isEstimated: boolean;
  readonly checkedAt: string;
  /** The same by model; a line item of the bill may name none. @default - absent: the source does not tell */
  readonly models?: readonly ReconciledModelUsd[] | undefined;
  /** Bedrock's lines of the bill that tell no Region, and are in no amount here. @default - absent: not told */
  readonly withoutRegionUsd?: number | undefined;
}

/** A model's estimate beside its bill. */
export interface ReconciledModelUsd {
  /** @default - absent: line items that name no model, or none that is known */
  readonly model?: string | undefined;
  readonly estimatedUsd?: number | undefined;
  /** @default - absent: not known, because some line items name no model */
  readonly billedUsd?: number | undefined;
  readonly differencePercent?: number | undefined;
  readonly lineItems: number;
}

/** What an answer is made of. */
export interface CostsInput extends CostSummary {
  readonly from: Day;
  readonly to: Day;
  readonly by: CostGroup;
  /** @default - everybody's */
  readonly tenant?: string | undefined;
  readonly heads: readonly DayHead[];
  readonly bills: {
    readonly compared: readonly Reconciliation[];
    readonly unread: readonly UnreadBill[];
  };
}

/** Puts the answer together. */
export function toCostsAnswer(input: CostsInput): CostsAnswer {
  const { from, to, by, tenant, total, groups, omittedGroups, heads, bills } = input;
  return {
    ...{ from, to, by },
    ...(tenant === undefined ? { scope: 'all' } : { scope: 'own', tenant }),
    total: heads.length === 0 ? withoutAmounts(total) : total,
    groups,
    ...(omittedGroups && { omittedGroups }),
    days: toStatuses(daysBetween(from, to), heads),
    ...(tenant === undefined && toBills(bills)),
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

/** What could not be read counts as such until the same source was read again. */
function toBills({
  compared,
  unread,
}: CostsInput['bills']): Pick<CostsAnswer, 'reconciliation' | 'unreadBills'> {
  const isStill = (bill: UnreadBill): boolean =>
    ![...compared, ...unread].some(
      ({ source, checkedAt }) => source === bill.source && checkedAt > bill.checkedAt,
    );
  const unreadBills = unread.filter(isStill);
  return {
    ...(compared.length > 0 && { reconciliation: compared.map(toReconciledDay) }),
    ...(unreadBills.length > 0 && { unreadBills }),
  };
}

function toReconciledDay({
  billedPicodollars,
  estimatedPicodollars,
  withoutRegionPicodollars,
  models,
  ...rest
}: Reconciliation): ReconciledDay {
  return {
    ...rest,
    estimatedUsd: toUsd(estimatedPicodollars),
    billedUsd: toUsd(billedPicodollars),
    ...(models && { models: models.map(toReconciledModel) }),
    ...(withoutRegionPicodollars !== undefined && { withoutRegionUsd: toUsd(withoutRegionPicodollars) }),
  };
}

function toReconciledModel({
  model,
  lineItems,
  billedPicodollars: billed,
  estimatedPicodollars: estimated,
}: ReconciledModel): ReconciledModelUsd {
  const isComparable = billed !== undefined && estimated !== undefined;
  const differencePercent = isComparable ? toDifference(billed, estimated) : undefined;
  return {
    ...(model !== undefined && { model }),
    ...(estimated !== undefined && { estimatedUsd: toUsd(estimated) }),
    ...(billed !== undefined && { billedUsd: toUsd(billed) }),
    ...(differencePercent !== undefined && { differencePercent }),
    lineItems,
  };
}
