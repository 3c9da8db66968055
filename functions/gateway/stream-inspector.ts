import { decodeFrame, type StreamEvent } from '#adapters/event-stream.ts';
import type { StreamObserver } from '#core/bedrock/converse.ts';
import { classifyFailure, exceptionName } from '#core/bedrock/exceptions.ts';
import type { AnswerObservation } from '#core/bedrock/observation.ts';
import type { Outcome } from '#core/invocation/record.ts';
import type { Clock, RecordSink } from '#functions/ports.ts';
import { parseJsonBody } from './body.ts';
import type { Call } from './call.ts';
import type { CallReader } from './call-reader.ts';

/** An exception that Bedrock sent inside the stream. */
export interface StreamFailure {
  readonly errorType: string | undefined;
  readonly outcome: Outcome;
}

/** Reads the frames of a stream on their way to the caller. */
export interface StreamInspector {
  /** The frame as it goes on: written anew only when it carries a trace nobody asked for. */
  readonly pass: (frame: Buffer) => Buffer;
  readonly failure: () => StreamFailure | undefined;
  /** Whether the answer is known to have come to its end, or cannot be judged. */
  readonly isComplete: () => boolean;
  readonly firstContentAtMs: () => number | undefined;
  readonly observation: () => AnswerObservation;
}

interface InspectorOptions {
  readonly call: Call;
  readonly clock: Pick<Clock, 'monotonicMs'>;
  readonly reportDefect: RecordSink['reportDefect'];
}

/** What was seen of a stream so far. */
interface Seen {
  failure?: StreamFailure;
  firstContentAtMs?: number;
  hasDefect: boolean;
}

/** An inspector for one stream. A frame that it fails at goes on as it came, and the first such failure is reported. */
export function createStreamInspector({ call, clock, reportDefect }: InspectorOptions): StreamInspector {
  const { reader } = call;
  const observer = reader.observeStream();
  const seen: Seen = { hasDefect: false };
  const inspect = createInspection({ reader, observer, seen, clock, hidesTrace: call.hidesTrace });
  return {
    pass: (frame) => {
      try {
        return inspect(frame);
      } catch (error) {
        if (!seen.hasDefect) reportDefect(error);
        seen.hasDefect = true;
        return frame;
      }
    },
    failure: () => seen.failure,
    isComplete: () => observer.isComplete() || seen.hasDefect,
    firstContentAtMs: () => seen.firstContentAtMs,
    observation: () => observer.observation(),
  };
}

interface InspectionOptions extends Pick<InspectorOptions, 'clock'> {
  readonly reader: CallReader;
  readonly observer: StreamObserver;
  readonly seen: Seen;
  readonly hidesTrace: boolean;
}

function createInspection({ reader, observer, seen, clock, hidesTrace }: InspectionOptions) {
  return (frame: Buffer): Buffer => {
    const event = decodeFrame(frame);
    if (!event) return frame;
    if (event.kind === 'exception') {
      seen.failure = toFailure(event);
      return frame;
    }
    const payload = observer.reads(event.type) ? parseJsonBody(event.payload) : undefined;
    if (observer.push(event.type, payload)) seen.firstContentAtMs ??= clock.monotonicMs();
    return hidesTrace ? reader.frameWithoutTrace(frame, event) : frame;
  };
}

function toFailure({ type, payload }: StreamEvent): StreamFailure {
  const errorType = exceptionName(type);
  return { errorType, outcome: classifyFailure({ name: errorType, status: 500, message: payload }).outcome };
}
