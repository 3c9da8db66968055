import * as z from 'zod';
import { type KeptState, keptList } from '../hosted-service.ts';
import { createJsonService, operation } from '../json-protocol.ts';
import type { Service } from '../wire.ts';
import { arnOf, DescribeLogGroupsRequest, describeLogGroups } from './describe-log-groups.ts';
import { createQueryOperations } from './insights/queries.ts';
import {
  createLogStore,
  type LogEvent,
  type LogGroup,
  type LogGroupSettings,
  type LogStore,
  readEvents,
} from './log-store.ts';
import { PutLogEventsRequest, putLogEvents } from './put-log-events.ts';
import {
  FilterLogEventsRequest,
  filterLogEvents,
  GetLogEventsRequest,
  getLogEvents,
} from './read-log-events.ts';
import { createSubscriptions, type InvokeDestination } from './subscriptions.ts';

/** One line for a log group. */
export interface IncomingLogEvent {
  readonly logGroupName: string;
  readonly logStreamName: string;
  readonly timestampMs: number;
  readonly message: string;
}

/** A log group that the account has from the start. */
export interface LogGroupSetup extends LogGroupSettings {
  readonly name: string;
}

/** CloudWatch Logs. */
export interface Logs {
  readonly service: Service;
  /** Lines outlast a restart: sums that are made of them anew, as a day's costs are, would lose them. */
  readonly kept: KeptState;
  /** Stores a line; the group and the stream are created when they are missing. */
  readonly ingest: (event: IncomingLogEvent) => void;
  readonly hasGroup: (logGroupName: string) => boolean;
  /** Stored events of the groups with a name, ordered by time within a group. */
  readonly eventsOf: (isWanted: (logGroupName: string) => boolean) => readonly LogEvent[];
}

const GroupName = z.string().regex(/^[.\-_/#A-Za-z0-9]{1,512}$/);
const ByGroup = z.object({ logGroupName: GroupName });
const ByStream = ByGroup.extend({ logStreamName: z.string().regex(/^[^:*]{1,512}$/) });
const StreamsByPrefix = ByGroup.extend({ logStreamNamePrefix: z.string().default('') });

const KeptEvent = ByGroup.extend({
  logStreamName: z.string(),
  timestampMs: z.number(),
  message: z.string(),
});

/** Newest lines of a group that are kept over a restart: some 50 MB. */
const MAX_KEPT_EVENTS = 20_000;

/** CloudWatch Logs: groups, streams, events, queries; `onEvent` sees every stored line. */
export function createLogs({
  now,
  onEvent,
  invoke = () => undefined,
  logGroups = [],
  queryTimeoutMs,
}: {
  readonly now: () => number;
  readonly onEvent: (event: IncomingLogEvent) => void;
  /**
   * Invokes the function that a subscription filter delivers to.
   * @default - nothing is delivered
   */
  readonly invoke?: InvokeDestination | undefined;
  /**
   * Groups that exist from the start.
   * @default []
   */
  readonly logGroups?: readonly LogGroupSetup[] | undefined;
  /**
   * Longest time that a Logs Insights query may take, in milliseconds.
   * @default 10000
   */
  readonly queryTimeoutMs?: number | undefined;
}): Logs {
  const store = createLogStore({ now });
  for (const { name, ...settings } of logGroups) store.createGroup(name, settings);
  const subscriptions = createSubscriptions(store, { now, invoke });
  const append = (event: IncomingLogEvent): void => {
    store.append(event);
    onEvent(event);
    const { logGroupName, logStreamName: stream, timestampMs, message } = event;
    subscriptions.take(logGroupName, { stream, timestampMs, message });
  };
  const ensureStream = ({ logGroupName, logStreamName }: IncomingLogEvent): void => {
    if (!store.groups().some((group) => group.logGroupName === logGroupName)) store.createGroup(logGroupName);
    if (!store.group(logGroupName).streams.has(logStreamName))
      store.createStream(logGroupName, logStreamName);
  };
  return {
    kept: keptList({
      name: 'logEvents',
      item: KeptEvent,
      all: () => store.groups().flatMap(toKeptEvents),
      restore: (events) => {
        for (const event of events) {
          ensureStream(event);
          store.append(event); // its metrics are kept beside it, and its subscribers had it
        }
      },
    }),
    service: createJsonService({
      contentType: 'application/x-amz-json-1.1',
      operations: {
        CreateLogGroup: operation(ByGroup, ({ logGroupName }) => store.createGroup(logGroupName)),
        CreateLogStream: operation(ByStream, ({ logGroupName, logStreamName }) =>
          store.createStream(logGroupName, logStreamName),
        ),
        PutLogEvents: operation(PutLogEventsRequest, (input) =>
          putLogEvents(store, input, { nowMs: now(), ingest: append }),
        ),
        DescribeLogGroups: operation(DescribeLogGroupsRequest, (input) => describeLogGroups(store, input)),
        DescribeLogStreams: operation(StreamsByPrefix, (input) => describeStreams(store, input)),
        GetLogEvents: operation(GetLogEventsRequest, (input) => getLogEvents(store, input)),
        FilterLogEvents: operation(FilterLogEventsRequest, (input) => filterLogEvents(store, input)),
        ...subscriptions.operations,
        ...createQueryOperations(store, { timeoutMs: queryTimeoutMs }),
      },
    }),
    hasGroup: (name) => store.groups().some(({ logGroupName }) => logGroupName === name),
    eventsOf: (isWanted) =>
      store
        .groups()
        .filter(({ logGroupName }) => isWanted(logGroupName))
        .flatMap(readEvents),
    ingest: (event) => {
      ensureStream(event);
      append(event);
    },
  };
}

const toKeptEvents = (group: LogGroup): readonly IncomingLogEvent[] =>
  readEvents(group)
    .slice(-MAX_KEPT_EVENTS)
    .map(({ logStreamName, timestampMs, message }) => ({
      ...{ logGroupName: group.logGroupName, logStreamName, timestampMs, message },
    }));

function describeStreams(
  store: LogStore,
  { logGroupName, logStreamNamePrefix }: z.infer<typeof StreamsByPrefix>,
) {
  const { streams } = store.group(logGroupName);
  const found = [...streams].filter(([name]) => name.startsWith(logStreamNamePrefix)).sort();
  return {
    logStreams: found.map(([logStreamName, creationTime]) => ({
      logStreamName,
      creationTime,
      arn: `${arnOf(logGroupName)}:log-stream:${logStreamName}`,
    })),
  };
}
