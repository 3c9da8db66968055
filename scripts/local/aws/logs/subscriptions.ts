import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import * as z from 'zod';
import { LOCAL_ACCOUNT } from '../credentials.ts';
import { operation } from '../json-protocol.ts';
import { ServiceError } from '../wire.ts';
import { compileFilterPattern } from './filter-pattern.ts';
import type { MatchesMessage } from './json-filter.ts';
import type { LogStore } from './log-store.ts';

/** Invokes a destination with a batch; nobody waits for what becomes of it. */
export type InvokeDestination = (destinationArn: string, event: unknown) => void;

interface Filter {
  readonly filterName: string;
  readonly filterPattern: string;
  readonly destinationArn: string;
  readonly creationTime: number;
  readonly matches: MatchesMessage;
}

interface Waiting {
  readonly logStream: string;
  readonly logEvents: { readonly id: string; readonly timestamp: number; readonly message: string }[];
}

/** A group has two subscription filters at most (CloudWatch Logs quotas). */
const MAX_FILTERS = 2;
/** Events that go to a destination at once: far fewer bytes than Lambda takes. */
const MAX_BATCH = 100;

const ByGroup = z.object({ logGroupName: z.string() });
const ByName = ByGroup.extend({ filterName: z.string().regex(/^[^:*]{1,512}$/) });
const PutRequest = ByName.extend({
  filterPattern: z.string().max(1_024),
  destinationArn: z.string().regex(/^arn:/),
});

/** Subscription filters that deliver to Lambda functions, a batch for all events of one turn of the event loop. */
export function createSubscriptions(
  store: LogStore,
  { now, invoke }: { readonly now: () => number; readonly invoke: InvokeDestination },
) {
  const filters = new Map<string, Filter[]>();
  const of = (logGroupName: string): Filter[] => filters.get(logGroupName) ?? [];
  const batches = new Map<string, Waiting>();
  const deliver = (logGroup: string, filter: Filter, key: string): void => {
    const batch = batches.get(key);
    batches.delete(key);
    if (batch) invoke(filter.destinationArn, toEvent({ logGroup, filter, batch }));
  };
  return {
    /** Takes an event that was stored. */
    take: (
      logGroupName: string,
      event: { readonly stream: string; readonly timestampMs: number; readonly message: string },
    ): void => {
      for (const filter of of(logGroupName).filter(({ matches }) => matches(event.message))) {
        const key = JSON.stringify([logGroupName, filter.filterName, event.stream]);
        const waiting = batches.get(key) ?? { logStream: event.stream, logEvents: [] };
        if (waiting.logEvents.length === 0) setImmediate(() => deliver(logGroupName, filter, key));
        batches.set(key, waiting);
        waiting.logEvents.push({
          id: randomUUID().replaceAll('-', ''),
          timestamp: event.timestampMs,
          message: event.message,
        });
        if (waiting.logEvents.length >= MAX_BATCH) deliver(logGroupName, filter, key);
      }
    },
    operations: {
      PutSubscriptionFilter: operation(PutRequest, ({ logGroupName, ...input }) => {
        store.group(logGroupName);
        const others = of(logGroupName).filter(({ filterName }) => filterName !== input.filterName);
        if (others.length >= MAX_FILTERS)
          throw new ServiceError('LimitExceededException', 'Resource limit exceeded.');
        const matches = compileFilterPattern(input.filterPattern);
        filters.set(logGroupName, [...others, { ...input, matches, creationTime: now() }]);
      }),
      DescribeSubscriptionFilters: operation(ByGroup, ({ logGroupName }) => {
        store.group(logGroupName);
        const subscriptionFilters = of(logGroupName).map(({ matches: _, ...filter }) => ({
          ...filter,
          logGroupName,
          distribution: 'ByLogStream',
        }));
        return { subscriptionFilters };
      }),
      DeleteSubscriptionFilter: operation(ByName, ({ logGroupName, filterName }) => {
        const left = of(logGroupName).filter((filter) => filter.filterName !== filterName);
        if (left.length === of(logGroupName).length)
          throw new ServiceError(
            'ResourceNotFoundException',
            'The specified subscription filter does not exist.',
          );
        filters.set(logGroupName, left);
      }),
    },
  };
}

/** The event of CloudWatch Logs User Guide, "Subscription filters with AWS Lambda". */
function toEvent({
  logGroup,
  filter,
  batch,
}: {
  readonly logGroup: string;
  readonly filter: Filter;
  readonly batch: Waiting;
}) {
  const data = {
    messageType: 'DATA_MESSAGE',
    owner: LOCAL_ACCOUNT,
    logGroup,
    logStream: batch.logStream,
    subscriptionFilters: [filter.filterName],
    logEvents: batch.logEvents,
  };
  return { awslogs: { data: gzipSync(JSON.stringify(data)).toString('base64') } };
}
