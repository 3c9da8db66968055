import { type BodyPlace, placeBodies } from '#core/invocation-log/body.ts';
import { type LogDocument, type QuarantineReason, readLogEvent } from '#core/invocation-log/document.ts';
import { isGatewayCall } from '#core/invocation-log/gateway-call.ts';
import { type LoggedBody, type RecordedCall, toRecord } from '#core/invocation-log/to-record.ts';
import type { CollectorDependencies } from './dependencies.ts';
import type { LogEvent } from './event.ts';

/** What became of a log event. */
export type Collected =
  | 'recorded'
  /** The gateway made the call and recorded it. */
  | 'gateway'
  /** Delivered before. */
  | 'repeated'
  | 'ignored'
  | 'quarantined';

type Judged = RecordedCall | { readonly status: 'quarantined'; readonly reason: QuarantineReason };

/** Collects one event. Rejects when a service failed: then the event comes again. */
export async function collectEvent(event: LogEvent, dependencies: CollectorDependencies): Promise<Collected> {
  const reading = readLogEvent(event.message);
  if (reading.status === 'ignored') return 'ignored';
  if (reading.status === 'quarantined') return quarantine(event, reading.reason, dependencies);
  if (isGatewayCall(reading.document, dependencies.gatewayRoleArn)) return 'gateway';
  const judged = await judge(reading.document, dependencies);
  if (judged.status === 'quarantined') return quarantine(event, judged.reason, dependencies);
  return record(judged, dependencies);
}

async function judge(document: LogDocument, dependencies: CollectorDependencies): Promise<Judged> {
  const places = placeBodies(document);
  const [input, output, prices] = await Promise.all([
    readBody(places.input, dependencies),
    readBody(places.output, dependencies),
    dependencies.prices.pricesFor([document.modelId]),
  ]);
  try {
    return toRecord({ document, input, output }, { stage: dependencies.stage, prices });
  } catch (error) {
    dependencies.sink.reportDefect(error); // it would fail again and again: better kept aside than retried
    return { status: 'quarantined', reason: 'unknown_shape' };
  }
}

async function readBody(place: BodyPlace, { bodies }: CollectorDependencies): Promise<LoggedBody> {
  if (place.kind === 'inline') return { status: 'read', value: place.value };
  return place.kind === 's3' ? bodies.read(place) : { status: 'missing' };
}

/** The claim comes last, so that a failure before it leaves the event to be collected again. */
async function record(
  { record, systemPrompt, user }: RecordedCall,
  { claims, sink, systemPromptHash }: CollectorDependencies,
): Promise<Collected> {
  const [systemHash, userHash] = await Promise.all([
    systemPrompt === undefined ? undefined : systemPromptHash.hash(systemPrompt, 'system-prompt'),
    user === undefined ? undefined : systemPromptHash.hash(user, 'user'),
  ]);
  if (!(await claims.claim(`call#${record.requestId}`))) return 'repeated';
  const prompt = systemHash === undefined ? record.prompt : { ...record.prompt, systemHash };
  sink.writeInvocation({ ...record, prompt, ...(userHash !== undefined && { user: userHash }) });
  return 'recorded';
}

/** Kept first and claimed after: an event that is kept twice lies under one key, and is counted once. */
async function quarantine(
  { id, timestamp: atMs, message }: LogEvent,
  reason: QuarantineReason,
  { quarantine, claims, log, clock }: CollectorDependencies,
): Promise<Collected> {
  const key = await quarantine.keep({ id, atMs, reason, message });
  if (!(await claims.claim(`event#${id}`))) return 'repeated';
  log.write({ quarantinedEvents: 1 }, { atMs: clock.now(), fields: { event: id, reason, key } });
  return 'quarantined';
}
