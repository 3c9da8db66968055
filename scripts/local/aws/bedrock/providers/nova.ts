import * as z from 'zod';
import type { Completion } from '../complete.ts';
import { toConverseAnswer, toConverseEvents, toConverseUsage } from '../converse-answer.ts';
import { readConverse } from '../converse-request.ts';
import type { OpenProviderCall } from './provider.ts';

type Json = Readonly<Record<string, unknown>>;

const NovaRequest = z.looseObject({
  inferenceConfig: z.looseObject({ max_new_tokens: z.int().min(1).optional() }).optional(),
});

/** Amazon Nova: Converse's members in a body of its own. */
export const openNova: OpenProviderCall = (body) => {
  const request = NovaRequest.parse(body);
  const { prompt } = readConverse(body);
  return {
    prompt: { ...prompt, maxTokens: prompt.maxTokens ?? request.inferenceConfig?.max_new_tokens },
    toBody: (completion) => {
      const { output, stopReason, usage } = toConverseAnswer(completion, {});
      return { output, stopReason, ...(usage === undefined ? {} : { usage: withNovaNames(completion) }) };
    },
    toChunks: (completion) =>
      toConverseEvents(completion, {}).map(({ type, payload }) => {
        const { p: _padding, trace: _trace, ...members } = payload;
        return { [type]: members };
      }),
  };
};

function withNovaNames({ usage }: Completion): Json {
  return {
    ...toConverseUsage(usage),
    cacheReadInputTokenCount: usage.cacheReadInputTokens,
    cacheWriteInputTokenCount: usage.cacheWriteInputTokens,
  };
}
