import { ServiceError } from '../wire.ts';
import type { CallForm, ReceivedCall } from './call-form.ts';
import {
  type Completion,
  type GuardrailOutcome,
  type GuardrailUse,
  hasFault,
  latencyMs,
} from './complete.ts';
import { encodeEvent, padding } from './frames.ts';
import { readTaggedInput } from './guardrail/input-tags.ts';
import { toGuardrail } from './guardrail/reference.ts';
import { findProvider } from './providers/provider.ts';
import type { TimedFrame } from './stream.ts';

type Json = Readonly<Record<string, unknown>>;

/** Reads an InvokeModel call in its provider's own shape. */
export function readInvoke(
  { model, body, headers }: ReceivedCall,
  { isStream }: { readonly isStream: boolean },
): CallForm {
  const shape = findProvider(model.baseModel).open(body, model.baseModel);
  if (isStream && !shape.toChunks)
    throw new ServiceError('ValidationException', 'The model is unsupported for streaming.');
  const guarded = readTaggedInput(body, shape.prompt.guardedText);
  const toBody = (completion: Completion): Json => ({
    ...shape.toBody(completion),
    ...toGuardrailMembers(completion.guardrail),
  });
  return {
    isStream,
    prompt: { ...shape.prompt, guardedText: guarded.text, isGuardedFromAttacks: guarded.isTagged },
    guardrail: guardrailOf(headers),
    toBody,
    toFrames: (completion) => toFrames(completion, shape.toChunks?.(completion) ?? []),
    toLogged: (completion) =>
      isStream ? toWholeChunks(completion, shape.toChunks?.(completion) ?? []) : toBody(completion),
    headers: (completion) =>
      isStream ? { 'x-amzn-bedrock-content-type': 'application/json' } : toCountHeaders(completion),
  };
}

function guardrailOf(headers: Readonly<Record<string, string>>): GuardrailUse | undefined {
  const identifier = headers['x-amzn-bedrock-guardrailidentifier'];
  const version = headers['x-amzn-bedrock-guardrailversion'];
  if (identifier === undefined && version === undefined) return undefined;
  const guardrail = toGuardrail(identifier ?? '', version ?? '');
  const traces = { ENABLED: 'enabled', ENABLED_FULL: 'enabled_full' } as const;
  const trace = headers['x-amzn-bedrock-trace'];
  return {
    ...guardrail,
    trace: trace === 'ENABLED' || trace === 'ENABLED_FULL' ? traces[trace] : 'disabled',
  };
}

function toGuardrailMembers(guardrail: GuardrailOutcome | undefined): Json {
  if (!guardrail) return {};
  const { guardrailId, input, output, use } = guardrail;
  const isIntervention = [input, output].some(
    (verdict) => verdict !== undefined && verdict.action !== 'NONE',
  );
  const trace = {
    input: { [guardrailId]: input.assessment },
    ...(output ? { outputs: [{ [guardrailId]: output.assessment }] } : {}),
  };
  return {
    'amazon-bedrock-guardrailAction': isIntervention ? 'INTERVENED' : 'NONE',
    ...(use.trace === 'disabled' ? {} : { 'amazon-bedrock-trace': { guardrail: trace } }),
  };
}

function toCountHeaders(completion: Completion): Readonly<Record<string, string>> {
  const latency = { 'x-amzn-bedrock-invocation-latency': String(latencyMs(completion)) };
  if (hasFault(completion, 'no-usage')) return latency;
  const { inputTokens, outputTokens, cacheReadInputTokens, cacheWriteInputTokens } = completion.usage;
  const isBad = hasFault(completion, 'bad-usage');
  return {
    ...latency,
    'x-amzn-bedrock-input-token-count': isBad ? '-1' : String(inputTokens),
    'x-amzn-bedrock-output-token-count': isBad ? 'many' : String(outputTokens),
    ...(cacheReadInputTokens + cacheWriteInputTokens > 0
      ? {
          'x-amzn-bedrock-cache-read-input-token-count': String(cacheReadInputTokens),
          'x-amzn-bedrock-cache-write-input-token-count': String(cacheWriteInputTokens),
        }
      : {}),
  };
}

/** Bedrock adds the guardrail's members and the metrics to the last chunk. */
function toWholeChunks(completion: Completion, chunks: readonly Json[]): readonly Json[] {
  const last = { ...chunks.at(-1), ...toGuardrailMembers(completion.guardrail), ...toMetrics(completion) };
  return chunks.length === 0 ? [] : [...chunks.slice(0, -1), last];
}

function toFrames(completion: Completion, chunks: readonly Json[]): readonly TimedFrame[] {
  const perChunk = Math.max(1, completion.pieces.length) / Math.max(1, chunks.length);
  return toWholeChunks(completion, chunks).map((whole, index) => {
    const token = Math.min(completion.pieces.length - 1, Math.floor(index * perChunk));
    const bytes = Buffer.from(JSON.stringify(whole), 'utf8').toString('base64');
    return { bytes: encodeEvent('chunk', { bytes, p: padding(index) }), token: Math.max(0, token) };
  });
}

function toMetrics(completion: Completion): Json {
  if (hasFault(completion, 'no-usage')) return {};
  const { usage, pace } = completion;
  const { inputTokens, outputTokens, cacheReadInputTokens, cacheWriteInputTokens } = usage;
  const isBad = hasFault(completion, 'bad-usage');
  return {
    'amazon-bedrock-invocationMetrics': {
      inputTokenCount: isBad ? -1 : inputTokens,
      outputTokenCount: isBad ? 'many' : outputTokens,
      invocationLatency: latencyMs(completion),
      firstByteLatency: Math.round(pace.firstTokenMs),
      ...(cacheReadInputTokens + cacheWriteInputTokens > 0
        ? { cacheReadInputTokenCount: cacheReadInputTokens, cacheWriteInputTokenCount: cacheWriteInputTokens }
        : {}),
    },
  };
}
