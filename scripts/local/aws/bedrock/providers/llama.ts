import * as z from 'zod';
import { type Completion, hasFault } from '../complete.ts';
import type { OpenProviderCall } from './provider.ts';
import { toTextParts } from './text-parts.ts';

type Json = Readonly<Record<string, unknown>>;

const LlamaRequest = z.looseObject({ prompt: z.string(), max_gen_len: z.int().min(1).optional() });

/** Meta Llama. */
export const openLlama: OpenProviderCall = (body) => {
  const { prompt, max_gen_len: maxTokens } = LlamaRequest.parse(body);
  return {
    prompt: { blocks: [{ value: prompt }], lastUserText: prompt, guardedText: prompt, maxTokens },
    toBody: (completion) => ({
      generation: completion.text,
      ...toCounts(completion),
      stop_reason: stopReason(completion),
    }),
    toChunks: (completion) => {
      const parts = toTextParts(completion.pieces);
      return parts.map((generation, index) => ({
        generation,
        ...(index === 0 ? toCounts(completion) : withoutCounts(completion)),
        stop_reason: index < parts.length - 1 ? null : stopReason(completion),
      }));
    },
  };
};

const stopReason = (completion: Completion): string =>
  completion.stopReason === 'max_tokens' ? 'length' : 'stop';

/** What later chunks say in the place of the counts. */
const withoutCounts = (completion: Completion): Json =>
  hasFault(completion, 'no-usage') ? {} : { prompt_token_count: null, generation_token_count: null };

function toCounts(completion: Completion): Json {
  if (hasFault(completion, 'no-usage')) return {};
  const { inputTokens, outputTokens } = completion.usage;
  return hasFault(completion, 'bad-usage')
    ? { prompt_token_count: -1, generation_token_count: 'many' }
    : { prompt_token_count: inputTokens, generation_token_count: outputTokens };
}
