import type { Picodollars } from '../cost/money.ts';
import type { Day } from './day.ts';
import type { BilledModel } from './reconcile.ts';

/** What calls are estimated to have cost by day and model, as the bill's models are named. */
export type ModelSums = ReadonlyMap<Day, ReadonlyMap<string, Picodollars>>;

/** A model's estimate beside its bill. */
export interface ReconciledModel {
  /** @default - lines of the bill that name no model, or none that is known */
  readonly model?: string | undefined;
  /** @default - calls of no model were estimated */
  readonly estimatedPicodollars?: Picodollars | undefined;
  /** @default - not known: no line names the model, and some name none */
  readonly billedPicodollars?: Picodollars | undefined;
  readonly lineItems: number;
}

/**
 * Puts models beside each other, the dearest first and lines without a model last. A model that no line names was
 * billed nothing only where every line names one.
 */
export function reconcileModels(
  billed: readonly BilledModel[],
  estimated: ReadonlyMap<string, Picodollars> = new Map(),
): readonly ReconciledModel[] {
  const byModel = new Map(billed.map((each) => [each.model, each]));
  const absent = byModel.has(undefined) ? undefined : 0n;
  const names = new Set([...byModel.keys(), ...estimated.keys()]);
  const all = [...names].map((model): ReconciledModel => {
    const bill = byModel.get(model);
    return model === undefined
      ? { billedPicodollars: bill?.billedPicodollars, lineItems: bill?.lineItems ?? 0 }
      : {
          model,
          estimatedPicodollars: estimated.get(model) ?? 0n,
          billedPicodollars: bill?.billedPicodollars ?? absent,
          lineItems: bill?.lineItems ?? 0,
        };
  });
  return all.toSorted(byAmount);
}

function byAmount(left: ReconciledModel, right: ReconciledModel): number {
  if (left.model === undefined || right.model === undefined) return left.model === undefined ? 1 : -1;
  const difference = mostOf(right) - mostOf(left);
  return difference === 0n ? left.model.localeCompare(right.model, 'en') : difference > 0n ? 1 : -1;
}

const mostOf = ({ billedPicodollars = 0n, estimatedPicodollars = 0n }: ReconciledModel): bigint =>
  billedPicodollars > estimatedPicodollars ? billedPicodollars : estimatedPicodollars;
