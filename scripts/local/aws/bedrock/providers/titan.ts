import * as z from 'zod';
import { type Completion, hasFault } from '../complete.ts';
import { embed } from './embedding.ts';
import type { OpenProviderCall } from './provider.ts';
import { toTextParts } from './text-parts.ts';

type Json = Readonly<Record<string, unknown>>;

const TextRequest = z.looseObject({
  inputText: z.string(),
  textGenerationConfig: z
    .looseObject({ maxTokenCount: z.int().min(1).optional(), stopSequences: z.array(z.string()).optional() })
    .optional(),
});

/** Amazon Titan Text. */
export const openTitanText: OpenProviderCall = (body) => {
  const { inputText, textGenerationConfig } = TextRequest.parse(body);
  return {
    prompt: {
      blocks: [{ value: inputText }],
      lastUserText: inputText,
      guardedText: inputText,
      maxTokens: textGenerationConfig?.maxTokenCount,
      stopSequences: textGenerationConfig?.stopSequences,
    },
    toBody: (completion) => ({
      ...count(completion, 'inputTextTokenCount', completion.usage.inputTokens),
      results: [
        {
          ...count(completion, 'tokenCount', completion.usage.outputTokens),
          outputText: completion.text,
          completionReason: completionReason(completion),
        },
      ],
    }),
    toChunks: (completion) => {
      const parts = toTextParts(completion.pieces);
      return parts.map((outputText, index) => ({
        outputText,
        index,
        ...(index < parts.length - 1
          ? {}
          : {
              ...count(completion, 'totalOutputTextTokenCount', completion.usage.outputTokens),
              ...count(completion, 'inputTextTokenCount', completion.usage.inputTokens),
              completionReason: completionReason(completion),
            }),
      }));
    },
  };
};

const completionReason = ({ stopReason }: Completion): string =>
  stopReason === 'max_tokens' ? 'LENGTH' : 'FINISH';

function count(completion: Completion, name: string, tokens: number): Json {
  if (hasFault(completion, 'no-usage')) return {};
  return { [name]: hasFault(completion, 'bad-usage') ? -1 : tokens };
}

const EmbeddingRequest = z.looseObject({
  inputText: z.string(),
  dimensions: z.int().min(1).optional(),
  normalize: z.boolean().optional(),
});

const TITAN_V1_DIMENSIONS = 1_536;
const TITAN_V2_DIMENSIONS = 1_024;

/** Amazon Titan Text Embeddings. */
export const openTitanEmbedding: OpenProviderCall = (body, baseModel) => {
  const { inputText, dimensions } = EmbeddingRequest.parse(body);
  const length = dimensions ?? (baseModel.includes('-v1') ? TITAN_V1_DIMENSIONS : TITAN_V2_DIMENSIONS);
  return {
    prompt: { blocks: [{ value: inputText }], lastUserText: inputText, guardedText: '', maxTokens: 0 },
    toBody: (completion) => ({
      embedding: embed(inputText, length),
      ...count(completion, 'inputTextTokenCount', completion.usage.inputTokens),
    }),
  };
};
