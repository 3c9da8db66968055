import type { StreamEvent } from '#adapters/event-stream.ts';
import type { RequestObservation, StreamObserver } from '#core/bedrock/converse.ts';
import type { AnswerObservation } from '#core/bedrock/observation.ts';
import { OPERATION_DEFINITIONS } from '#core/bedrock/operation.ts';
import type { Operation } from '#core/invocation/record.ts';
import { converseReader } from './converse-reader.ts';
import { once } from './once.ts';

type Headers = Readonly<Record<string, string>>;

/** How the requests and answers of one family of operations are read, from copies. */
export interface CallReader {
  readonly observeRequest: (body: unknown, headers: Headers) => RequestObservation;
  readonly observe: (body: Buffer, headers: Headers, request: unknown) => AnswerObservation;
  /** The answer without a trace that only the gateway asked for. */
  readonly withoutTrace: (body: Buffer) => Buffer;
  readonly observeStream: () => StreamObserver;
  readonly frameWithoutTrace: (frame: Buffer, event: StreamEvent) => Buffer;
}

const loadInvokeReader = once(() => import('./invoke-reader.ts'));
const loadGuardrailReader = once(() => import('./guardrail-reader.ts'));

/** The reader of an operation. Those of InvokeModel and ApplyGuardrail are loaded by the first call that needs them. */
export async function readerOf(operation: Operation): Promise<CallReader> {
  const { family } = OPERATION_DEFINITIONS[operation];
  if (family === 'invoke') return (await loadInvokeReader()).invokeReader;
  if (family === 'guardrail') return (await loadGuardrailReader()).guardrailReader;
  return converseReader;
}
