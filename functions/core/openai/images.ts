import { ChatInputError } from './chat-input-error.ts';

/** Image formats that Converse takes, by media type (`ImageFormat` of `@aws-sdk/client-bedrock-runtime` 3.1162.0). */
const FORMATS: ReadonlyMap<string, string> = new Map([
  ['image/png', 'png'],
  ['image/jpeg', 'jpeg'],
  ['image/jpg', 'jpeg'],
  ['image/gif', 'gif'],
  ['image/webp', 'webp'],
]);

/** One character is enough to tell: a pattern for the whole would step back over megabytes. */
const NOT_BASE64 = /[^A-Za-z0-9+/=]/;

/** A Converse image block. */
export interface ImageBlock {
  readonly image: { readonly format: string; readonly source: { readonly bytes: string } };
}

/** An image out of its data URL. Other URLs are refused: the gateway fetches nothing that a caller names. */
export function toImageBlock(url: string, param: string): ImageBlock {
  const comma = url.indexOf(',');
  const head = url.slice(0, Math.max(0, comma)).toLowerCase();
  if (!head.startsWith('data:') || !head.endsWith(';base64'))
    throw new ChatInputError(
      'unsupported_value',
      param,
      'images travel in the request, as data:image/png;base64,…; the gateway fetches no address.',
    );
  const format = FORMATS.get(head.slice('data:'.length, -';base64'.length));
  if (!format)
    throw new ChatInputError('unsupported_value', param, 'Converse takes PNG, JPEG, GIF and WebP images.');
  const bytes = url.slice(comma + 1);
  if (bytes === '' || NOT_BASE64.test(bytes))
    throw new ChatInputError('invalid_value', param, 'expected base64 after the comma.');
  return { image: { format, source: { bytes } } };
}
