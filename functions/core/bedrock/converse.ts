import * as z from 'zod/mini';
import { JsonObject } from '../json/json-object.ts';
import { readGuardrailTrace } from './guardrail-assessment.ts';
import { type AnswerObservation, emptyObservation } from './observation.ts';
import { parseUsage } from './usage.ts';
import { Variants } from './variants.ts';

/** Longest stop reason kept; Bedrock's longest is 29 characters. */
export const MAX_STOP_REASON_LENGTH = 64;

const stopReason = z.pipe(
  z.string(),
  z.transform((text) => text.slice(0, MAX_STOP_REASON_LENGTH)),
);
const Trace = z.object({
  guardrail: z.optional(z.unknown()),
  promptRouter: z.optional(z.object({ invokedModelId: z.optional(z.string()) })),
});

const ConverseAnswer = z.object({
  output: z.optional(z.object({ message: z.optional(z.object({ content: z.array(JsonObject) })) })),
  stopReason: z.optional(stopReason),
  usage: z.optional(z.unknown()),
  trace: z.nullish(Trace),
  ...Variants,
});

/** Reads a Converse answer. */
export function observeConverse(body: unknown): AnswerObservation {
  const parsed = z.safeParse(ConverseAnswer, body);
  if (!parsed.success) return emptyObservation('invalid');
  const { output, stopReason, usage, trace, serviceTier, performanceConfig } = parsed.data;
  const content = output?.message?.content ?? [];
  return {
    usage: parseUsage(usage),
    stopReason,
    hasContent: content.some(isFilled),
    toolCalls: content.filter((block) => 'toolUse' in block).length,
    guardrailIntervened: stopReason === 'guardrail_intervened',
    ...readGuardrailTrace(trace?.guardrail),
    serviceTier: serviceTier?.type,
    latency: performanceConfig?.latency,
    routedModel: trace?.promptRouter?.invokedModelId,
  };
}

/** A text block counts when it is not blank; any other kind of block counts by being there. */
function isFilled(block: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(block).some(([kind, value]) =>
    kind === 'text' ? typeof value === 'string' && value.trim() !== '' : kind !== 'reasoningContent',
  );
}

const BlockStart = z.object({ start: z.optional(JsonObject) });
const BlockDelta = z.object({ delta: z.optional(JsonObject) });
const MessageStop = z.object({ stopReason: z.optional(stopReason) });
const Metadata = z.object({ usage: z.optional(z.unknown()), trace: z.nullish(Trace), ...Variants });

/** Reads a stream event by event; `observation` may be asked at any time. */
export interface StreamObserver {
  /** Whether an event's payload still tells something; otherwise the event is pushed without one. */
  readonly reads: (eventType: string) => boolean;
  /** Takes one event; answers whether it carried generated content. */
  readonly push: (eventType: string, payload: unknown) => boolean;
  /** Whether the event that ends a complete answer has been seen. */
  readonly isComplete: () => boolean;
  readonly observation: () => AnswerObservation;
}

/** Reads a ConverseStream: messageStart, contentBlock*, messageStop, metadata. */
export function createConverseStreamObserver(): StreamObserver {
  let seen = emptyObservation('absent');
  let isComplete = false;
  const readers: Readonly<Record<string, (payload: unknown) => boolean>> = {
    contentBlockStart: (payload) => {
      const start = z.safeParse(BlockStart, payload).data?.start ?? {};
      if ('toolUse' in start) seen = { ...seen, toolCalls: seen.toolCalls + 1, hasContent: true };
      return 'toolUse' in start;
    },
    contentBlockDelta: (payload) => {
      if (!seen.hasContent && isFilled(z.safeParse(BlockDelta, payload).data?.delta ?? {}))
        seen = { ...seen, hasContent: true };
      return true;
    },
    messageStop: (payload) => {
      const stopReason = z.safeParse(MessageStop, payload).data?.stopReason;
      isComplete = true;
      seen = { ...seen, stopReason, guardrailIntervened: stopReason === 'guardrail_intervened' };
      return false;
    },
    metadata: (payload) => {
      const metadata = z.safeParse(Metadata, payload).data;
      seen = {
        ...seen,
        usage: metadata ? parseUsage(metadata.usage) : { status: 'unknown', reason: 'invalid' },
        ...readGuardrailTrace(metadata?.trace?.guardrail),
        serviceTier: metadata?.serviceTier?.type,
        latency: metadata?.performanceConfig?.latency,
        routedModel: metadata?.trace?.promptRouter?.invokedModelId,
      };
      return false;
    },
  };
  return {
    reads: (eventType) =>
      Object.hasOwn(readers, eventType) && !(eventType === 'contentBlockDelta' && seen.hasContent),
    push: (eventType, payload) =>
      Object.hasOwn(readers, eventType) ? (readers[eventType]?.(payload) ?? false) : false,
    isComplete: () => isComplete,
    observation: () => ({ ...seen, hasContent: seen.hasContent ?? false }),
  };
}

