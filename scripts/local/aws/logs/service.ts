import * as z from 'zod';
import { LOCAL_ACCOUNT, LOCAL_REGION } from '../credentials.ts';
import { createJsonService, operation } from '../json-protocol.ts';
import type { Service } from '../wire.ts';
import { createLogStore, type LogGroup, type LogStore } from './log-store.ts';
import { PutLogEventsRequest, putLogEvents } from './put-log-events.ts';
import {
  FilterLogEventsRequest,
  filterLogEvents,
  GetLogEventsRequest,
  getLogEvents,
} from './read-log-events.ts';

/** One line for a log group. */
export interface IncomingLogEvent {
  readonly logGroupName: string;
  readonly logStreamName: string;
  readonly timestampMs: number;
  readonly message: string;
}

/** CloudWatch Logs. */
export interface Logs {
  readonly service: Service;
  /** Stores a line; the group and the stream are created when they are missing. */
  readonly ingest: (event: IncomingLogEvent) => void;
}

const GroupName = z.string().regex(/^[.\-_/#A-Za-z0-9]{1,512}$/);
const ByGroup = z.object({ logGroupName: GroupName });
const ByStream = ByGroup.extend({ logStreamName: z.string().regex(/^[^:*]{1,512}$/) });
const ByPrefix = z.object({ logGroupNamePrefix: z.string().default('') });
const StreamsByPrefix = ByGroup.extend({ logStreamNamePrefix: z.string().default('') });

/** CloudWatch Logs: groups, streams, events; `onEvent` sees every stored line. */
export function createLogs({
  now,
  onEvent,
}: {
  readonly now: () => number;
  readonly onEvent: (event: IncomingLogEvent) => void;
}): Logs {
  const store = createLogStore({ now });
  const append = (event: IncomingLogEvent): void => {
    store.append(event);
    onEvent(event);
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
        DescribeLogGroups: operation(ByPrefix, (input) => describeGroups(store, input)),
        DescribeLogStreams: operation(StreamsByPrefix, (input) => describeStreams(store, input)),
        GetLogEvents: operation(GetLogEventsRequest, (input) => getLogEvents(store, input)),
        FilterLogEvents: operation(FilterLogEventsRequest, (input) => filterLogEvents(store, input)),
      },
    }),
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

const arnOf = (logGroupName: string): string =>
  `arn:aws:logs:${LOCAL_REGION}:${LOCAL_ACCOUNT}:log-group:${logGroupName}`;

function describeGroups(store: LogStore, { logGroupNamePrefix }: z.infer<typeof ByPrefix>) {
  const groups = store.groups().filter(({ logGroupName }) => logGroupName.startsWith(logGroupNamePrefix));
  return { logGroups: groups.map(toGroupDescription) };
}

const toGroupDescription = ({ logGroupName, createdMs, events }: LogGroup) => ({
  logGroupName,
  logGroupArn: arnOf(logGroupName),
  arn: `${arnOf(logGroupName)}:*`,
  creationTime: createdMs,
  metricFilterCount: 0,
  logGroupClass: 'STANDARD',
  storedBytes: events.reduce((sum, { message }) => sum + Buffer.byteLength(message), 0),
});

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
