import * as z from 'zod/mini';
import type { Usage } from '../invocation/record.ts';
import { lenient } from '../lenient.ts';

const count = z.int().check(z.nonnegative());
const optionalCount = z.nullish(count);

/** Cache writes by how long they are kept: `5m` or `1h`. */
const CacheDetails = lenient(z.array(z.object({ ttl: z.string(), inputTokens: count })));

const ConverseUsage = z.object({
  inputTokens: count,
  outputTokens: count,
  cacheReadInputTokens: optionalCount,
  cacheWriteInputTokens: optionalCount,
  cacheDetails: CacheDetails,
});

const AnthropicUsage = z.object({
  input_tokens: count,
  output_tokens: count,
  cache_read_input_tokens: optionalCount,
  cache_creation_input_tokens: optionalCount,
  cache_creation: lenient(z.object({ ephemeral_1h_input_tokens: optionalCount })),
});

const ChatCompletionUsage = z.object({ prompt_tokens: count, completion_tokens: count });

/** `amazon-bedrock-invocationMetrics` of the last InvokeModelWithResponseStream chunk (AWS page "Inference request"). */
const InvocationMetrics = z.object({
  inputTokenCount: count,
  outputTokenCount: count,
  cacheReadInputTokenCount: optionalCount,
  cacheWriteInputTokenCount: optionalCount,
});

const AnyUsage = z.union([
  z.pipe(
    ConverseUsage,
    z.transform((usage) =>
      toUsage(
        usage.inputTokens,
        usage.outputTokens,
        usage.cacheReadInputTokens,
        usage.cacheWriteInputTokens,
        usage.cacheDetails?.find(({ ttl }) => ttl === '1h')?.inputTokens,
      ),
    ),
  ),
  z.pipe(
    AnthropicUsage,
    z.transform((usage) =>
      toUsage(
        usage.input_tokens,
        usage.output_tokens,
        usage.cache_read_input_tokens,
        usage.cache_creation_input_tokens,
        usage.cache_creation?.ephemeral_1h_input_tokens,
      ),
    ),
  ),
  z.pipe(
    ChatCompletionUsage,
    z.transform((usage) => toUsage(usage.prompt_tokens, usage.completion_tokens)),
  ),
  z.pipe(
    InvocationMetrics,
    z.transform((metrics) =>
      toUsage(
        metrics.inputTokenCount,
        metrics.outputTokenCount,
        metrics.cacheReadInputTokenCount,
        metrics.cacheWriteInputTokenCount,
      ),
    ),
  ),
]);

/** Reads token usage in any of the shapes Bedrock answers with. Negative, fractional and textual counts are `invalid`. */
export function parseUsage(value: unknown): Usage {
  if (value === undefined || value === null) return { status: 'unknown', reason: 'absent' };
  const parsed = z.safeParse(AnyUsage, value);
  return parsed.success ? parsed.data : { status: 'unknown', reason: 'invalid' };
}

/**
 * Reads the token counts of InvokeModel's response headers.
 * Header names as Bedrock sends them in practice; not in the API model, so a body's own usage wins.
 */
export function usageFromHeaders(headers: Readonly<Record<string, string>>): Usage {
  const field = (name: string): number | undefined => {
    const text = headers[`x-amzn-bedrock-${name}-token-count`];
    return text === undefined ? undefined : /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  };
  const inputTokenCount = field('input');
  if (inputTokenCount === undefined) return { status: 'unknown', reason: 'absent' };
  return parseUsage({
    inputTokenCount,
    outputTokenCount: field('output') ?? 0, // embeddings have no output tokens
    cacheReadInputTokenCount: field('cache-read-input'),
    cacheWriteInputTokenCount: field('cache-write-input'),
  });
}

function toUsage(
  inputTokens: number,
  outputTokens: number,
  cacheReadInputTokens?: number | null,
  cacheWriteInputTokens?: number | null,
  cacheWrite1hInputTokens?: number | null,
): Usage {
  return {
    status: 'known',
    inputTokens,
    outputTokens,
    cacheReadInputTokens: cacheReadInputTokens ?? 0,
    cacheWriteInputTokens: cacheWriteInputTokens ?? 0,
    ...(cacheWrite1hInputTokens ? { cacheWrite1hInputTokens } : {}),
  };
}
