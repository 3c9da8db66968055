import { ServiceError } from '../wire.ts';

/** A stored log event. */
export interface LogEvent {
  readonly eventId: string;
  readonly logStreamName: string;
  readonly timestampMs: number;
  readonly ingestionMs: number;
  readonly message: string;
}

/** Properties of a log group that an account may have set. */
export interface LogGroupSettings {
  /** @default - events never expire */
  readonly retentionInDays?: number | undefined;
  /** @default - an AWS owned key */
  readonly kmsKeyId?: string | undefined;
  /** @default - no data protection policy */
  readonly dataProtectionStatus?: 'ACTIVATED' | 'DELETED' | 'ARCHIVED' | 'DISABLED' | undefined;
  /**
   * Bytes that it holds besides the events that came in.
   * @default 0
   */
  readonly storedBytes?: number | undefined;
}

/** A log group. */
export interface LogGroup {
  readonly logGroupName: string;
  readonly createdMs: number;
  readonly settings: LogGroupSettings;
  /** Creation times by stream name. */
  readonly streams: Map<string, number>;
  /** In the order in which they came; the oldest leave when there are too many. */
  events: LogEvent[];
}

/** Log groups in memory. */
export interface LogStore {
  readonly createGroup: (logGroupName: string, settings?: LogGroupSettings) => void;
  readonly createStream: (logGroupName: string, logStreamName: string) => void;
  readonly groups: () => readonly LogGroup[];
  /** Throws CloudWatch's error when there is none. */
  readonly group: (logGroupName: string) => LogGroup;
  readonly append: (event: {
    readonly logGroupName: string;
    readonly logStreamName: string;
    readonly timestampMs: number;
    readonly message: string;
  }) => void;
}

/** Newest events kept per log group. */
const MAX_EVENTS = 50_000;

/** Creates an empty store. */
export function createLogStore({ now }: { readonly now: () => number }): LogStore {
  const groups = new Map<string, LogGroup>();
  let events = 0;
  const group = (logGroupName: string): LogGroup => {
    const found = groups.get(logGroupName);
    if (!found)
      throw new ServiceError('ResourceNotFoundException', 'The specified log group does not exist.');
    return found;
  };
  return {
    group,
    groups: () =>
      [...groups.values()].sort((left, right) => (left.logGroupName < right.logGroupName ? -1 : 1)),
    createGroup: (logGroupName, settings = {}) => {
      if (groups.has(logGroupName)) throw alreadyExists('group');
      groups.set(logGroupName, { logGroupName, createdMs: now(), settings, streams: new Map(), events: [] });
    },
    createStream: (logGroupName, logStreamName) => {
      const { streams } = group(logGroupName);
      if (streams.has(logStreamName)) throw alreadyExists('stream');
      streams.set(logStreamName, now());
    },
    append: ({ logGroupName, ...event }) => {
      const target = group(logGroupName);
      events += 1;
      target.events.push({ ...event, ingestionMs: now(), eventId: String(events).padStart(56, '0') });
      // Cut in large steps: one step per event would copy the array each time.
      if (target.events.length >= 2 * MAX_EVENTS) target.events = target.events.slice(-MAX_EVENTS);
    },
  };
}

/** The newest events of a group, ordered by time. */
export function readEvents({ events }: LogGroup): readonly LogEvent[] {
  return events.slice(-MAX_EVENTS).sort((left, right) => left.timestampMs - right.timestampMs);
}

const alreadyExists = (what: 'group' | 'stream'): ServiceError =>
  new ServiceError('ResourceAlreadyExistsException', `The specified log ${what} already exists`);
