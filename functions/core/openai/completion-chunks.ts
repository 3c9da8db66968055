import * as z from 'zod/mini';
import { type CompletionUsage, toCompletionUsage } from './completion-usage.ts';
import { toFinishReason } from './finish-reason.ts';
import type { CompletionIdentity } from './identity.ts';
import { toServiceTier } from './service-tier.ts';

/** What a chunk adds to a tool call; `id`, `type` and `name` come with its first piece. */
interface ToolCallDelta {
  readonly index: number;
  readonly id?: string;
  readonly type?: 'function';
  readonly function: { readonly name?: string; readonly arguments: string };
}

/** What a chunk adds to the message. */
interface Delta {
  readonly role?: 'assistant';
  readonly content?: string;
  readonly refusal?: null;
  readonly tool_calls?: readonly [ToolCallDelta];
}

/** A `chat.completion.chunk`. */
export interface ChatChunk extends CompletionIdentity {
  readonly object: 'chat.completion.chunk';
  readonly choices: readonly {
    readonly index: 0;
    readonly delta: Delta;
    readonly logprobs: null;
    readonly finish_reason: string | null;
  }[];
  readonly usage?: CompletionUsage | null | undefined;
  readonly service_tier?: string;
}

/** Turns the events of a ConverseStream into chunks. */
export interface ChunkTranslator {
  /** Takes one event; answers the chunks that it becomes. */
  readonly push: (eventType: string, payload: unknown) => readonly ChatChunk[];
  /** Whether the event that ends a complete answer has been seen. */
  readonly isComplete: () => boolean;
}

const ToolStart = z.object({
  contentBlockIndex: z.int(),
  start: z.object({ toolUse: z.object({ toolUseId: z.string(), name: z.string() }) }),
});
const TextDelta = z.object({ delta: z.object({ text: z.string() }) });
const ToolDelta = z.object({
  contentBlockIndex: z.int(),
  delta: z.object({ toolUse: z.object({ input: z.string() }) }),
});
const BlockStop = z.object({ contentBlockIndex: z.int() });
const MessageStop = z.object({ stopReason: z.string() });
const Metadata = z.object({ usage: z.optional(z.unknown()) });

/** A tool call under way. */
interface OpenToolCall {
  readonly index: number;
  hasInput: boolean;
}

/** A translator for one stream. `includesUsage` is the caller's `stream_options.include_usage`. */
export function createChunkTranslator(
  identity: CompletionIdentity,
  { includesUsage }: { readonly includesUsage: boolean },
): ChunkTranslator {
  const frame = {
    ...identity,
    object: 'chat.completion.chunk',
    ...(includesUsage && { usage: null }),
  } as const;
  const toChunk = (delta: Delta, finishReason: string | null = null): ChatChunk => ({
    ...frame,
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finishReason }],
  });
  const toolCalls = createToolCallReaders();
  let isComplete = false;
  const readers: Readonly<Record<string, (payload: unknown) => readonly ChatChunk[]>> = {
    messageStart: () => [toChunk({ role: 'assistant', content: '', refusal: null })],
    contentBlockStart: (payload) => toolCalls.start(payload).map((delta) => toChunk(delta)),
    contentBlockDelta: (payload) => {
      const text = z.safeParse(TextDelta, payload).data?.delta.text;
      const deltas = text === undefined ? toolCalls.add(payload) : [{ content: text }];
      return deltas.map((delta) => toChunk(delta));
    },
    contentBlockStop: (payload) => toolCalls.stop(payload).map((delta) => toChunk(delta)),
    messageStop: (payload) => {
      isComplete = true;
      return [toChunk({}, toFinishReason(z.safeParse(MessageStop, payload).data?.stopReason ?? 'unknown'))];
    },
    metadata: (payload) => {
      const usage = includesUsage && toCompletionUsage(z.safeParse(Metadata, payload).data?.usage);
      return usage ? [{ ...frame, choices: [], usage, ...toServiceTier(payload) }] : [];
    },
  };
  return {
    push: (eventType, payload) =>
      Object.hasOwn(readers, eventType) ? (readers[eventType]?.(payload) ?? []) : [],
    isComplete: () => isComplete,
  };
}

/** Tool calls are numbered among themselves by OpenAI, among all content blocks by Converse. */
function createToolCallReaders() {
  const calls = new Map<number, OpenToolCall>();
  const toDelta = (toolCall: ToolCallDelta): Delta => ({ tool_calls: [toolCall] });
  return {
    start: (payload: unknown): readonly Delta[] => {
      const block = z.safeParse(ToolStart, payload).data;
      if (!block) return [];
      const { toolUseId: id, name } = block.start.toolUse;
      const index = calls.size;
      calls.set(block.contentBlockIndex, { index, hasInput: false });
      return [toDelta({ index, id, type: 'function', function: { name, arguments: '' } })];
    },
    add: (payload: unknown): readonly Delta[] => {
      const block = z.safeParse(ToolDelta, payload).data;
      const call = block && calls.get(block.contentBlockIndex);
      if (!call || block.delta.toolUse.input === '') return [];
      call.hasInput = true;
      return [toDelta({ index: call.index, function: { arguments: block.delta.toolUse.input } })];
    },
    /** A call without input takes none; clients read the arguments as JSON, and an empty text is no JSON. */
    stop: (payload: unknown): readonly Delta[] => {
      const index = z.safeParse(BlockStop, payload).data?.contentBlockIndex;
      const call = index === undefined ? undefined : calls.get(index);
      if (!call || call.hasInput) return [];
      call.hasInput = true;
      return [toDelta({ index: call.index, function: { arguments: '{}' } })];
    },
  };
}
