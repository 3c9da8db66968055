import { ConnectionBroken, type ServiceAnswer, ServiceError, type ServiceRequest } from '../wire.ts';
import { type CallForm, readCall } from './call-form.ts';
import type { CallProgress } from './call-report.ts';
import type { CallTiming } from './call-timing.ts';
import { complete, hasFault } from './complete.ts';
import type { BedrockModelState } from './controls.ts';
import type { Fault, FaultInjector } from './faults.ts';
import { type FindGuardrail, UNKNOWN_GUARDRAIL } from './guardrail/known.ts';
import { parseJsonBody } from './json-body.ts';
import { drawPace, dueMs, type Pace } from './latency.ts';
import { findMarkers, parseArgument } from './markers.ts';
import { resolveModel } from './model-id.ts';
import type { ModelOperation } from './operation.ts';
import type { PromptCache } from './prompt-cache.ts';
import type { Random } from './random.ts';
import { paceFrames, type StreamConditions, untilHangUp } from './stream.ts';

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
  readonly findGuardrail: FindGuardrail;
  readonly timing: CallTiming;
  /** Gets what becomes known of the call. */
  readonly progress: CallProgress;
}

/** Answers a call to a model. */
export async function answerModelCall(call: ModelCall): Promise<ServiceAnswer> {
  const { operation, request, seed, cache, timing, progress } = call;
  const model = resolveModel(call.modelId);
  progress.modelId = call.modelId;
  const failure = call.state.takeFailure();
  if (failure) throw failure;
  const body = parseJsonBody(request.body);
  if (progress.logged) progress.logged.input = body;
  const form = readCall(operation, { model, body, headers: request.headers });
  if (progress.logged) progress.logged.toOutput = form.toLogged;
  const guardrail = form.guardrail && call.findGuardrail(form.guardrail);
  if (form.guardrail && !guardrail) throw new ServiceError('ValidationException', UNKNOWN_GUARDRAIL);
  const { lastUserText } = form.prompt;
  const faults = call.faults.next({ text: lastUserText, body: request.body, modelId: call.modelId });
  await failFirst(faults, request.signal);
  const pace = paceOf(lastUserText, call);
  const completion = complete({
    model,
    prompt: form.prompt,
    guardrail,
    pace,
    faults,
    seed,
    cache,
    atMs: timing.atMs,
  });
  [progress.completion, progress.isStream] = [completion, form.isStream];
  const conditions = { completion, timing, signal: request.signal };
  return form.isStream ? streamAnswer(form, conditions) : bufferedAnswer(form, conditions);
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

const GARBAGE = Buffer.from('<html>502 is not what this is</html>');

function streamAnswer(form: CallForm, conditions: StreamConditions): ServiceAnswer {
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

async function bufferedAnswer(form: CallForm, conditions: StreamConditions): Promise<ServiceAnswer> {
  const { completion, timing, signal } = conditions;
  await timing.waitUntil(dueMs(completion.pace, Math.max(0, completion.pieces.length - 1)), signal);
  const bytes = Buffer.from(JSON.stringify(form.toBody(completion)), 'utf8');
  const interruption = completion.faults.some((fault) => 'percent' in fault);
  const headers = { 'content-type': 'application/json', ...form.headers(completion) };
  if (hasFault(completion, 'garbage')) return { status: 200, headers, body: GARBAGE };
  if (!interruption) return { status: 200, headers, body: bytes };
  // The announced length lets the caller notice that the body was cut.
  return {
    status: 200,
    headers: { ...headers, 'content-length': String(bytes.byteLength) },
    body: paceFrames([{ bytes, token: 0 }], conditions),
  };
}
