import type { Completion } from '../complete.ts';
import type { Prompt } from '../prompt.ts';
import { openAnthropic } from './anthropic.ts';
import { openChatCompletion } from './chat-completion.ts';
import { openCohereChat, openCohereEmbedding } from './cohere.ts';
import { openLlama } from './llama.ts';
import { openMistral } from './mistral.ts';
import { openNova } from './nova.ts';
import { openTitanEmbedding, openTitanText } from './titan.ts';

type Json = Readonly<Record<string, unknown>>;

/** An InvokeModel request that was read, and how its provider writes the answer. */
export interface ProviderCall {
  readonly prompt: Prompt;
  readonly toBody: (completion: Completion) => Json;
  /** Absent for models that cannot stream. */
  readonly toChunks?: (completion: Completion) => readonly Json[];
}

/** Reads a body in a provider's shape; throws zod's error when it does not fit. */
export type OpenProviderCall = (body: unknown, baseModel: string) => ProviderCall;

const PROVIDERS: readonly { readonly prefix: string; readonly open: OpenProviderCall }[] = [
  { prefix: 'anthropic.', open: openAnthropic },
  { prefix: 'amazon.nova', open: openNova },
  { prefix: 'amazon.titan-embed', open: openTitanEmbedding },
  { prefix: 'amazon.titan', open: openTitanText },
  { prefix: 'meta.', open: openLlama },
  { prefix: 'mistral.', open: openMistral },
  { prefix: 'cohere.embed', open: openCohereEmbedding },
  { prefix: 'cohere.', open: openCohereChat },
];

/** The shape that a base model speaks; families without their own speak chat completions. */
export function findProvider(baseModel: string): { readonly open: OpenProviderCall } {
  return PROVIDERS.find(({ prefix }) => baseModel.startsWith(prefix)) ?? { open: openChatCompletion };
}
