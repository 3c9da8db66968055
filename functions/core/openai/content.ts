import * as z from 'zod/mini';
import { ChatInputError } from './chat-input-error.ts';
import { toImageBlock } from './images.ts';
import { notExpressible, readPart } from './read-part.ts';

/** A content block in Converse's form. */
export type Block = Readonly<Record<string, unknown>>;

const TextPart = z.strictObject({
  type: z.literal('text'),
  text: z.string(),
  prompt_cache_breakpoint: notExpressible,
});
const RefusalPart = z.strictObject({ type: z.literal('refusal'), refusal: z.string() });
const ImagePart = z.strictObject({
  type: z.literal('image_url'),
  image_url: z.strictObject({
    url: z.string(),
    detail: z.nullish(z.literal('auto')), // Converse has no choice of resolution
  }),
  prompt_cache_breakpoint: notExpressible,
});

/** What each speaker's content may be made of. */
const PARTS = {
  user: z.discriminatedUnion('type', [TextPart, ImagePart]),
  assistant: z.discriminatedUnion('type', [TextPart, RefusalPart]),
  text: z.discriminatedUnion('type', [TextPart]),
} as const;

type Part = z.infer<(typeof PARTS)[keyof typeof PARTS]>;

const Content = z.nullish(z.union([z.string(), z.array(z.unknown())]));

/**
 * The content of a message, a text or a list of parts, as Converse's blocks. Empty texts are left out: Converse
 * refuses them, and they say nothing.
 */
export function toBlocks(content: unknown, speaker: keyof typeof PARTS, place: string): readonly Block[] {
  const parsed = z.safeParse(Content, content);
  if (!parsed.success)
    throw new ChatInputError('invalid_type', place, 'expected a string or an array of content parts.');
  if (typeof parsed.data === 'string') return textBlocks(parsed.data);
  const parts = parsed.data ?? [];
  return parts.flatMap((part, index) => {
    const partPlace = `${place}[${index}]`;
    return partBlocks(readPart(PARTS[speaker], part, partPlace), partPlace);
  });
}

function partBlocks(part: Part, place: string): readonly Block[] {
  if (part.type === 'image_url') return [{ ...toImageBlock(part.image_url.url, `${place}.image_url.url`) }];
  return textBlocks(part.type === 'text' ? part.text : part.refusal);
}

/** A text as a block, unless it is empty. */
export const textBlocks = (text: string): readonly Block[] => (text === '' ? [] : [{ text }]);
