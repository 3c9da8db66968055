import * as z from 'zod';
import type { Completion } from '../complete.ts';
import { openChatCompletion } from './chat-completion.ts';
import type { OpenProviderCall } from './provider.ts';
import { toTextParts } from './text-parts.ts';

const MistralRequest = z.looseObject({
  prompt: z.string(),
  max_tokens: z.int().min(1).optional(),
  stop: z.array(z.string()).optional(),
});

/** Mistral: text completion for a body with `prompt`, chat completion for one with `messages`. */
export const openMistral: OpenProviderCall = (body, baseModel) => {
  const parsed = MistralRequest.safeParse(body);
  if (!parsed.success) return openChatCompletion(body, baseModel);
  const { prompt, max_tokens: maxTokens, stop } = parsed.data;
  return {
    prompt: {
      blocks: [{ value: prompt }],
      lastUserText: prompt,
      guardedText: prompt,
      maxTokens,
      stopSequences: stop,
    },
    toBody: (completion) => ({ outputs: [{ text: completion.text, stop_reason: stopReason(completion) }] }),
    toChunks: (completion) => {
      const parts = toTextParts(completion.pieces);
      return parts.map((text, index) => ({
        outputs: [{ text, stop_reason: index < parts.length - 1 ? null : stopReason(completion) }],
      }));
    },
  };
};

const stopReason = (completion: Completion): string =>
  completion.stopReason === 'max_tokens' ? 'length' : 'stop';
