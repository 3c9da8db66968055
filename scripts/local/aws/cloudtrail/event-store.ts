import { randomUUID } from 'node:crypto';
import { isInHistory, type TrailEvent } from './event.ts';

/** An event with what tells it from every other; later recorded ones have a higher number. */
export interface KeptEvent extends TrailEvent {
  readonly eventId: string;
  readonly requestId: string;
  readonly number: number;
}

/** The event history. */
export interface EventStore {
  readonly record: (event: TrailEvent) => void;
  /** The newest first; of one name only, when it is given. */
  readonly newestFirst: (eventName?: string) => readonly KeptEvent[];
}

// Per name, so that a flood of model calls does not push out the one change of a guardrail.
const MAX_EVENTS_PER_NAME = 10_000;
const MAX_NAMES = 500;

/** Keeps management events in memory, the newest of each name. */
export function createEventStore(): EventStore {
  const byName = new Map<string, KeptEvent[]>();
  let recorded = 0;
  return {
    record: (event) => {
      if (!isInHistory(event)) return;
      const events = byName.get(event.eventName) ?? [];
      if (events.length === 0 && byName.size >= MAX_NAMES) return;
      recorded += 1;
      const { requestId = randomUUID() } = event;
      events.push({ ...event, requestId, eventId: randomUUID(), number: recorded });
      // Sorting at twice the size takes a constant time per event.
      const isFull = events.length >= 2 * MAX_EVENTS_PER_NAME;
      byName.set(event.eventName, isFull ? events.sort(byAge).slice(0, MAX_EVENTS_PER_NAME) : events);
    },
    newestFirst: (eventName) => {
      const events = eventName === undefined ? [...byName.values()].flat() : (byName.get(eventName) ?? []);
      return events.toSorted(byAge);
    },
  };
}

/** The newest first, and of one moment the one that was recorded last. */
const byAge = (left: KeptEvent, right: KeptEvent): number =>
  right.timeMs - left.timeMs || right.number - left.number;
