import { createHash } from 'node:crypto';
import * as z from 'zod';
import { parseJson } from '#core/json/parse-json.ts';
import { ServiceError } from '../wire.ts';
import { isReadOnly } from './event.ts';
import { toLookedUp, userNameOf } from './event-form.ts';
import type { EventStore, KeptEvent } from './event-store.ts';

const MAX_RESULTS = 50;
const HISTORY_MS = 90 * 24 * 60 * 60_000;

const Attribute = z.object({ AttributeKey: z.string(), AttributeValue: z.string() });

export const LookupEventsRequest = z.object({
  LookupAttributes: z.array(Attribute).default([]),
  StartTime: z.number().optional(),
  EndTime: z.number().optional(),
  EventCategory: z.string().optional(),
  MaxResults: z.number().default(MAX_RESULTS),
  NextToken: z.string().optional(),
});
export type LookupEventsRequest = z.infer<typeof LookupEventsRequest>;

/** Looks events up, the newest first: one attribute at the most, 90 days, 50 a page. */
export function lookupEvents(
  store: EventStore,
  { request, nowMs }: { readonly request: LookupEventsRequest; readonly nowMs: number },
) {
  const matches = readAttribute(request);
  const { startMs, endMs } = readWindow(request, nowMs);
  const maxResults = readMaxResults(request);
  const after = readToken(request);
  if (request.EventCategory !== undefined) return noInsights(request.EventCategory);
  const found = store
    .newestFirst(eventNameOf(request))
    .filter((event) => event.timeMs >= startMs && event.timeMs <= endMs && matches(event))
    .filter((event) => after === undefined || isOlder(event, after));
  const page = found.slice(0, maxResults);
  const last = page.at(-1);
  return {
    Events: page.map(toLookedUp),
    NextToken: found.length > page.length && last ? toToken(request, last) : undefined,
  };
}

const failure = (name: string, message: string): ServiceError => new ServiceError(name, message);

const VALUES: Readonly<Record<string, (event: KeptEvent) => readonly (string | undefined)[]>> = {
  AccessKeyId: ({ accessKeyId }) => [accessKeyId],
  EventId: ({ eventId }) => [eventId],
  EventName: ({ eventName }) => [eventName],
  EventSource: ({ eventSource }) => [eventSource],
  ReadOnly: (event) => [String(isReadOnly(event))],
  ResourceName: ({ resources = [] }) => resources.map(({ name }) => name),
  ResourceType: ({ resources = [] }) => resources.map(({ type }) => type),
  Username: ({ principalArn }) => [userNameOf(principalArn)],
};

function readAttribute({ LookupAttributes }: LookupEventsRequest): (event: KeptEvent) => boolean {
  const [attribute, another] = LookupAttributes;
  if (another)
    throw failure('InvalidLookupAttributesException', 'You can only specify one lookup attribute.');
  if (!attribute) return () => true;
  const { AttributeKey: key, AttributeValue: value } = attribute;
  const valuesOf = Object.hasOwn(VALUES, key) ? VALUES[key] : undefined;
  if (!valuesOf || value === '' || value.length > 2_000)
    throw failure('InvalidLookupAttributesException', `The lookup attribute ${key} is not valid.`);
  return (event) => valuesOf(event).includes(value);
}

/** Narrows the search where the store has an index. */
const eventNameOf = ({ LookupAttributes: [attribute] }: LookupEventsRequest): string | undefined =>
  attribute?.AttributeKey === 'EventName' ? attribute.AttributeValue : undefined;

function readWindow({ StartTime, EndTime }: LookupEventsRequest, nowMs: number) {
  const [startMs, endMs] = [(StartTime ?? 0) * 1_000, (EndTime ?? Number.POSITIVE_INFINITY) * 1_000];
  if (startMs > endMs)
    throw failure('InvalidTimeRangeException', 'The start time is later than the end time.');
  return { startMs: Math.max(startMs, nowMs - HISTORY_MS), endMs: Math.min(endMs, nowMs) };
}

function readMaxResults({ MaxResults }: LookupEventsRequest): number {
  if (Number.isInteger(MaxResults) && MaxResults >= 1 && MaxResults <= MAX_RESULTS) return MaxResults;
  throw failure('InvalidMaxResultsException', 'A valid number of results is between 1 and 50.');
}

function noInsights(category: string) {
  if (category === 'insight') return { Events: [] };
  throw failure('InvalidEventCategoryException', `The event category ${category} is not valid.`);
}

/** Where a page ended. What is recorded meanwhile is newer and moves nothing. */
const Position = z.object({ timeMs: z.number(), number: z.number(), query: z.string() });
type Position = z.infer<typeof Position>;

const isOlder = ({ timeMs, number }: KeptEvent, position: Position): boolean =>
  timeMs < position.timeMs || (timeMs === position.timeMs && number < position.number);

function toToken(request: LookupEventsRequest, { timeMs, number }: KeptEvent): string {
  const position: Position = { timeMs, number, query: digestOf(request) };
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/** A token belongs to the parameters of the call that gave it. */
function readToken(request: LookupEventsRequest): Position | undefined {
  if (request.NextToken === undefined) return undefined;
  const position = Position.safeParse(parseJson(Buffer.from(request.NextToken, 'base64url').toString())).data;
  if (position?.query === digestOf(request)) return position;
  throw failure('InvalidNextTokenException', 'The token does not belong to these parameters.');
}

const digestOf = ({ LookupAttributes, StartTime, EndTime }: LookupEventsRequest): string =>
  createHash('sha256')
    .update(JSON.stringify([LookupAttributes, StartTime, EndTime]))
    .digest('base64url');
