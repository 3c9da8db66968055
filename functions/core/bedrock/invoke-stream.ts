import * as z from 'zod/mini';
import type { Usage } from '../invocation/record.ts';
import { JsonObject } from '../json/json-object.ts';
import { MAX_STOP_REASON_LENGTH, type StreamObserver } from './converse.ts';
import { assessmentsIn, type GuardrailReading, mergeReadings } from './guardrail-assessment.ts';
import { isFilled } from './invoke-model.ts';
import { type AnswerObservation, emptyObservation } from './observation.ts';
import { parseUsage } from './usage.ts';

const text = z.nullish(z.string());
const members = z.nullish(JsonObject);

const ChunkPayload = z.object({ bytes: z.string() });

/** The members of every provider's chunk that are read: the union of the shapes, each optional. */
const StreamChunk = z.object({
  type: text, // Anthropic
  message: z.nullish(z.object({ usage: members })),
  usage: members, // Anthropic, OpenAI-shaped
  delta: z.optional(z.unknown()),
  content_block: z.nullish(z.object({ type: text })),
  contentBlockDelta: z.optional(z.unknown()), // Nova
  contentBlockStart: z.nullish(z.object({ start: members })),
  messageStop: z.nullish(z.object({ stopReason: text })),
  metadata: z.nullish(z.object({ usage: z.optional(z.unknown()) })),
  generation: text, // Llama
  stop_reason: text,
  outputText: text, // Titan
  completionReason: text,
  outputs: z.nullish(z.array(z.object({ text, stop_reason: text }))), // Mistral
  choices: z.nullish(
    z.array(
      z.object({
        finish_reason: text,
        delta: z.nullish(z.object({ content: text, tool_calls: z.nullish(z.array(z.object({ id: text }))) })),
      }),
    ),
  ), // OpenAI-shaped
  text, // Cohere
  finish_reason: text,
  'amazon-bedrock-invocationMetrics': z.optional(z.unknown()),
  'amazon-bedrock-guardrailAction': text,
  'amazon-bedrock-trace': z.nullish(z.object({ guardrail: z.optional(z.unknown()) })),
});
type StreamChunk = z.infer<typeof StreamChunk>;

/** Reads InvokeModelWithResponseStream: `chunk` events whose bytes are the provider's own JSON. */
export function createInvokeStreamObserver(decodeBase64: (text: string) => string): StreamObserver {
  const chunks = createChunkObserver();
  return {
    reads: (eventType) => eventType === 'chunk',
    push: (eventType, payload) => eventType === 'chunk' && chunks.push(decodeChunk(payload, decodeBase64)),
    isComplete: chunks.isComplete,
    observation: chunks.observation,
  };
}

/** Reads a provider's chunks one by one, already decoded. */
export interface ChunkObserver extends Pick<StreamObserver, 'isComplete' | 'observation'> {
  /** Takes one chunk; answers whether it carried generated content. */
  readonly push: (chunk: unknown) => boolean;
}

/** Reads the chunks of any provider, as the invocation log holds them too. */
export function createChunkObserver(): ChunkObserver {
  let seen = emptyObservation('absent');
  let anthropicUsage: Readonly<Record<string, unknown>> = {};
  let guardrail: GuardrailReading | undefined;
  let isComplete = false;
  return {
    push: (value) => {
      const chunk = z.safeParse(StreamChunk, value).data;
      if (!chunk) return false;
      guardrail = addTrace(guardrail, chunk['amazon-bedrock-trace']?.guardrail);
      anthropicUsage = { ...anthropicUsage, ...chunk.message?.usage, ...chunk.usage };
      seen = foldChunk(seen, chunk, anthropicUsage);
      isComplete ||= chunk['amazon-bedrock-invocationMetrics'] !== undefined || isEndOf(chunk);
      return isContent(chunk);
    },
    isComplete: () => isComplete,
    observation: () => ({ ...seen, ...guardrail }),
  };
}

/**
 * Adds the assessments of one chunk's trace: the prompt's come with an early chunk, the answer's piece by piece after it
 * (that no chunk repeats an earlier one's is unverified).
 */
function addTrace(seen: GuardrailReading | undefined, trace: unknown): GuardrailReading | undefined {
  const found = trace === undefined ? [] : assessmentsIn(trace);
  return found.length === 0 ? seen : mergeReadings(seen ? [seen, ...found] : found);
}

/** What a chunk's bytes hold; `undefined` when they are no JSON: such a chunk is relayed all the same. */
function decodeChunk(payload: unknown, decodeBase64: (text: string) => string): unknown {
  const bytes = z.safeParse(ChunkPayload, payload).data?.bytes;
  if (bytes === undefined) return undefined;
  try {
    return JSON.parse(decodeBase64(bytes));
  } catch {
    return undefined;
  }
}

function foldChunk(
  seen: AnswerObservation,
  chunk: StreamChunk,
  anthropicUsage: Readonly<Record<string, unknown>>,
): AnswerObservation {
  return {
    ...seen,
    usage: laterUsage(seen.usage, chunk, anthropicUsage),
    stopReason: chunkStopReason(chunk) ?? seen.stopReason,
    hasContent: isContent(chunk) || seen.hasContent,
    toolCalls: seen.toolCalls + toolStartsOf(chunk),
    guardrailIntervened: seen.guardrailIntervened || chunk['amazon-bedrock-guardrailAction'] === 'INTERVENED',
  };
}

/** Usage grows towards the end of a stream; an unreadable count never replaces a readable one. */
function laterUsage(
  seen: Usage,
  chunk: StreamChunk,
  anthropicUsage: Readonly<Record<string, unknown>>,
): Usage {
  const soFar = Object.keys(anthropicUsage).length > 0 ? anthropicUsage : undefined;
  const usage = parseUsage(chunk['amazon-bedrock-invocationMetrics'] ?? chunk.metadata?.usage ?? soFar);
  return usage.status === 'known' || (seen.status === 'unknown' && usage.reason === 'invalid') ? usage : seen;
}

const DeltaWithStop = z.object({ stop_reason: z.string() });

function chunkStopReason(chunk: StreamChunk): string | undefined {
  return (
    z.safeParse(DeltaWithStop, chunk.delta).data?.stop_reason ??
    chunk.messageStop?.stopReason ??
    chunk.stop_reason ??
    chunk.completionReason ??
    chunk.outputs?.[0]?.stop_reason ??
    chunk.choices?.[0]?.finish_reason ??
    chunk.finish_reason ??
    undefined
  )?.slice(0, MAX_STOP_REASON_LENGTH);
}

const isEndOf = (chunk: StreamChunk): boolean =>
  chunk.type === 'message_stop' || chunkStopReason(chunk) !== undefined;

/** A tool use counts once, with the chunk that names it. */
function toolStartsOf({ content_block: block, contentBlockStart, choices }: StreamChunk): number {
  const isStart = block?.type === 'tool_use' || 'toolUse' in (contentBlockStart?.start ?? {});
  const named = choices?.[0]?.delta?.tool_calls?.filter(({ id }) => isFilled(id)) ?? [];
  return (isStart ? 1 : 0) + named.length;
}

function isContent(chunk: StreamChunk): boolean {
  const delta = chunk.choices?.[0]?.delta;
  return (
    chunk.type === 'content_block_delta' ||
    chunk.contentBlockDelta !== undefined ||
    [chunk.generation, chunk.outputText, chunk.outputs?.[0]?.text, chunk.text, delta?.content].some(
      isFilled,
    ) ||
    (delta?.tool_calls ?? []).length > 0
  );
}
