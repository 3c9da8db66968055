import { hash } from 'node:crypto';
import { type BodyPlace, type BodyPlaces, placeBodies } from '#core/invocation-log/body.ts';
import {
  type LogDocument,
  type Quarantined,
  type QuarantineReason,
  quarantined,
  readLogEvent,
} from '#core/invocation-log/document.ts';
import { isGatewayCall } from '#core/invocation-log/gateway-call.ts';
import { type LoggedBody, type RecordedCall, toRecord } from '#core/invocation-log/to-record.ts';
import type { HashPurpose } from '#functions/ports.ts';
import type { CollectorDependencies } from './dependencies.ts';
import { LogEvent } from './event.ts';

/** What became of a log event. */
export type Collected =
  | 'recorded'
  /** The gateway made the call and recorded it. */
  | 'gateway'
  /** Delivered before. */
  | 'repeated'
  | 'ignored'
  | 'quarantined';

type Reading = RecordedCall | Quarantined | { readonly status: 'ignored' | 'gateway' };
type Placed =
  | Exclude<Reading, RecordedCall>
  | { readonly status: 'placed'; readonly document: LogDocument; readonly places: BodyPlaces };

/** An event that goes to quarantine. */
interface KeptEvent extends Pick<LogEvent, 'id' | 'message'> {
  /** @default - not told, or no time */
  readonly timestamp?: number;
}

/** Collects one event of a batch, whatever it is. Rejects when a service failed: then the event comes again. */
export async function collectEvent(value: unknown, dependencies: CollectorDependencies): Promise<Collected> {
  const { data: event } = LogEvent.safeParse(value);
  if (!event) return quarantine(strangeEvent(value), 'not_a_log_event', dependencies);
  const reading = await read(event, dependencies);
  if (reading.status === 'quarantined') return quarantine(event, reading.reason, dependencies);
  return reading.status === 'recorded' ? record(reading, dependencies) : reading.status;
}

/** What an event holds. A defect of ours would come again and again: better kept aside than retried. */
async function read({ message }: LogEvent, dependencies: CollectorDependencies): Promise<Reading> {
  const orDefect = <Value>(work: () => Value): Value | Quarantined => {
    try {
      return work();
    } catch (error) {
      dependencies.sink.reportDefect(error);
      return quarantined('unknown_shape');
    }
  };
  const place = orDefect((): Placed => placeEvent(message, dependencies));
  if (place.status !== 'placed') return place;
  const { document, places } = place;
  const [input, output, prices] = await Promise.all([
    readBody(places.input, dependencies),
    readBody(places.output, dependencies),
    dependencies.prices.pricesFor([document.modelId]),
  ]);
  return orDefect(() => toRecord({ document, input, output }, { stage: dependencies.stage, prices }));
}

function placeEvent(message: string, { gatewayRoleArn }: CollectorDependencies): Placed {
  const reading = readLogEvent(message);
  if (reading.status !== 'invocation') return reading;
  const { document } = reading;
  if (isGatewayCall(document, gatewayRoleArn)) return { status: 'gateway' };
  return { status: 'placed', document, places: placeBodies(document) };
}

/** What CloudWatch never sends, kept whole. The same has the same id, so that it is counted once. */
function strangeEvent(value: unknown): KeptEvent {
  const message = writtenOut(value);
  return { id: `strange-${hash('sha256', message)}`, message };
}

function writtenOut(value: unknown): string {
  try {
    return JSON.stringify(value) ?? 'undefined';
  } catch {
    return 'An event that is nested too deep to be written out.';
  }
}

async function readBody(place: BodyPlace, { bodies }: CollectorDependencies): Promise<LoggedBody> {
  if (place.kind === 'inline') return { status: 'read', value: place.value };
  return place.kind === 's3' ? bodies.read(place) : { status: 'missing' };
}

/** The claim comes last, so that a failure before it leaves the event to be collected again. */
async function record(
  { record, ...named }: RecordedCall,
  { claims, sink, systemPromptHash }: CollectorDependencies,
): Promise<Collected> {
  const hash = async (text: string | undefined, purpose: HashPurpose): Promise<string | undefined> =>
    text === undefined ? undefined : systemPromptHash.hash(text, purpose);
  const [systemHash, user, conversation] = await Promise.all([
    hash(named.systemPrompt, 'system-prompt'),
    hash(named.user, 'user'),
    hash(named.conversation, 'conversation'),
  ]);
  if (!(await claims.claim(`call#${record.requestId}`))) return 'repeated';
  const prompt = systemHash === undefined ? record.prompt : { ...record.prompt, systemHash };
  sink.writeInvocation({ ...record, prompt, user, conversation });
  return 'recorded';
}

/** Kept first and claimed after: an event that is kept twice lies under one key, and is counted once. */
async function quarantine(
  { id, timestamp: atMs, message }: KeptEvent,
  reason: QuarantineReason,
  { quarantine, claims, log, clock }: CollectorDependencies,
): Promise<Collected> {
  const key = await quarantine.keep({ id, atMs, reason, message });
  if (!(await claims.claim(`event#${id}`))) return 'repeated';
  log.write({ quarantinedEvents: 1 }, { atMs: clock.now(), fields: { event: id, reason, key } });
  return 'quarantined';
}
