import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { createFrameReader, decodeFrame, encodeException } from '#adapters/event-stream.ts';
import { classifyFailure, exceptionName } from '#core/bedrock/exceptions.ts';
import { type AnswerObservation, emptyObservation } from '#core/bedrock/observation.ts';
import type { Outcome } from '#core/invocation/record.ts';
import type { Clock } from '#functions/ports.ts';
import { answerReaders } from './answer-readers.ts';
import { parseJsonBody, readBody } from './body.ts';
import type { Call } from './call.ts';
import type { Answering } from './connect.ts';

/** Opens the answer to the caller: status and headers go out, the body follows. */
export type OpenAnswer = (head: {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}) => Writable;

/** What became of an answer on its way to the caller. */
export interface Relayed {
  readonly observation: AnswerObservation;
  readonly isInterrupted: boolean;
  /** An exception that Bedrock sent inside the stream. */
  readonly failure?: { readonly errorType: string | undefined; readonly outcome: Outcome } | undefined;
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
}

/** Relays a whole body, or answers `broken_off`: then nothing has gone to the caller. */
export async function relayBody({
  call,
  answering,
  open,
  clock,
}: RelayOptions): Promise<Relayed | 'broken_off'> {
  const { response } = answering;
  const body = await readBody(response.body).catch(() => undefined);
  if (!body) return 'broken_off';
  const upstreamEndedAtMs = clock.monotonicMs();
  const reader = answerReaders[call.operation];
  const answer = open({ status: response.status, headers: response.headers });
  answer.end(call.hidesTrace ? reader.withoutTrace(body) : body);
  const observation = reader.observe(body, response.headers, call.bodyJson);
  return { observation, isInterrupted: false, upstreamEndedAtMs };
}

/**
 * Relays an event stream frame by frame as it arrives, at the caller's pace. Only the frame with a trace nobody asked
 * for is written anew. When Bedrock breaks off, the caller gets an exception in the stream instead of a silent end.
 */
export async function relayStream({ call, answering, open, clock, signal }: RelayOptions): Promise<Relayed> {
  const { response, stream = [] } = answering;
  const answer = open({ status: response.status, headers: response.headers });
  const frames = createFrameReader();
  const reader = answerReaders[call.operation];
  const observer = reader.observeStream();
  let failure: Relayed['failure'];
  let firstContentAtMs: number | undefined;
  let isInterrupted = false;

  const inspect = (frame: Buffer): Buffer => {
    const event = decodeFrame(frame);
    if (!event) return frame;
    if (event.kind === 'exception') {
      failure = streamFailure(event.type, event.payload);
      return frame;
    }
    if (observer.push(event.type, parseJsonBody(event.payload))) firstContentAtMs ??= clock.monotonicMs();
    return call.hidesTrace ? reader.frameWithoutTrace(frame, event) : frame;
  };

  try {
    for await (const chunk of stream) {
      const ready = frames.push(chunk).map(inspect);
      if (ready.length > 0 && !answer.write(ready.length === 1 ? ready[0] : Buffer.concat(ready)))
        await once(answer, 'drain', { signal });
    }
    isInterrupted = frames.rest().length > 0 || !(observer.isComplete() || failure);
  } catch {
    isInterrupted = failure === undefined; // the connection to Bedrock broke, the deadline passed or the caller left
  } finally {
    response.body.destroy(); // a stream that is not read to its end would keep its connection
  }
  const upstreamEndedAtMs = clock.monotonicMs();
  if (isInterrupted)
    answer.write(encodeException('modelStreamErrorException', 'The stream from the model broke off.'));
  answer.end();
  return {
    observation: observationOf(observer.observation(), isInterrupted),
    isInterrupted,
    failure,
    firstContentAtMs,
    upstreamEndedAtMs,
  };
}

function streamFailure(type: string, payload: string): Relayed['failure'] {
  const errorType = exceptionName(type);
  return { errorType, outcome: classifyFailure({ name: errorType, status: 500, message: payload }).outcome };
}

/** A stream cut short has told no usage: say that it was cut, not that it was missing. */
function observationOf(seen: AnswerObservation, isInterrupted: boolean): AnswerObservation {
  return isInterrupted && seen.usage.status === 'unknown'
    ? { ...seen, usage: emptyObservation('interrupted').usage }
    : seen;
}
