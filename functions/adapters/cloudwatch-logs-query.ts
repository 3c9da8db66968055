import {
  type CloudWatchLogsClient,
  GetQueryResultsCommand,
  StartQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import * as z from 'zod/mini';
import type { UnknownReading } from '#core/maturity/observation.ts';
import type { Clock, LogReader } from '#functions/ports.ts';
import { listOf, optionalText, readAnswer } from './evidence/answer.ts';
import { codeOf, EvidenceFailure, toUnknown } from './evidence/failure.ts';
import type { Call } from './evidence/metered-calls.ts';

const START = 'logs:StartQuery';
const RESULTS = 'logs:GetQueryResults';
/** StartQuery's answer where the log group does not exist. */
const NO_GROUP = 'ResourceNotFoundException';
/** Time between two looks at a query, in milliseconds, and how many looks it is given. */
const POLL_MS = 500;
const MAX_POLLS = 60;
/** Rows of one answer unless more are asked for; most queries count, so that fewer come. */
const MAX_ROWS = 1_000;

const Started = z.object({ queryId: z.string() });
const Results = z.object({
  status: optionalText,
  results: listOf(z.array(z.object({ field: optionalText, value: optionalText }))),
});
type Rows = readonly Readonly<Record<string, string>>[];

interface LogReaderParts {
  readonly client: CloudWatchLogsClient;
  readonly call: Call;
  readonly clock: Pick<Clock, 'sleep'>;
}

/** CloudWatch Logs Insights: starts a query and asks for its result until there is one. One that is left ends by itself. */
export function createLogReader({ client, call, clock }: LogReaderParts): LogReader {
  const start = async (request: Parameters<LogReader['query']>[0]): Promise<string> => {
    const { logGroup, query, window, signal, maxRows = MAX_ROWS } = request;
    const command = new StartQueryCommand({
      logGroupName: logGroup,
      queryString: query,
      startTime: Math.floor(Date.parse(window.start) / 1000),
      endTime: Math.floor(Date.parse(window.end) / 1000),
      limit: maxRows,
    });
    const answer = await call(START, () => client.send(command, { abortSignal: signal }));
    return readAnswer(Started, answer).queryId;
  };
  const poll = async (queryId: string, signal: AbortSignal): Promise<Rows> => {
    for (let look = 0; look < MAX_POLLS; look += 1) {
      const command = new GetQueryResultsCommand({ queryId });
      const answer = await call(RESULTS, () => client.send(command, { abortSignal: signal }));
      const { status, results } = readAnswer(Results, answer);
      if (status === 'Complete') return results.map(toRow);
      if (status !== 'Running' && status !== 'Scheduled') throw ended(`ended as ${status ?? 'Unknown'}`);
      await clock.sleep(POLL_MS, signal);
    }
    throw ended(`did not finish within ${(POLL_MS * MAX_POLLS) / 1000} s`);
  };
  return {
    query: async (request) => {
      let queryId: string | undefined;
      try {
        queryId = await start(request);
        return { status: 'known', rows: await poll(queryId, request.signal) };
      } catch (error) {
        if (queryId !== undefined) return toUnknown(error, RESULTS);
        return codeOf(error) === NO_GROUP ? noSuchGroup(request.logGroup) : toUnknown(error, START);
      }
    },
  };
}

function toRow(columns: z.infer<typeof Results>['results'][number]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    columns.flatMap(({ field, value }) => (field == null || value == null ? [] : [[field, value]])),
  );
}

/** A function's log group is made with it, or by its first line. */
function noSuchGroup(logGroup: string): UnknownReading {
  const detail = `The log group ${logGroup} does not exist in this account and Region.`;
  return { status: 'unknown', reason: 'failed', detail };
}

function ended(words: string): EvidenceFailure {
  const detail = `The Logs Insights query ${words}.`;
  return new EvidenceFailure({ status: 'unknown', reason: 'failed', detail }, undefined);
}
