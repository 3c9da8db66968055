import { parseUsage } from '../bedrock/usage.ts';

/** `usage` of a chat completion. `prompt_tokens` includes the cached ones, which Converse counts apart. */
export interface CompletionUsage {
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
  readonly total_tokens: number;
  readonly prompt_tokens_details: { readonly cached_tokens: number; readonly cache_write_tokens: number };
}

/** Converse's usage in OpenAI's words; `undefined` when it is missing or no usage, never zeros. */
export function toCompletionUsage(value: unknown): CompletionUsage | undefined {
  const usage = parseUsage(value);
  if (usage.status === 'unknown') return undefined;
  const { inputTokens, outputTokens, cacheReadInputTokens, cacheWriteInputTokens } = usage;
  const promptTokens = inputTokens + cacheReadInputTokens + cacheWriteInputTokens;
  return {
    prompt_tokens: promptTokens,
    completion_tokens: outputTokens,
    total_tokens: promptTokens + outputTokens,
    prompt_tokens_details: { cached_tokens: cacheReadInputTokens, cache_write_tokens: cacheWriteInputTokens },
  };
}
