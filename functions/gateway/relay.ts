import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { createFrameReader, encodeException } from '#adapters/event-stream.ts';
import { type AnswerObservation, emptyObservation } from '#core/bedrock/observation.ts';
import type { Clock, RecordSink } from '#functions/ports.ts';
import type { OpenAnswer } from './answer.ts';
import { readBody } from './body.ts';
import type { Call } from './call.ts';
import type { Answering } from './connect.ts';
import { orOnDefect } from './defects.ts';
import { createStreamInspector, type StreamFailure, type StreamInspector } from './stream-inspector.ts';

/** What became of an answer on its way to the caller. */
export interface Relayed {
  readonly observation: AnswerObservation;
  readonly isInterrupted: boolean;
  readonly failure?: StreamFailure | undefined;
  readonly firstContentAtMs?: number | undefined;
  /** When Bedrock's last byte had come. */
  readonly upstreamEndedAtMs: number;
}

interface RelayOptions {
  readonly call: Call;
  readonly answering: Answering;
  readonly open: OpenAnswer;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly reportDefect: RecordSink['reportDefect'];
}

/** Relays a whole body, or answers `broken_off`: then nothing has gone to the caller. */
export async function relayBody(options: RelayOptions): Promise<Relayed | 'broken_off'> {
  const { call, answering, open, clock, reportDefect } = options;
  const { status, headers, body: source } = answering.response;
  const body = await readBody(source).catch(() => undefined);
  if (!body) return 'broken_off';
  const upstreamEndedAtMs = clock.monotonicMs();
  const { reader } = call;
  const shown = call.hidesTrace ? orOnDefect(() => reader.withoutTrace(body), body, reportDefect) : body;
  open({ status, headers }).end(shown);
  const observation = orOnDefect(
    () => reader.observe(body, headers, call.bodyJson),
    emptyObservation('invalid'),
    reportDefect,
  );
  return { observation, isInterrupted: false, upstreamEndedAtMs };
}

/**
 * Relays an event stream frame by frame as it arrives, at the caller's pace. Only the frame with a trace nobody asked
 * for is written anew. When Bedrock breaks off, the caller gets an exception in the stream instead of a silent end.
 */
export async function relayStream(options: RelayOptions): Promise<Relayed> {
  const { answering, open, clock } = options;
  const { status, headers } = answering.response;
  const answer = open({ status, headers });
  const inspector = createStreamInspector(options);
  const isWhole = await passFrames(answer, inspector, options);
  const upstreamEndedAtMs = clock.monotonicMs();
  const failure = inspector.failure();
  const isInterrupted = failure === undefined && !(isWhole && inspector.isComplete());
  if (isInterrupted)
    answer.write(encodeException('modelStreamErrorException', 'The stream from the model broke off.'));
  answer.end();
  return {
    observation: observationOf(inspector.observation(), isInterrupted),
    isInterrupted,
    failure,
    firstContentAtMs: inspector.firstContentAtMs(),
    upstreamEndedAtMs,
  };
}

/** Whether the stream ended by itself and not within a frame. */
async function passFrames(
  answer: Writable,
  { pass }: StreamInspector,
  { answering: { response, stream = response.body }, signal }: RelayOptions,
): Promise<boolean> {
  const frames = createFrameReader();
  try {
    for await (const chunk of stream) {
      const ready = frames.push(chunk).map(pass);
      if (ready.length > 0 && !answer.write(ready.length === 1 ? ready[0] : Buffer.concat(ready)))
        await once(answer, 'drain', { signal });
    }
    return frames.rest().length === 0;
  } catch {
    return false; // the connection to Bedrock broke, the deadline passed or the caller left
  } finally {
    response.body.destroy(); // a stream that is not read to its end would keep its connection
  }
}

/** A stream cut short has told no usage: say that it was cut, not that it was missing. */
function observationOf(seen: AnswerObservation, isInterrupted: boolean): AnswerObservation {
  return isInterrupted && seen.usage.status === 'unknown'
    ? { ...seen, usage: emptyObservation('interrupted').usage }
    : seen;
}
