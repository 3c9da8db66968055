import * as z from 'zod';
import { ServiceError } from '../wire.ts';
import { compileFilterPattern } from './filter-pattern.ts';
import { type LogEvent, type LogStore, readEvents } from './log-store.ts';

const MAX_EVENTS_PER_PAGE = 10_000;

const Page = {
  startTime: z.number().optional(),
  endTime: z.number().optional(),
  limit: z.int().min(1).max(MAX_EVENTS_PER_PAGE).default(MAX_EVENTS_PER_PAGE),
  nextToken: z.string().optional(),
};

/** Input of GetLogEvents. */
export const GetLogEventsRequest = z.object({
  logGroupName: z.string(),
  logStreamName: z.string(),
  startFromHead: z.boolean().default(false),
  ...Page,
});

/** Input of FilterLogEvents. */
export const FilterLogEventsRequest = z.object({
  logGroupName: z.string(),
  logStreamNames: z.array(z.string()).min(1).optional(),
  logStreamNamePrefix: z.string().optional(),
  filterPattern: z.string().default(''),
  startFromHead: z.boolean().default(true),
  ...Page,
});

const invalidToken = (): ServiceError =>
  new ServiceError('InvalidParameterException', 'The specified nextToken is invalid.');

/** GetLogEvents: one stream, the newest page first; tokens lead forward (`f/`) and backward (`b/`). */
export function getLogEvents(store: LogStore, request: z.infer<typeof GetLogEventsRequest>) {
  const { logGroupName, logStreamName, startTime = 0, endTime = Number.POSITIVE_INFINITY, limit } = request;
  const group = store.group(logGroupName);
  if (!group.streams.has(logStreamName))
    throw new ServiceError('ResourceNotFoundException', 'The specified log stream does not exist.');
  const events = readEvents(group).filter(
    (event) =>
      event.logStreamName === logStreamName && event.timestampMs >= startTime && event.timestampMs < endTime,
  );
  const [start, end] = pageOf(request, events.length);
  return {
    events: events.slice(Math.max(0, start), end).map(toOutput),
    nextForwardToken: `f/${Math.min(events.length, end)}/${limit}`,
    nextBackwardToken: `b/${Math.max(0, start)}/${limit}`,
  };
}

function pageOf(
  { nextToken, startFromHead, limit }: z.infer<typeof GetLogEventsRequest>,
  total: number,
): readonly [start: number, end: number] {
  if (nextToken === undefined) return startFromHead ? [0, limit] : [total - limit, total];
  const [, direction, position] = /^([fb])\/(\d+)\/\d+$/.exec(nextToken) ?? [];
  if (position === undefined) throw invalidToken();
  const at = Number(position);
  return direction === 'f' ? [at, at + limit] : [at - limit, at];
}

/** FilterLogEvents: several streams in order of time, the oldest event first or the newest. */
export function filterLogEvents(store: LogStore, request: z.infer<typeof FilterLogEventsRequest>) {
  const { startTime = 0, endTime = Number.POSITIVE_INFINITY, limit, nextToken = '0' } = request;
  const matches = compileFilterPattern(request.filterPattern);
  const start = Number(nextToken);
  if (!Number.isInteger(start) || start < 0) throw invalidToken();
  const found = readEvents(store.group(request.logGroupName)).filter(
    (event) =>
      isOfStream(event, request) &&
      event.timestampMs >= startTime &&
      event.timestampMs <= endTime &&
      matches(event.message),
  );
  const events = request.startFromHead ? found : found.toReversed();
  const end = start + limit;
  return {
    events: events.slice(start, end).map((event) => ({
      ...toOutput(event),
      logStreamName: event.logStreamName,
      eventId: event.eventId,
    })),
    searchedLogStreams: [],
    ...(end < events.length ? { nextToken: String(end) } : {}),
  };
}

function isOfStream(
  { logStreamName }: LogEvent,
  { logStreamNames, logStreamNamePrefix = '' }: z.infer<typeof FilterLogEventsRequest>,
): boolean {
  return (logStreamNames?.includes(logStreamName) ?? true) && logStreamName.startsWith(logStreamNamePrefix);
}

const toOutput = ({ timestampMs, ingestionMs, message }: LogEvent) => ({
  timestamp: timestampMs,
  ingestionTime: ingestionMs,
  message,
});
