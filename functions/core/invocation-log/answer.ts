import * as z from 'zod/mini';
import { createConverseStreamObserver, observeConverse, type StreamObserver } from '../bedrock/converse.ts';
import { observeInvokeModel } from '../bedrock/invoke-model.ts';
import { createChunkObserver } from '../bedrock/invoke-stream.ts';
import type { AnswerObservation } from '../bedrock/observation.ts';
import { OPERATION_DEFINITIONS } from '../bedrock/operation.ts';
import type { Operation } from '../invocation/record.ts';

/** What the logged answer of a call tells. */
export interface LoggedAnswer {
  readonly observation: AnswerObservation;
  /** The answer began and did not end. */
  readonly isInterrupted: boolean;
  /** Bedrock's own measure of the whole call, in milliseconds. */
  readonly latencyMs?: number | undefined;
  readonly timeToFirstTokenMs?: number | undefined;
}

/**
 * Reads a logged answer of any shape. A stream is logged either put together as Converse would have answered it, which
 * is what accounts show for ConverseStream, or as the array of its chunks, as for InvokeModelWithResponseStream.
 */
export function readAnswer(operation: Operation, body: unknown): LoggedAnswer {
  const isConverse = OPERATION_DEFINITIONS[operation].family === 'converse';
  if (Array.isArray(body)) return isConverse ? readEvents(body) : readChunks(body);
  const observation = isConverse ? observeConverse(body) : observeInvokeModel(body, {});
  return { observation, isInterrupted: false, ...timingOf(body) };
}

const duration = z.nullish(z.number().check(z.nonnegative()));
const Timing = z.object({
  metrics: z.nullish(z.object({ latencyMs: duration })),
  'amazon-bedrock-invocationMetrics': z.nullish(
    z.object({ invocationLatency: duration, firstByteLatency: duration }),
  ),
});

function timingOf(value: unknown): Pick<LoggedAnswer, 'latencyMs' | 'timeToFirstTokenMs'> {
  const timing = z.safeParse(Timing, value).data;
  const metrics = timing?.['amazon-bedrock-invocationMetrics'];
  return {
    latencyMs: timing?.metrics?.latencyMs ?? metrics?.invocationLatency ?? undefined,
    timeToFirstTokenMs: metrics?.firstByteLatency ?? undefined,
  };
}

function readChunks(chunks: readonly unknown[]): LoggedAnswer {
  const observer = createChunkObserver();
  for (const chunk of chunks) observer.push(chunk);
  return finish(observer, chunks);
}

function readEvents(events: readonly unknown[]): LoggedAnswer {
  const observer = createConverseStreamObserver();
  const named = events.map(nameEvent);
  for (const { type, payload } of named) if (observer.reads(type)) observer.push(type, payload);
  return finish(
    observer,
    named.map(({ payload }) => payload),
  );
}

function finish(
  observer: Pick<StreamObserver, 'isComplete' | 'observation'>,
  payloads: readonly unknown[],
): LoggedAnswer {
  const timing = payloads.map(timingOf).findLast(({ latencyMs }) => latencyMs !== undefined);
  return { observation: observer.observation(), isInterrupted: !observer.isComplete(), ...timing };
}

/** A member that only one kind of event has. */
const EVENT_OF_MEMBER = {
  stopReason: 'messageStop',
  usage: 'metadata',
  metrics: 'metadata',
  delta: 'contentBlockDelta',
  start: 'contentBlockStart',
} as const;
const EVENT_NAMES: ReadonlySet<string> = new Set([
  ...Object.values(EVENT_OF_MEMBER),
  'messageStart',
  'contentBlockStop',
]);

interface NamedEvent {
  readonly type: string;
  readonly payload: unknown;
}

/** An event under its name (`{ messageStop: { … } }`), or bare as it stands in the stream. */
function nameEvent(event: unknown): NamedEvent {
  const none: NamedEvent = { type: '', payload: undefined };
  if (typeof event !== 'object' || event === null) return none;
  const [wrapped] = Object.entries(event).filter(([name]) => EVENT_NAMES.has(name));
  if (wrapped) return { type: wrapped[0], payload: wrapped[1] };
  const [, type] = Object.entries(EVENT_OF_MEMBER).find(([member]) => Object.hasOwn(event, member)) ?? [];
  return type === undefined ? none : { type, payload: event };
}
