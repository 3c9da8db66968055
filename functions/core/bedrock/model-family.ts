import { isEmbeddingModel } from './model-id.ts';

/** Whether a model writes answers: embeddings and rerankers do not. Told by the id, as Bedrock names them so far. */
export const isGeneratingModel = (baseModel: string): boolean =>
  !isEmbeddingModel(baseModel) && !baseModel.includes('rerank');

/** Parts that tell sizes of one generation apart: `70b`, `8x7b`. */
const SIZE = /\d+b$/;
/** Parts that tell generations and dates: `v1:0`, `3`, `20250219`. */
const GENERATION = /^v?\d/;
const TRAILING_GENERATION = /[\d.]+$/;

/**
 * What versions of a base model have in common: `anthropic.claude-sonnet` of `anthropic.claude-sonnet-4-5-20250929-v1:0`
 * and of `anthropic.claude-3-7-sonnet-20250219-v1:0`. An id without a provider is opaque and a family of its own.
 */
export function familyOf(baseModel: string): string {
  const [, provider, name] = /^([a-z0-9]+)\.(.+)$/.exec(baseModel) ?? [];
  if (provider === undefined || name === undefined) return baseModel;
  const parts = name.split('-').filter((part) => SIZE.test(part) || !GENERATION.test(part));
  const words = parts.map((part) => (SIZE.test(part) ? part : part.replace(TRAILING_GENERATION, '')));
  return `${provider}.${words.join('-')}`;
}
