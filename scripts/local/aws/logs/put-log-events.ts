import * as z from 'zod';
import { ServiceError } from '../wire.ts';
import type { LogStore } from './log-store.ts';

/** Input of PutLogEvents. */
export const PutLogEventsRequest = z.object({
  logGroupName: z.string(),
  logStreamName: z.string(),
  logEvents: z
    .array(z.object({ timestamp: z.int().min(0), message: z.string().min(1) }))
    .min(1)
    .max(10_000),
});

const MAX_AGE_MS = 14 * 24 * 60 * 60_000;
const MAX_AHEAD_MS = 2 * 60 * 60_000;

/** PutLogEvents: events in order of time; those too old or too far ahead are left out and reported. */
export function putLogEvents(
  store: LogStore,
  { logGroupName, logStreamName, logEvents }: z.infer<typeof PutLogEventsRequest>,
  {
    nowMs,
    ingest,
  }: { readonly nowMs: number; readonly ingest: (event: Parameters<LogStore['append']>[0]) => void },
) {
  if (!store.group(logGroupName).streams.has(logStreamName))
    throw new ServiceError('ResourceNotFoundException', 'The specified log stream does not exist.');
  if (logEvents.some(({ timestamp }, at) => timestamp < (logEvents[at - 1]?.timestamp ?? 0)))
    throw new ServiceError(
      'InvalidParameterException',
      'Log events in a single PutLogEvents request must be in chronological order.',
    );
  const tooOldEnd = logEvents.filter(({ timestamp }) => timestamp < nowMs - MAX_AGE_MS).length;
  const tooNewStart = logEvents.findIndex(({ timestamp }) => timestamp > nowMs + MAX_AHEAD_MS);
  for (const { timestamp, message } of logEvents.slice(tooOldEnd, tooNewStart < 0 ? undefined : tooNewStart))
    ingest({ logGroupName, logStreamName, timestampMs: timestamp, message });
  const rejected = {
    ...(tooOldEnd > 0 ? { tooOldLogEventEndIndex: tooOldEnd } : {}),
    ...(tooNewStart < 0 ? {} : { tooNewLogEventStartIndex: tooNewStart }),
  };
  return Object.keys(rejected).length > 0 ? { rejectedLogEventsInfo: rejected } : {};
}
