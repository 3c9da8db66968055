import { readSettled } from '#adapters/cost/read-settled.ts';
import type { DayHead } from '#core/rollup/plan.ts';
import { type CostSummary, createCostTally } from '#core/rollup/summary.ts';
import type { DailyCosts } from '#functions/cost-ports.ts';
import type { CostRequest } from './request.ts';

/** What the table knows of a period. */
export interface TalliedCosts extends CostSummary {
  readonly heads: readonly DayHead[];
}

/** Adds up a period while it is read. `undefined` when it has more rows than can be read. */
export async function tallyCosts(
  costs: DailyCosts,
  { by, ...request }: CostRequest & { readonly tenant: string | undefined },
): Promise<TalliedCosts | undefined> {
  const read = await readSettled(costs, request, () => createCostTally(by));
  return read && { heads: read.heads, ...read.tally.summarise() };
}
