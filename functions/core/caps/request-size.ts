import * as z from 'zod/mini';

/** What decides how much a call may come to. */
export interface RequestSize {
  /** Bytes that stand for at most one token each. */
  readonly inputBytes: number;
  /** Images that were counted apart. */
  readonly images: number;
  /** @default - the caller names no limit */
  readonly maxTokens?: number | undefined;
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
  return { inputBytes, images: lengths.length, maxTokens: maxTokensOf(body) };
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

const limit = z.optional(z.int().check(z.nonnegative()));

/** Where the operations and providers name the longest answer (Converse API reference; AWS page "Inference request parameters"). */
const OutputLimits = z.object({
  inferenceConfig: z.optional(z.object({ maxTokens: limit, max_new_tokens: limit, maxNewTokens: limit })),
  textGenerationConfig: z.optional(z.object({ maxTokenCount: limit })),
  max_tokens: limit,
  max_completion_tokens: limit,
  max_gen_len: limit,
  maxTokens: limit,
});

/** The largest limit that the body names, wherever it does: which one counts is the model's to say. */
function maxTokensOf(body: unknown): number | undefined {
  const { data: named } = z.safeParse(OutputLimits, body);
  if (!named) return undefined;
  const { inferenceConfig, textGenerationConfig, ...plain } = named;
  const limits = [inferenceConfig, textGenerationConfig, plain]
    .flatMap((places) => Object.values(places ?? {}))
    .filter((value) => value !== undefined);
  return limits.length === 0 ? undefined : Math.max(...limits);
}
