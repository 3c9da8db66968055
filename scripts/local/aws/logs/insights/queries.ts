import { randomUUID } from 'node:crypto';
import { createContext, runInContext } from 'node:vm';
import * as z from 'zod';
import { type Operation, operation } from '../../json-protocol.ts';
import { ServiceError } from '../../wire.ts';
import { type LogStore, readEvents } from '../log-store.ts';
import type { GroupEvent } from './event-row.ts';
import { MAX_ROWS, parseQuery } from './parse-query.ts';
import { type QueryResult, runQuery } from './run-query.ts';

// Queries of an account that run at one time: CloudWatch Logs quotas.
const MAX_RUNNING = 100;
const MAX_REMEMBERED = 1_000;
const MAX_GROUPS = 50;

/** A pattern may take exponential time; CloudWatch gives a query up after an hour. */
const DEFAULT_TIMEOUT_MS = 10_000;

const StartQueryRequest = z.object({
  logGroupName: z.string().optional(),
  logGroupNames: z.array(z.string()).min(1).max(MAX_GROUPS).optional(),
  logGroupIdentifiers: z.array(z.string()).min(1).max(MAX_GROUPS).optional(),
  queryLanguage: z.literal('CWLI').optional(),
  queryString: z.string().min(1),
  startTime: z.number().min(0),
  endTime: z.number().min(0),
  limit: z.int().min(1).max(MAX_ROWS).optional(),
});
type StartQueryRequest = z.infer<typeof StartQueryRequest>;

const ById = z.object({ queryId: z.string() });

interface Query {
  readonly answer: Readonly<Record<string, unknown>>;
  status: 'Scheduled' | 'Running' | 'Complete' | 'Cancelled' | 'Timeout';
}

/** StartQuery, GetQueryResults and StopQuery: the first look at a query finds it running, the second complete. */
export function createQueryOperations(
  store: LogStore,
  { timeoutMs = DEFAULT_TIMEOUT_MS }: { readonly timeoutMs?: number | undefined } = {},
): Readonly<Record<string, Operation>> {
  const queries = new Map<string, Query>();
  const find = (queryId: string): Query => {
    const found = queries.get(queryId);
    if (!found) throw new ServiceError('ResourceNotFoundException', 'The specified query does not exist.');
    return found;
  };
  return {
    StartQuery: operation(StartQueryRequest, (request) => {
      if ([...queries.values()].filter(isOpen).length >= MAX_RUNNING)
        throw new ServiceError('LimitExceededException', 'Account maximum query concurrency limit reached.');
      const queryId = randomUUID();
      remember(queries, queryId, startQuery(store, request, timeoutMs));
      return { queryId };
    }),
    GetQueryResults: operation(ById, ({ queryId }) => look(find(queryId))),
    StopQuery: operation(ById, ({ queryId }) => {
      const query = find(queryId);
      if (!isOpen(query))
        throw new ServiceError('InvalidParameterException', 'The specified query has already ended.');
      query.status = 'Cancelled';
      return { success: true };
    }),
  };
}

const isOpen = ({ status }: Query): boolean => status === 'Scheduled' || status === 'Running';

function remember(queries: Map<string, Query>, queryId: string, query: Query): void {
  queries.set(queryId, query);
  const [oldest] = queries.keys();
  if (queries.size > MAX_REMEMBERED && oldest !== undefined) queries.delete(oldest);
}

function look(query: Query): Readonly<Record<string, unknown>> {
  if (query.status === 'Scheduled') {
    query.status = 'Running';
    return { queryLanguage: 'CWLI', results: [], statistics: NOTHING_SCANNED, status: 'Running' };
  }
  if (query.status === 'Running') query.status = 'Complete';
  return query.status === 'Complete'
    ? { queryLanguage: 'CWLI', ...query.answer, status: query.status }
    : { queryLanguage: 'CWLI', results: [], statistics: NOTHING_SCANNED, status: query.status };
}

const NOTHING_SCANNED = { recordsMatched: 0, recordsScanned: 0, bytesScanned: 0 };

function startQuery(store: LogStore, request: StartQueryRequest, timeoutMs: number): Query {
  const { startTime, endTime, limit } = request;
  if (startTime >= endTime)
    throw new ServiceError('InvalidParameterException', 'The end of a query must come after its start.');
  const groups = groupsOf(request).map((name) => store.group(name));
  const commands = parseQuery(request.queryString);
  // Both ends belong to the range.
  const events: readonly GroupEvent[] = groups.flatMap((group) =>
    readEvents(group)
      .filter(({ timestampMs }) => timestampMs >= startTime * 1_000 && timestampMs <= endTime * 1_000)
      .map((event) => ({ logGroupName: group.logGroupName, event })),
  );
  const result = runInTime(() => runQuery(commands, events, { limit }), timeoutMs);
  if (!result) return { status: 'Timeout', answer: {} };
  const statistics = {
    recordsMatched: result.recordsMatched,
    recordsScanned: events.length,
    bytesScanned: events.reduce((sum, { event }) => sum + Buffer.byteLength(event.message), 0),
    logGroupsScanned: groups.length,
  };
  return { status: 'Scheduled', answer: { results: result.rows, statistics } };
}

/** Exactly one of the three ways to name groups; identifiers may be ARNs. */
function groupsOf({
  logGroupName,
  logGroupNames,
  logGroupIdentifiers,
}: StartQueryRequest): readonly string[] {
  const given = [logGroupName && [logGroupName], logGroupNames, logGroupIdentifiers].filter(Array.isArray);
  const [names] = given;
  if (!names || given.length > 1)
    throw new ServiceError(
      'InvalidParameterException',
      'Exactly one of logGroupName, logGroupNames and logGroupIdentifiers is needed.',
    );
  return [...new Set(names.map((name) => name.replace(/^arn:[^/]*:log-group:/, '').replace(/:\*$/, '')))];
}

const Timeout = z.object({ code: z.literal('ERR_SCRIPT_EXECUTION_TIMEOUT') });

/** Runs a function that the engine stops when it takes too long: nothing else ends a regular expression. */
function runInTime(run: () => QueryResult, timeoutMs: number): QueryResult | undefined {
  let result: QueryResult | undefined;
  const context = createContext({
    run: () => {
      result = run();
    },
  });
  try {
    runInContext('run()', context, { timeout: timeoutMs });
    return result;
  } catch (error) {
    if (Timeout.safeParse(error).success) return undefined;
    throw error;
  }
}
