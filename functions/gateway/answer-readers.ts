import { replacePayload, type StreamEvent } from '#adapters/event-stream.ts';
import { observeApplyGuardrail } from '#core/bedrock/apply-guardrail.ts';
import {
  createConverseStreamObserver,
  observeConverse,
  type StreamObserver,
} from '#core/bedrock/converse.ts';
import { observeInvokeModel } from '#core/bedrock/invoke-model.ts';
import { createInvokeStreamObserver } from '#core/bedrock/invoke-stream.ts';
import type { AnswerObservation } from '#core/bedrock/observation.ts';
import type { Operation } from '#core/invocation/record.ts';
import { removeMember } from '#core/json/members.ts';
import { parseJsonBody } from './body.ts';

/** How the answers of one operation are read, and freed of a trace that only the gateway asked for. */
export interface AnswerReader {
  readonly observe: (
    body: Buffer,
    headers: Readonly<Record<string, string>>,
    request: unknown,
  ) => AnswerObservation;
  readonly withoutTrace: (body: Buffer) => Buffer;
  readonly observeStream: () => StreamObserver;
  readonly frameWithoutTrace: (frame: Buffer, event: StreamEvent) => Buffer;
}

const CONVERSE_TRACE = ['trace', 'guardrail'] as const;
const INVOKE_TRACE = ['amazon-bedrock-trace'] as const;

const decodeBase64 = (text: string): string => Buffer.from(text, 'base64').toString('utf8');

function cut(path: readonly [string, ...string[]]) {
  return (body: Buffer): Buffer => {
    const text = body.toString('utf8');
    const without = removeMember(text, path);
    return without === text ? body : Buffer.from(without, 'utf8');
  };
}

const converse: AnswerReader = {
  observe: (body) => observeConverse(parseJsonBody(body)),
  withoutTrace: cut(CONVERSE_TRACE),
  observeStream: createConverseStreamObserver,
  frameWithoutTrace: (frame, { type, payload }) => {
    if (type !== 'metadata') return frame;
    const without = removeMember(payload, CONVERSE_TRACE);
    return without === payload ? frame : replacePayload(frame, without);
  },
};

const invoke: AnswerReader = {
  observe: (body, headers) => observeInvokeModel(parseJsonBody(body), headers),
  withoutTrace: cut(INVOKE_TRACE),
  observeStream: () => createInvokeStreamObserver(decodeBase64),
  frameWithoutTrace: (frame, { payload }) => {
    const chunk = parseJsonBody(payload);
    if (typeof chunk !== 'object' || chunk === null || !('bytes' in chunk) || typeof chunk.bytes !== 'string')
      return frame;
    const text = decodeBase64(chunk.bytes);
    const without = text.includes(INVOKE_TRACE[0]) ? removeMember(text, INVOKE_TRACE) : text;
    if (without === text) return frame;
    const bytes = Buffer.from(without, 'utf8').toString('base64');
    return replacePayload(frame, JSON.stringify({ ...chunk, bytes }));
  },
};

const guardrail: AnswerReader = {
  ...converse,
  observe: (body, _headers, request) => observeApplyGuardrail(parseJsonBody(body), request),
};

/** One reader per operation. */
export const answerReaders: Readonly<Record<Operation, AnswerReader>> = {
  Converse: converse,
  ConverseStream: converse,
  InvokeModel: invoke,
  InvokeModelWithResponseStream: invoke,
  ApplyGuardrail: guardrail,
};
