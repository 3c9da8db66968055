import * as z from 'zod/mini';
import { UNPRICED_REASONS } from '#core/cost/priceable-call.ts';
import { onePerDay } from '#core/rollup/reconcile.ts';
import { spanOf, toPeriods } from '#core/spending/periods.ts';
import type { RecordedCosts } from '#core/spending/recorded.ts';
import { type RecordedTally, tallyRecorded } from '#core/spending/tally-recorded.ts';
import type { CostTableReader } from '#functions/cost-ports.ts';
import type { Clock, EvidenceContext, FactSource, LogReader } from '#functions/ports.ts';
import { readSettled } from '../../cost/read-settled.ts';
import { EvidenceFailure } from '../failure.ts';
import { countOf, queryGatewayLog } from '../gateway-log.ts';
import type { Call } from '../metered-calls.ts';
import { factSource } from '../source.ts';

/** A deployed stack's table of daily costs. */
export interface CostTable {
  readonly costs: CostTableReader;
  /** Whether the stack compares its costs with the bill. */
  readonly isReconciled: boolean;
}

const CALL = 'dynamodb:Query';
/** Most rows of two months and more, and the longest reading of them: an assessment over the API has 20 s. */
const MOST_ROWS = 500_000;
const LIMIT_MS = 12_000;

/** Paths as the record's line is written (core/invocation/written-form.ts). */
const UNPRICED_QUERY = [
  'filter message = "invocation" and ispresent(invocation.unpriced)',
  'stats count(*) as calls by invocation.unpriced, Model',
  'sort calls desc',
].join(' | ');
/** Reasons that are kept: the most frequent ones. */
const MAX_REASONS = 10;

/** What the stack's table of daily costs says of the window, the time before it and the months. */
export function dailyCosts(
  table: CostTable | undefined,
  { logs, call, clock }: Pick<Reading, 'logs' | 'call' | 'clock'>,
): FactSource<'dailyCosts'> {
  return factSource({
    id: 'dailyCosts',
    call: CALL,
    query: ({ window }) => {
      const { from, to } = spanOf(toPeriods(window));
      return `heads, rows and bills of the days ${from} to ${to}`;
    },
    read: async (context) => {
      if (!table) throw notRead('not_collected', NO_TABLE);
      return readTable(table, { logs, call, clock, context });
    },
  });
}

const NO_TABLE = 'No table of daily costs was named: a deployed stack adds them up and reads them itself.';

const TOO_MUCH = `The days of the window, the time before and the months have more than ${MOST_ROWS} rows, or were not read within ${LIMIT_MS / 1000} s. GET /v1/costs answers for fewer days.`;

const notRead = (reason: 'not_collected' | 'failed', detail: string): EvidenceFailure =>
  new EvidenceFailure({ status: 'unknown', reason, detail }, undefined);

interface Reading {
  readonly logs: LogReader;
  readonly call: Call;
  readonly clock: Pick<Clock, 'monotonicMs'>;
  readonly context: EvidenceContext;
}

async function readTable({ costs, isReconciled }: CostTable, reading: Reading): Promise<RecordedCosts> {
  const { call, clock, context } = reading;
  const endMs = clock.monotonicMs() + LIMIT_MS;
  const goesOn = (): boolean => !context.signal.aborted && clock.monotonicMs() < endMs;
  const periods = toPeriods(context.window);
  const { from, to } = periods.window;
  const [read, bills] = await call(CALL, () =>
    Promise.all([
      readSettled(costs, { ...spanOf(periods), mostRows: MOST_ROWS, goesOn }, () => tallyRecorded(periods)),
      costs.reconciliations(from, to),
    ]),
  );
  if (!read) throw notRead('failed', TOO_MUCH);
  const { tally, heads } = read;
  const known = { heads, reconciliations: onePerDay(bills.compared), isReconciled };
  return tally.summarise({ ...known, unpriced: await readUnpriced(tally, known, reading) });
}

const Reason = z.enum(UNPRICED_REASONS);

/** Why calls have no price; asked for only when there are such calls. The count does not depend on it. */
async function readUnpriced(
  tally: RecordedTally,
  known: Parameters<RecordedTally['summarise']>[0],
  { logs, context }: Reading,
): Promise<RecordedCosts['unpriced']> {
  if (tally.summarise(known).total.unpricedCalls === 0) return undefined;
  try {
    const rows = await queryGatewayLog(logs, UNPRICED_QUERY, context);
    return rows
      .flatMap((row) => {
        const reason = Reason.safeParse(row['invocation.unpriced']);
        return reason.success
          ? [{ reason: reason.data, model: row.Model ?? 'unknown', calls: countOf(row.calls) }]
          : [];
      })
      .toSorted((left, right) => right.calls - left.calls || (left.model < right.model ? -1 : 1))
      .slice(0, MAX_REASONS);
  } catch (error) {
    if (error instanceof EvidenceFailure) return undefined;
    throw error;
  }
}
