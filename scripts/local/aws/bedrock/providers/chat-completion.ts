import { createHash } from 'node:crypto';
import * as z from 'zod';
import { type Completion, hasFault } from '../complete.ts';
import type { OpenProviderCall } from './provider.ts';
import { toTextParts } from './text-parts.ts';

type Json = Readonly<Record<string, unknown>>;

const Content = z.union([z.string(), z.array(z.looseObject({ text: z.string().optional() }))]).nullish();
const Tool = z.looseObject({
  function: z.looseObject({ name: z.string(), parameters: z.unknown().optional() }),
});

const ChatCompletionRequest = z.looseObject({
  messages: z.array(z.looseObject({ role: z.string(), content: Content })).min(1),
  max_tokens: z.int().min(1).optional(),
  max_completion_tokens: z.int().min(1).optional(),
  stop: z.union([z.string(), z.array(z.string())]).nullish(),
  tools: z.array(Tool).optional(),
});

/** Chat completions, as Mistral Large, OpenAI, DeepSeek and Qwen models take them. */
export const openChatCompletion: OpenProviderCall = (body, baseModel) => {
  const request = ChatCompletionRequest.parse(body);
  const { messages, tools = [] } = request;
  const last = messages.at(-1);
  const lastUserText = last?.role === 'user' ? textOf(last.content) : '';
  const tool = tools[0]?.function;
  return {
    prompt: {
      blocks: [...tools, ...messages.map(({ content }) => content)].map((value) => ({ value })),
      lastUserText,
      guardedText: lastUserText,
      maxTokens: request.max_completion_tokens ?? request.max_tokens,
      stopSequences: [request.stop ?? []].flat(),
      tool: tool && { name: tool.name, inputSchema: tool.parameters },
    },
    toBody: (completion) => ({
      ...toHead(completion, baseModel),
      object: 'chat.completion',
      choices: [{ index: 0, message: toMessage(completion), finish_reason: finishReason(completion) }],
      ...toUsage(completion),
    }),
    toChunks: (completion) => toChunks(completion, baseModel),
  };
};

const textOf = (content: z.infer<typeof Content>): string =>
  typeof content === 'string' ? content : (content ?? []).flatMap(({ text }) => text ?? []).join('\n');

const toHead = ({ text }: Completion, model: string): Json => ({
  id: `chatcmpl-${createHash('sha256').update(text).digest('hex').slice(0, 24)}`,
  created: 1_767_225_600, // fixed, so that the same request gives the same bytes
  model,
});

const toMessage = ({ text, toolUse }: Completion): Json => ({
  role: 'assistant',
  content: text,
  ...(toolUse ? { tool_calls: [toToolCall(toolUse)] } : {}),
});

const toToolCall = ({ toolUseId, name, input }: NonNullable<Completion['toolUse']>): Json => ({
  id: toolUseId,
  type: 'function',
  function: { name, arguments: JSON.stringify(input) },
});

const FINISH_REASONS: Readonly<Record<string, string>> = { max_tokens: 'length', tool_use: 'tool_calls' };

const finishReason = ({ stopReason }: Completion): string => FINISH_REASONS[stopReason] ?? 'stop';

function toUsage(completion: Completion): Json {
  if (hasFault(completion, 'no-usage')) return {};
  const { inputTokens, outputTokens } = completion.usage;
  return {
    usage: hasFault(completion, 'bad-usage')
      ? { prompt_tokens: -1, completion_tokens: 'many' }
      : {
          prompt_tokens: inputTokens,
          completion_tokens: outputTokens,
          total_tokens: inputTokens + outputTokens,
        },
  };
}

function toChunks(completion: Completion, model: string): readonly Json[] {
  const head = { ...toHead(completion, model), object: 'chat.completion.chunk' };
  const { toolUse } = completion;
  const deltas: readonly Json[] = [
    ...toTextParts(completion.pieces).map((content) => ({ role: 'assistant', content })),
    ...(toolUse ? [{ tool_calls: [{ index: 0, ...toToolCall(toolUse) }] }] : []),
  ];
  return [
    ...deltas.map((delta) => ({ ...head, choices: [{ index: 0, delta, finish_reason: null }] })),
    {
      ...head,
      choices: [{ index: 0, delta: {}, finish_reason: finishReason(completion) }],
      ...toUsage(completion),
    },
  ];
}
