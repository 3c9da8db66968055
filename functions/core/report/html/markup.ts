import { toVisible } from '../visible.ts';

const MARKUP = Symbol('markup');

/** HTML that was put together by `html` and may stand as it is. */
export interface Markup {
  readonly [MARKUP]: string;
}

/** What may stand in a template. Strings are escaped, lists are joined, `undefined` leaves nothing. */
export type Content = Markup | string | number | undefined | readonly Content[];

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
  ['`', '&#96;'], // old browsers took it for a quote
]);

/** A piece of HTML. Every value is escaped for text and for quoted attributes; attributes are always quoted. */
export function html(pieces: TemplateStringsArray, ...values: readonly Content[]): Markup {
  return { [MARKUP]: pieces.map((piece, index) => piece + toHtml(values[index])).join('') };
}

/** Text of our own that is HTML or CSS already. Never for anything that was read. */
export function verbatim(own: string): Markup {
  return { [MARKUP]: own };
}

/** A finished piece as text. */
export function textOf(markup: Markup): string {
  return markup[MARKUP];
}

/** Pieces of markup when a condition holds. */
export function when(condition: boolean, toMarkup: () => Markup): Markup | undefined {
  return condition ? toMarkup() : undefined;
}

function toHtml(content: Content): string {
  if (content === undefined) return '';
  if (typeof content === 'number') return String(content);
  if (typeof content === 'string') return escapeHtml(content);
  return isList(content) ? content.map(toHtml).join('') : content[MARKUP];
}

const isList = (content: Markup | readonly Content[]): content is readonly Content[] =>
  Array.isArray(content);

function escapeHtml(text: string): string {
  return toVisible(text).replace(/[&<>"'`]/g, (character) => ENTITIES.get(character) ?? '');
}
