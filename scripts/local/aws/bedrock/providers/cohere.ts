import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Completion } from '../complete.ts';
import { embed } from './embedding.ts';
import type { OpenProviderCall } from './provider.ts';
import { toTextParts } from './text-parts.ts';

const ChatRequest = z.looseObject({
  message: z.string().optional(),
  prompt: z.string().optional(),
  chat_history: z.array(z.looseObject({ message: z.string().optional() })).optional(),
  preamble: z.string().optional(),
  max_tokens: z.int().min(1).optional(),
  stop_sequences: z.array(z.string()).optional(),
});
type ChatRequest = z.infer<typeof ChatRequest>;

/** Cohere Command R (`message`) and Command (`prompt`). */
export const openCohereChat: OpenProviderCall = (body) => {
  const request = ChatRequest.refine(({ message, prompt }) => message !== undefined || prompt !== undefined, {
    message: 'message or prompt is required',
  }).parse(body);
  const text = request.message ?? request.prompt ?? '';
  const {
    preamble,
    chat_history: history = [],
    max_tokens: maxTokens,
    stop_sequences: stopSequences,
  } = request;
  return {
    prompt: {
      blocks: [preamble, ...history.map(({ message }) => message), text].map((value) => ({ value })),
      lastUserText: text,
      guardedText: text,
      maxTokens,
      stopSequences,
    },
    toBody: (completion) => (request.message === undefined ? toGenerations : toChat)(completion, request),
    toChunks: (completion) => [
      ...toTextParts(completion.pieces).map((part) => ({
        event_type: 'text-generation',
        is_finished: false,
        text: part,
      })),
      { event_type: 'stream-end', is_finished: true, finish_reason: finishReason(completion) },
    ],
  };
};

const finishReason = ({ stopReason }: Completion): string =>
  stopReason === 'max_tokens' ? 'MAX_TOKENS' : 'COMPLETE';

const idOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);

const toChat = (completion: Completion, { message = '', chat_history: history = [] }: ChatRequest) => ({
  response_id: idOf(`response ${completion.text}`),
  generation_id: idOf(completion.text),
  text: completion.text,
  finish_reason: finishReason(completion),
  chat_history: [...history, { role: 'USER', message }, { role: 'CHATBOT', message: completion.text }],
});

const toGenerations = (completion: Completion, { prompt = '' }: ChatRequest) => ({
  id: idOf(`response ${completion.text}`),
  prompt,
  generations: [
    { id: idOf(completion.text), text: completion.text, finish_reason: finishReason(completion) },
  ],
});

const EmbeddingRequest = z.looseObject({
  texts: z.array(z.string()).min(1),
  input_type: z.string(),
  embedding_types: z.array(z.string()).optional(),
  output_dimension: z.int().min(1).optional(),
});

const COHERE_DIMENSIONS = 1_024;

/** Cohere Embed. */
export const openCohereEmbedding: OpenProviderCall = (body) => {
  const { texts, embedding_types: types, output_dimension: dimensions } = EmbeddingRequest.parse(body);
  const vectors = texts.map((text) => embed(text, dimensions ?? COHERE_DIMENSIONS));
  return {
    prompt: {
      blocks: texts.map((value) => ({ value })),
      lastUserText: texts.join('\n'),
      guardedText: '',
      maxTokens: 0,
    },
    toBody: () => ({
      id: idOf(texts.join('\n')),
      texts,
      response_type: types ? 'embeddings_by_type' : 'embeddings_floats',
      embeddings: types ? Object.fromEntries(types.map((type) => [type, vectors])) : vectors,
    }),
  };
};
