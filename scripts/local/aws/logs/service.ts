import * as z from 'zod';
import { createJsonService, operation } from '../json-protocol.ts';
import type { Service } from '../wire.ts';
import { arnOf, DescribeLogGroupsRequest, describeLogGroups } from './describe-log-groups.ts';
import { createQueryOperations } from './insights/queries.ts';
import {
  createLogStore,
  type LogEvent,
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
  return {
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
      const { logGroupName, logStreamName } = event;
      if (!store.groups().some((group) => group.logGroupName === logGroupName))
        store.createGroup(logGroupName);
      if (!store.group(logGroupName).streams.has(logStreamName))
        store.createStream(logGroupName, logStreamName);
      append(event);
    },
  };
}

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
