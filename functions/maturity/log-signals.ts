import { rowsOfKind } from '#core/maturity/metric-plan.ts';
import type { ObservationWindow, SignalObservation, UnknownReading } from '#core/maturity/observation.ts';
import { catalogue } from '#core/signals/catalogue.ts';
import type { LogQuerySignal } from '#core/signals/definition.ts';
import type { LogAnswer, LogReader } from '#functions/ports.ts';

/** What log signals are read with. */
export interface LogSignalRequest {
  readonly logs: LogReader;
  readonly logGroups: Readonly<Record<LogQuerySignal['logGroup'], string | undefined>>;
  readonly window: ObservationWindow;
  readonly signal: AbortSignal;
}

/** Asks each log query of the catalogue; a log group that nobody named leaves its rows unknown. */
export function readLogSignals(
  request: LogSignalRequest,
): Promise<readonly Omit<SignalObservation, 'window' | 'observedAt'>[]> {
  return Promise.all(
    rowsOfKind(catalogue, 'log-query').map(async ([id, row]) => ({
      kind: 'signal' as const,
      id,
      source: {
        call: 'logs:StartQuery',
        query: `${request.logGroups[row.logGroup] ?? 'no log group'}: ${row.query}`,
      },
      reading: await readRow(row, request),
    })),
  );
}

async function readRow(
  { query, column, logGroup: owner }: LogQuerySignal,
  { logs, logGroups, window, signal }: LogSignalRequest,
): Promise<SignalObservation['reading']> {
  const logGroup = logGroups[owner];
  if (logGroup === undefined) return notNamed(owner);
  return toReading(await logs.query({ logGroup, query, window, signal }), column);
}

function notNamed(owner: string): UnknownReading {
  const detail = `No log group of Waymark's ${owner} function was named.`;
  return { status: 'unknown', reason: 'not_collected', detail };
}

/** The one row's value; such a query has no days. */
function toReading(answer: LogAnswer, column: string): SignalObservation['reading'] {
  if (answer.status === 'unknown') return answer;
  const text = answer.rows[0]?.[column];
  const value = text === undefined || text === '' ? Number.NaN : Number(text);
  return Number.isFinite(value) ? { status: 'known', value, daily: [] } : { status: 'no_data' };
}
