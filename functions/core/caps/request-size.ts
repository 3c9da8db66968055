import * as z from 'zod/mini';
import { JsonObject } from '../json/json-object.ts';

/** What decides how much a call may come to. */
export interface RequestSize {
  /** Bytes that stand for at most one token each. */
  readonly inputBytes: number;
  /** Images that were counted apart. */
  readonly images: number;
  /** Of one answer. @default - the caller names no limit */
  readonly maxTokens?: number | undefined;
  /** Answers that the caller asks for. */
  readonly generations: number;
}

/**
 * Tokens that an image is taken for, in place of the bytes of its encoding, which are hundreds of times as many. Ten times
 * what Anthropic's formula gives for the largest image it does not shrink (1,568 pixels, about 1,600 tokens; recalled, not
 * verified for every model).
 */
const IMAGE_TOKENS = 16_000;
/** Strings shorter than this are left to count by their bytes. */
const MIN_IMAGE_LENGTH = IMAGE_TOKENS;

/** Size of a request, an upper bound as far as its body tells it. */
export function sizeOf(body: unknown, bodyBytes: number): RequestSize {
  const lengths = imageLengths(body);
  let inputBytes = bodyBytes;
  for (const length of lengths) inputBytes -= length - IMAGE_TOKENS;
  const parameters = parametersOf(body);
  return {
    inputBytes,
    images: lengths.length,
    maxTokens: largestOf(parameters, OUTPUT_LIMITS),
    generations: Math.max(1, largestOf(parameters, GENERATIONS) ?? 1),
  };
}

/** Lengths of the base64 texts of images, in Converse's, Nova's and Anthropic's form. */
function imageLengths(body: unknown): readonly number[] {
  const lengths: number[] = [];
  const open: unknown[] = [body]; // no recursion: a caller decides how deep it nests
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== 'object' || value === null) continue;
    const { data: image } = z.safeParse(Image, value);
    const text = image && ('image' in image ? image.image.source.bytes : image.source.data);
    if (text !== undefined && text.length > MIN_IMAGE_LENGTH) lengths.push(text.length);
    else open.push(...Object.values(value));
  }
  return lengths;
}

const Image = z.union([
  z.object({ image: z.object({ source: z.object({ bytes: z.string() }) }) }),
  z.object({ type: z.literal('image'), source: z.object({ type: z.literal('base64'), data: z.string() }) }),
]);

/** Where parameters of the model stand, in each other too: Converse hands additional ones on to the model as they are. */
const PARAMETER_PLACES = ['inferenceConfig', 'textGenerationConfig', 'additionalModelRequestFields'];
/** How operations and providers name the longest answer (Converse API reference; AWS page "Inference request parameters"). */
const OUTPUT_LIMITS = [
  'maxTokens',
  'max_tokens',
  'max_new_tokens',
  'maxNewTokens',
  'max_completion_tokens',
  'max_output_tokens',
  'max_tokens_to_sample',
  'max_gen_len',
  'maxTokenCount',
];
/** How providers name the number of answers: Cohere, AI21, OpenAI and Mistral. */
const GENERATIONS = ['num_generations', 'numResults', 'n'];

/** The body and what stands in the places, each as far as it is an object. */
function parametersOf(body: unknown): readonly Readonly<Record<string, unknown>>[] {
  const parameters: Readonly<Record<string, unknown>>[] = [];
  const open: unknown[] = [body];
  while (open.length > 0) {
    const { data } = z.safeParse(JsonObject, open.pop());
    if (!data) continue;
    parameters.push(data);
    open.push(...PARAMETER_PLACES.map((place) => data[place]));
  }
  return parameters;
}

/** The largest count under any of the names, wherever it stands: which one counts is the model's to say. */
function largestOf(
  parameters: readonly Readonly<Record<string, unknown>>[],
  names: readonly string[],
): number | undefined {
  return parameters
    .flatMap((members) => names.map((name) => members[name]))
    .filter(isCount)
    .reduce<number | undefined>((most, count) => Math.max(most ?? 0, count), undefined);
}

const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
