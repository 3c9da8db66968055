import { createJsonService, operation } from '../json-protocol.ts';
import type { Service } from '../wire.ts';
import type { TrailEvent } from './event.ts';
import { createEventStore } from './event-store.ts';
import { LookupEventsRequest, lookupEvents } from './lookup-events.ts';
import { createRequestRate } from './request-rate.ts';
import {
  DescribeTrailsRequest,
  describeTrails,
  EventSelectorsRequest,
  eventSelectors,
  findTrail,
  type TrailSetup,
  TrailStatusRequest,
  trailStatus,
} from './trails.ts';

/** CloudTrail with its event history. */
export interface CloudTrail {
  readonly service: Service;
  /** Remembers a call of any time; data events are left out. */
  readonly record: (event: TrailEvent) => void;
}

// CloudTrail API reference, LookupEvents: two per second, per account and Region
const LOOKUPS_PER_SECOND = 2;

/** CloudTrail: the event history and the trails that the account was set up with. */
export function createCloudTrail({
  now,
  wallClock,
  trails,
}: {
  readonly now: () => number;
  readonly wallClock: () => number;
  readonly trails: readonly TrailSetup[];
}): CloudTrail {
  const store = createEventStore();
  const lookups = createRequestRate({ perSecond: LOOKUPS_PER_SECOND, wallClock });
  const service = createJsonService({
    contentType: 'application/x-amz-json-1.1',
    operations: {
      LookupEvents: operation(LookupEventsRequest, (request) => {
        lookups.take();
        return lookupEvents(store, { request, nowMs: now() });
      }),
      DescribeTrails: operation(DescribeTrailsRequest, (request) => describeTrails(trails, request)),
      GetTrailStatus: operation(TrailStatusRequest, ({ Name }) =>
        trailStatus(findTrail(trails, Name), now()),
      ),
      GetEventSelectors: operation(EventSelectorsRequest, ({ TrailName }) =>
        eventSelectors(findTrail(trails, TrailName)),
      ),
    },
  });
  return { service, record: store.record };
}
