import { UpstreamError } from '#core/errors.ts';
import type { Day } from '#core/rollup/day.ts';
import type { DayHead } from '#core/rollup/plan.ts';
import type { CostPage } from '#core/rollup/row.ts';
import type { CostTableReader } from '#functions/cost-ports.ts';

/**
 * Most rows of one answer over the API. Reading and adding up 500,000 took 9.1 s of a whole CPU and 200 MB; 512 MB of Lambda have
 * 0.29 of one, and API Gateway waits 29 s: these take some 13 s and the SDK's share beside it (unverified).
 */
export const MAX_ROWS = 200_000;
/** Tries of a reading during which a day was added up anew; that happens to one day, four times a day. */
const MAX_TRIES = 3;

/** Adds up rows as they are read. */
interface Tally {
  readonly add: (page: CostPage) => void;
  readonly rows: () => number;
}

/** What is read. */
export interface SettledRequest {
  readonly from: Day;
  /** Included. */
  readonly to: Day;
  /** @default - every tenant's */
  readonly tenant?: string | undefined;
  /** @default MAX_ROWS */
  readonly mostRows?: number | undefined;
  /** Whether there is time to go on. @default - there is */
  readonly goesOn?: (() => boolean) | undefined;
}

/**
 * Adds up a period while it is read, from one run of each day. `undefined` when it has more rows than are read, or the
 * time is over.
 */
export async function readSettled<Kind extends Tally>(
  costs: Pick<CostTableReader, 'heads' | 'read'>,
  { from, to, tenant, mostRows = MAX_ROWS, goesOn = () => true }: SettledRequest,
  begin: () => Kind,
): Promise<{ readonly heads: readonly DayHead[]; readonly tally: Kind } | undefined> {
  let heads = await costs.heads(from, to);
  for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
    const tally = begin();
    const isWhole = await costs.read({ heads, tenant }, (page) => {
      tally.add(page);
      return tally.rows() <= mostRows && goesOn();
    });
    if (!isWhole) return undefined;
    // the rows of a run go when the next one is written, perhaps while they are read
    const headsAfter = await costs.heads(from, to);
    if (isSame(heads, headsAfter)) return { heads, tally };
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