const Blocks = z.array(JsonObject);
const ConverseRequest = z.object({
  system: z.optional(Blocks),
  messages: z.optional(z.array(z.object({ content: z.optional(Blocks) }))),
  guardrailConfig: z.nullish(JsonObject),
  requestMetadata: z.nullish(JsonObject),
  ...Variants,
});

/** What the gateway reads of a caller's request, for labels and counts. */
export interface RequestObservation {
  /** The guardrail the caller named, if any. */
  readonly guardrail?: { readonly identifier: string; readonly version: string } | undefined;
  /** Whether the caller asked to see the guardrail's trace. */
  readonly wantsTrace: boolean;
  readonly metadata: ReadonlyMap<string, string>;
  readonly systemPrompt?: string | undefined;
  /** `toolResult` blocks of the last message that report an error: earlier ones were counted before. */
  readonly toolErrors: number;
  /** Service tier that the caller asked for. */
  readonly serviceTier?: string | undefined;
  /** Latency that the caller asked for: `standard` or `optimized`. */
  readonly latency?: string | undefined;
}

/** What is known of a request that was not read, or whose shape is not known. */
export const NOTHING_OBSERVED: RequestObservation = {
  wantsTrace: false,
  metadata: new Map(),
  toolErrors: 0,
};

/** Reads a Converse request. A shape it does not know reads as nothing; Bedrock is the one to refuse it. */
export function observeConverseRequest(body: unknown): RequestObservation {
  const parsed = z.safeParse(ConverseRequest, body);
  if (!parsed.success) return NOTHING_OBSERVED;
  const {
    system,
    messages = [],
    guardrailConfig,
    requestMetadata,
    serviceTier,
    performanceConfig,
  } = parsed.data;
  return {
    guardrail: namedGuardrail(guardrailConfig?.guardrailIdentifier, guardrailConfig?.guardrailVersion),
    wantsTrace: isTraceOn(guardrailConfig?.trace),
    metadata: toMetadata(requestMetadata ?? {}),
    systemPrompt: system && system.length > 0 ? toSystemPrompt(system) : undefined,
    toolErrors: (messages.at(-1)?.content ?? []).filter(isToolError).length,
    serviceTier: serviceTier?.type,
    latency: performanceConfig?.latency,
  };
}

/** A system prompt as the text to hash; `undefined` when it is nested too deep to be written. */
export function toSystemPrompt(system: unknown): string | undefined {
  try {
    return JSON.stringify(system);
  } catch {
    return undefined; // only the hash is lost, the call goes on
  }
}

/** A guardrail counts as named when it has an identifier. */
export function namedGuardrail(identifier: unknown, version: unknown): RequestObservation['guardrail'] {
  if (typeof identifier !== 'string' || identifier === '') return undefined;
  return { identifier, version: typeof version === 'string' && version !== '' ? version : 'unknown' };
}

/** `enabled` and `enabled_full`, in Converse's lower and InvokeModel's upper case. */
export function isTraceOn(trace: unknown): boolean {
  return typeof trace === 'string' && trace.toLowerCase().startsWith('enabled');
}

const ToolResult = z.object({ toolResult: z.object({ status: z.literal('error') }) });

function isToolError(block: unknown): boolean {
  return z.safeParse(ToolResult, block).success;
}

/** Text values of `requestMetadata` as a map, so that hostile names stay names. */
export function toMetadata(values: Readonly<Record<string, unknown>>): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(values).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value] as const] : [],
    ),
  );
}
