import { createHash } from 'node:crypto';
import * as z from 'zod';
import { type Completion, hasFault } from '../complete.ts';
import type { Prompt, PromptBlock } from '../prompt.ts';
import type { OpenProviderCall } from './provider.ts';
import { toTextParts } from './text-parts.ts';

type Json = Readonly<Record<string, unknown>>;

const Block = z.looseObject({
  type: z.string(),
  text: z.string().optional(),
  cache_control: z.looseObject({ ttl: z.enum(['5m', '1h']).default('5m') }).nullish(),
});
const Content = z.union([z.string(), z.array(Block)]);
const Tool = z.looseObject({
  name: z.string(),
  input_schema: z.unknown().optional(),
  cache_control: Block.shape.cache_control,
});

const AnthropicRequest = z.looseObject({
  anthropic_version: z.string(),
  max_tokens: z.int().min(1),
  messages: z.array(z.looseObject({ role: z.enum(['user', 'assistant']), content: Content })).min(1),
  system: Content.optional(),
  stop_sequences: z.array(z.string()).optional(),
  tools: z.array(Tool).optional(),
  tool_choice: z.looseObject({ type: z.string(), name: z.string().optional() }).optional(),
});
type AnthropicRequest = z.infer<typeof AnthropicRequest>;

/** Anthropic Messages. */
export const openAnthropic: OpenProviderCall = (body, baseModel) => {
  const request = AnthropicRequest.parse(body);
  return {
    prompt: toPrompt(request),
    toBody: (completion) => ({ ...toMessage(completion, baseModel), ...toEnd(completion) }),
    toChunks: (completion) => toChunks(completion, baseModel),
  };
};

const toBlocks = (content: z.infer<typeof Content> = []): readonly z.infer<typeof Block>[] =>
  typeof content === 'string' ? [{ type: 'text', text: content }] : content;

function toPrompt(request: AnthropicRequest): Prompt {
  const { messages, tools = [], tool_choice: choice } = request;
  const last = messages.at(-1);
  const lastUserText = last?.role === 'user' ? textOf(last.content) : '';
  const blocks = [
    ...tools,
    ...toBlocks(request.system),
    ...messages.flatMap(({ content }) => toBlocks(content)),
  ];
  const tool = tools.find(({ name }) => name === choice?.name) ?? tools[0];
  return {
    blocks: blocks.map((value): PromptBlock => ({ value, cacheTtl: value.cache_control?.ttl })),
    lastUserText,
    guardedText: lastUserText,
    maxTokens: request.max_tokens,
    stopSequences: request.stop_sequences,
    tool: tool && { name: tool.name, inputSchema: tool.input_schema },
    isToolRequired: choice?.type === 'any' || choice?.type === 'tool',
  };
}

const textOf = (content: z.infer<typeof Content>): string =>
  toBlocks(content)
    .flatMap(({ text }) => (text === undefined ? [] : [text]))
    .join('\n');

const STOP_REASONS: Readonly<Record<string, string>> = {
  guardrail_intervened: 'end_turn',
  malformed_tool_use: 'tool_use',
};

const toEnd = ({ stopReason }: Completion): Json => ({
  stop_reason: STOP_REASONS[stopReason] ?? stopReason,
  stop_sequence: null,
});

function toMessage(completion: Completion, model: string): Json {
  const { text, toolUse } = completion;
  return {
    id: `msg_bdrk_${createHash('sha256').update(text).digest('hex').slice(0, 24)}`,
    type: 'message',
    role: 'assistant',
    model,
    content: [
      ...(text === '' && toolUse ? [] : [{ type: 'text', text }]),
      ...(toolUse
        ? [{ type: 'tool_use', id: toolUse.toolUseId, name: toolUse.name, input: toolUse.input }]
        : []),
    ],
    ...toUsage(completion),
  };
}

function toUsage(completion: Completion): Json {
  if (hasFault(completion, 'no-usage')) return {};
  if (hasFault(completion, 'bad-usage')) return { usage: { input_tokens: -1, output_tokens: 'many' } };
  const { inputTokens, outputTokens, cacheReadInputTokens, cacheWriteInputTokens } = completion.usage;
  return {
    usage: {
      input_tokens: inputTokens,
      cache_creation_input_tokens: cacheWriteInputTokens,
      cache_read_input_tokens: cacheReadInputTokens,
      output_tokens: outputTokens,
    },
  };
}

function toChunks(completion: Completion, model: string): readonly Json[] {
  const { usage } = toUsage(completion);
  const message = { ...toMessage(completion, model), content: [], stop_reason: null, stop_sequence: null };
  return [
    { type: 'message_start', message },
    ...toTextChunks(completion),
    ...toToolChunks(completion),
    { type: 'message_delta', delta: toEnd(completion), ...(usage === undefined ? {} : { usage }) },
    { type: 'message_stop' },
  ];
}

function toTextChunks({ pieces }: Completion): readonly Json[] {
  if (pieces.length === 0) return [];
  return [
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    ...toTextParts(pieces).map((text) => ({
      type: 'content_block_delta',
      index: 0,
      delta: { type: 'text_delta', text },
    })),
    { type: 'content_block_stop', index: 0 },
  ];
}

function toToolChunks({ toolUse, pieces }: Completion): readonly Json[] {
  if (!toolUse) return [];
  const index = pieces.length > 0 ? 1 : 0;
  const { toolUseId: id, name, input } = toolUse;
  return [
    { type: 'content_block_start', index, content_block: { type: 'tool_use', id, name, input: {} } },
    {
      type: 'content_block_delta',
      index,
      delta: { type: 'input_json_delta', partial_json: JSON.stringify(input) },
    },
    { type: 'content_block_stop', index },
  ];
}
