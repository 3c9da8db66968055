import { Writable } from 'node:stream';
import { createFrameReader, decodeFrame, type StreamEvent } from '#adapters/event-stream.ts';
import { classifyFailure, exceptionName } from '#core/bedrock/exceptions.ts';
import { type ChunkTranslator, createChunkTranslator } from '#core/openai/completion-chunks.ts';
import type { CompletionIdentity } from '#core/openai/identity.ts';
import { toOpenAiError } from '#core/openai/openai-error.ts';
import type { RecordSink } from '#functions/ports.ts';
import { errorMessageOf, parseJsonBody } from './body.ts';
import { followAnswer } from './follow-answer.ts';

interface StreamOptions {
  readonly answer: Writable;
  readonly identity: CompletionIdentity;
  readonly includesUsage: boolean;
  readonly reportDefect: RecordSink['reportDefect'];
}

/** Takes a ConverseStream and sends it on as server-sent events, at the caller's pace. */
export function translateStream({ answer, reportDefect, ...options }: StreamOptions): Writable {
  const events = createEventText(options, reportDefect);
  const front = new Writable({
    write(chunk: Buffer, _encoding, done) {
      const text = events.push(chunk);
      if (text === '' || answer.write(text)) done();
      else answer.once('drain', done);
    },
    final(done) {
      answer.end(events.end(), done);
    },
  });
  followAnswer(front, answer);
  return front;
}

/** What OpenAI's clients take for the end of a stream. */
const DONE = 'data: [DONE]\n\n';

/** The text of a stream of server-sent events, piece by piece. An error is the last event there is. */
function createEventText(
  { identity, includesUsage }: Pick<StreamOptions, 'identity' | 'includesUsage'>,
  reportDefect: RecordSink['reportDefect'],
) {
  const frames = createFrameReader();
  const chunks = createChunkTranslator(identity, { includesUsage });
  let hasFailed = false;
  const fail = (errorText: string): string => {
    hasFailed = true;
    return errorText;
  };
  const toText = (frame: Buffer): string => {
    const event = hasFailed ? undefined : decodeFrame(frame);
    if (!event) return '';
    return event.kind === 'exception' ? fail(exceptionText(event)) : chunkText(event, chunks);
  };
  return {
    push: (bytes: Buffer): string => {
      try {
        return frames.push(bytes).map(toText).join('');
      } catch (error) {
        reportDefect(error);
        return fail(BROKEN_TEXT);
      }
    },
    end: (): string => {
      if (hasFailed) return '';
      return chunks.isComplete() ? DONE : BROKEN_TEXT;
    },
  };
}

const toEventText = (data: unknown): string => `data: ${JSON.stringify(data)}\n\n`;

function chunkText({ type, payload }: StreamEvent, chunks: ChunkTranslator): string {
  return chunks.push(type, parseJsonBody(payload)).map(toEventText).join('');
}

function exceptionText({ type, payload }: StreamEvent): string {
  const errorType = exceptionName(type);
  const { message } = errorMessageOf(Buffer.from(payload));
  const { status } = classifyFailure({ name: errorType, status: 500, message });
  return toEventText(toOpenAiError({ status, errorType, message }));
}

const BROKEN_TEXT = toEventText(
  toOpenAiError({ status: 502, message: 'The stream from the model could not be read to its end.' }),
);
