import * as z from 'zod/mini';
import { JsonObject } from '../json/json-object.ts';
import { type CompletionUsage, toCompletionUsage } from './completion-usage.ts';
import { toFinishReason } from './finish-reason.ts';
import type { CompletionIdentity } from './identity.ts';
import { toServiceTier } from './service-tier.ts';

const ConverseAnswer = z.object({
  output: z.object({ message: z.object({ content: z.array(JsonObject) }) }),
  stopReason: z.string(),
  usage: z.optional(z.unknown()),
});
const TextBlock = z.object({ text: z.string() });
const ToolUseBlock = z.object({
  toolUse: z.object({ toolUseId: z.string(), name: z.string(), input: z.optional(z.unknown()) }),
});

/** A call of a function that the model asks for. */
export interface ChatToolCall {
  readonly id: string;
  readonly type: 'function';
  readonly function: { readonly name: string; readonly arguments: string };
}

/** A `chat.completion`. */
export interface ChatCompletion extends CompletionIdentity {
  readonly object: 'chat.completion';
  readonly choices: readonly [
    {
      readonly index: 0;
      readonly message: {
        readonly role: 'assistant';
        readonly content: string | null;
        readonly refusal: null;
        readonly tool_calls?: readonly ChatToolCall[];
      };
      readonly logprobs: null;
      readonly finish_reason: string;
    },
  ];
  readonly usage?: CompletionUsage | undefined;
  readonly service_tier?: string;
}

/**
 * A Converse answer as a chat completion; `undefined` when it is none. Reasoning is left out: the Chat Completions API
 * has no place for it.
 */
export function toChatCompletion(answer: unknown, identity: CompletionIdentity): ChatCompletion | undefined {
  const parsed = z.safeParse(ConverseAnswer, answer);
  if (!parsed.success) return undefined;
  const { output, stopReason, usage } = parsed.data;
  const { content } = output.message;
  const toolCalls = content.flatMap(toToolCalls);
  const text = content.flatMap((block) => z.safeParse(TextBlock, block).data?.text ?? []).join('');
  return {
    ...identity,
    object: 'chat.completion',
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: text === '' && toolCalls.length > 0 ? null : text,
          refusal: null,
          ...(toolCalls.length > 0 ? { tool_calls: toolCalls } : {}),
        },
        logprobs: null,
        finish_reason: toFinishReason(stopReason),
      },
    ],
    usage: toCompletionUsage(usage),
    ...toServiceTier(answer),
  };
}

function toToolCalls(block: unknown): readonly ChatToolCall[] {
  const toolUse = z.safeParse(ToolUseBlock, block).data?.toolUse;
  if (!toolUse) return [];
  const { toolUseId: id, name, input = {} } = toolUse;
  return [{ id, type: 'function', function: { name, arguments: JSON.stringify(input) } }];
}
