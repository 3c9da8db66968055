import { setTimeout } from 'node:timers/promises';
import { ConnectionBroken, type ServiceAnswer, ServiceError, type ServiceRequest } from '../wire.ts';
import { type CallForm, readCall } from './call-form.ts';
import { type Completion, complete, hasFault } from './complete.ts';
import type { BedrockModelState } from './controls.ts';
import type { Fault, FaultInjector } from './faults.ts';
import { drawPace, dueMs, type Pace } from './latency.ts';
import { findMarkers, parseArgument } from './markers.ts';
import { resolveModel } from './model-id.ts';
import type { ModelOperation } from './operation.ts';
import type { PromptCache } from './prompt-cache.ts';
import type { Random } from './random.ts';
import { paceFrames, untilHangUp } from './stream.ts';

/** One call and what the model remembers. */
export interface ModelCall {
  readonly operation: ModelOperation;
  readonly modelId: string;
  readonly request: ServiceRequest;
  readonly state: BedrockModelState;
  readonly faults: FaultInjector;
  readonly cache: PromptCache;
  readonly random: Random;
  readonly seed: number;
}

/** Answers a call to a model. */
export async function answerModelCall(call: ModelCall): Promise<ServiceAnswer> {
  const startedMs = performance.now();
  const { operation, request, seed, cache } = call;
  const failure = call.state.takeFailure();
  if (failure) throw failure;
  const model = resolveModel(call.modelId);
  const form = readCall(operation, { model, body: parseJson(request.body), headers: request.headers });
  const { lastUserText } = form.prompt;
  const faults = call.faults.next({ text: lastUserText, body: request.body, modelId: call.modelId });
  await failFirst(faults, request.signal);
  const pace = paceOf(lastUserText, call);
  const { prompt, guardrail } = form;
  const completion = complete({ model, prompt, guardrail, pace, faults, seed, cache });
  return form.isStream
    ? streamAnswer(form, { completion, startedMs, signal: request.signal })
    : bufferedAnswer(form, { completion, startedMs, signal: request.signal });
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new ServiceError(
      'ValidationException',
      'Malformed input request, please reformat your input and try again.',
    );
  }
}

/** Faults that happen before anything is answered. */
async function failFirst(faults: readonly Fault[], signal: AbortSignal): Promise<void> {
  for (const fault of faults) {
    if (fault.kind === 'error') throw fault.error;
    if (fault.kind === 'reset') throw new ConnectionBroken('The fault asked for breaks the connection.');
    if (fault.kind === 'hang') await untilHangUp(signal);
  }
}

/** `[[latency:ms=20]]` sets the time to the first token and takes none for the others. */
function paceOf(text: string, { state, random }: ModelCall): Pace {
  const marker = findMarkers(text).find(({ name }) => name === 'latency');
  const wanted = Number(parseArgument(marker?.argument ?? '').value);
  const isWanted = marker !== undefined && Number.isFinite(wanted);
  return isWanted ? { firstTokenMs: wanted, tokenMs: 0 } : drawPace(state.latency(), random);
}

interface Conditions {
  readonly completion: Completion;
  readonly startedMs: number;
  readonly signal: AbortSignal;
}

const GARBAGE = Buffer.from('<html>502 is not what this is</html>');

function streamAnswer(form: CallForm, conditions: Conditions): ServiceAnswer {
  const { completion } = conditions;
  const frames = form.toFrames(completion);
  return {
    status: 200,
    headers: { 'content-type': 'application/vnd.amazon.eventstream', ...form.headers(completion) },
    body: hasFault(completion, 'garbage')
      ? paceFrames([{ bytes: GARBAGE, token: 0 }], conditions)
      : paceFrames(frames, conditions),
  };
}

async function bufferedAnswer(
  form: CallForm,
  { completion, startedMs, signal }: Conditions,
): Promise<ServiceAnswer> {
  const durationMs = dueMs(completion.pace, Math.max(0, completion.pieces.length - 1));
  const remainingMs = startedMs + durationMs - performance.now();
  if (remainingMs >= 1) await setTimeout(remainingMs, undefined, { signal });
  const bytes = Buffer.from(JSON.stringify(form.toBody(completion)), 'utf8');
  const interruption = completion.faults.some((fault) => 'percent' in fault);
  const headers = { 'content-type': 'application/json', ...form.headers(completion) };
  if (hasFault(completion, 'garbage')) return { status: 200, headers, body: GARBAGE };
  if (!interruption) return { status: 200, headers, body: bytes };
  // The announced length lets the caller notice that the body was cut.
  return {
    status: 200,
    headers: { ...headers, 'content-length': String(bytes.byteLength) },
    body: paceFrames([{ bytes, token: 0 }], { completion, startedMs, signal }),
  };
}
