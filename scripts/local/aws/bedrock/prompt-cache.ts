import { createHash } from 'node:crypto';
import type { Prompt, Usage } from './prompt.ts';
import { countValueTokens } from './tokens.ts';

const TTL_MS = { '5m': 5 * 60_000, '1h': 60 * 60_000 };
const MAX_ENTRIES = 10_000;

/** Remembers cached prompt prefixes: the first call writes, later ones read until the prefix expires. */
export interface PromptCache {
  /** Counts the prompt's tokens, cached and not. */
  readonly countInput: (
    prompt: Prompt,
    call: { readonly baseModel: string; readonly atMs: number },
  ) => Omit<Usage, 'outputTokens'>;
}

/** Prompt caching without the models' minimum of 1,024 tokens or more, so that short prompts can show it. */
export function createPromptCache(): PromptCache {
  const expiresMs = new Map<string, number>();
  return {
    countInput: ({ blocks }, { baseModel, atMs }) => {
      const end = blocks.findLastIndex(({ cacheTtl }) => cacheTtl !== undefined) + 1;
      const inputTokens = countBlocks(blocks.slice(end));
      const ttl = blocks[end - 1]?.cacheTtl;
      const cached = countBlocks(blocks.slice(0, end));
      const uncached = { inputTokens, cacheReadInputTokens: 0, cacheWriteInputTokens: 0, cacheDetails: [] };
      if (ttl === undefined || cached === 0) return uncached;
      const key = createHash('sha256')
        .update(baseModel)
        .update(JSON.stringify(blocks.slice(0, end)))
        .digest('base64');
      const isHit = (expiresMs.get(key) ?? 0) > atMs;
      remember(expiresMs, key, atMs + TTL_MS[ttl]);
      return isHit
        ? { ...uncached, cacheReadInputTokens: cached }
        : { ...uncached, cacheWriteInputTokens: cached, cacheDetails: [{ ttl, inputTokens: cached }] };
    },
  };
}

const countBlocks = (blocks: Prompt['blocks']): number =>
  blocks.reduce((sum, { value }) => sum + countValueTokens(value), 0);

/** A read renews the lifetime, as Bedrock does; the oldest entry leaves when the map is full. */
function remember(expiresMs: Map<string, number>, key: string, atMs: number): void {
  expiresMs.delete(key);
  expiresMs.set(key, atMs);
  const [oldest] = expiresMs.keys();
  if (expiresMs.size > MAX_ENTRIES && oldest !== undefined) expiresMs.delete(oldest);
}
