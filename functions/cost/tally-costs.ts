import { UpstreamError } from '#core/errors.ts';
import type { DayHead } from '#core/rollup/plan.ts';
import { type CostSummary, createCostTally } from '#core/rollup/summary.ts';
import type { DailyCosts } from '#functions/cost-ports.ts';
import type { CostRequest } from './request.ts';

/**
 * Most rows of one period. Reading and adding up 500,000 took 9.1 s of a whole CPU and 200 MB; 512 MB of Lambda have
 * 0.29 of one, and API Gateway waits 29 s: these take some 13 s and the SDK's share beside it (unverified).
 */
export const MAX_ROWS = 200_000;
/** Tries of a reading during which a day was added up anew; that happens to one day, four times a day. */
const MAX_TRIES = 3;

/** What the table knows of a period. */
export interface TalliedCosts extends CostSummary {
  readonly heads: readonly DayHead[];
}

/** Adds up a period while it is read. `undefined` when it has more rows than can be read. */
export async function tallyCosts(
  costs: DailyCosts,
  { from, to, by, tenant }: CostRequest & { readonly tenant: string | undefined },
): Promise<TalliedCosts | undefined> {
  let heads = await costs.heads(from, to);
  for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
    const tally = createCostTally(by);
    const isWhole = await costs.read({ heads, tenant }, (page) => {
      tally.add(page);
      return tally.rows() <= MAX_ROWS;
    });
    if (!isWhole) return undefined;
    // the rows of a run go when the next one is written, perhaps while they are read
    const headsAfter = await costs.heads(from, to);
    if (isSame(heads, headsAfter)) return { heads, ...tally.summarise() };
    heads = headsAfter;
  }
  throw new UpstreamError('The days were added up anew each time they were read. Ask again.', {
    retryable: true,
  });
}

const isSame = (before: readonly DayHead[], after: readonly DayHead[]): boolean =>
  toText(before) === toText(after);

const toText = (heads: readonly DayHead[]): string =>
  JSON.stringify(heads.map(({ day, rolledUpAt }) => [day, rolledUpAt]));
