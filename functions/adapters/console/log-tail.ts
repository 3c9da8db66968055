import { type CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import * as z from 'zod/mini';
import type { LogLine, LogTail } from '#functions/console-ports.ts';
import { listOf, optionalText, readAnswer } from '../evidence/answer.ts';
import { toUnknown } from '../evidence/failure.ts';
import { INVOCATION_MESSAGE } from '../record-log.ts';

const FILTER = 'logs:FilterLogEvents';
/** A page may be empty and still not be the last; the page behind it is asked for this often (API reference). */
const MAX_PAGES = 5;

const Answer = z.object({
  nextToken: optionalText,
  events: listOf(z.object({ eventId: z.string(), timestamp: z.number(), message: z.string() })),
});

/** Newest lines of a log group that match a filter pattern. */
function createLogTail({
  client,
  logGroup,
  pattern,
}: {
  readonly client: Pick<CloudWatchLogsClient, 'send'>;
  readonly logGroup: string;
  readonly pattern: string;
}): LogTail {
  const readPage = async (sinceMs: number, most: number, nextToken: string | undefined) => {
    const command = new FilterLogEventsCommand({
      logGroupName: logGroup,
      filterPattern: pattern,
      startTime: sinceMs,
      startFromHead: false, // newest first; needs a start of 2024 or later (API reference)
      limit: most,
      nextToken,
    });
    return readAnswer(Answer, await client.send(command));
  };
  return {
    newest: async ({ sinceMs, most }) => {
      const lines: LogLine[] = [];
      let token: string | undefined;
      try {
        for (let page = 0; page < MAX_PAGES && lines.length < most; page += 1) {
          const { events, nextToken } = await readPage(sinceMs, most, token);
          lines.push(
            ...events.map(({ eventId: id, timestamp: timeMs, message }) => ({ id, timeMs, message })),
          );
          token = nextToken ?? undefined;
          if (token === undefined) break;
        }
      } catch (error) {
        return toUnknown(error, FILTER);
      }
      const newestFirst = lines.toSorted((left, right) => right.timeMs - left.timeMs);
      const isComplete = token === undefined && lines.length <= most;
      return { status: 'known', lines: newestFirst.slice(0, most), isComplete };
    },
  };
}

/** Newest lines that the gateway wrote for a call. */
export function createInvocationTail(parts: {
  readonly client: Pick<CloudWatchLogsClient, 'send'>;
  readonly logGroup: string;
}): LogTail {
  return createLogTail({ ...parts, pattern: `{ $.message = "${INVOCATION_MESSAGE}" }` });
}
