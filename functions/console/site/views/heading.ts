import { type Child, element } from '../dom.ts';

/** Head of a view: what it is, and what it answers. */
export function heading(title: string, subtitle: string, ...more: readonly Child[]): HTMLElement {
  const words = subtitle === '' ? undefined : element('p', { class: 'quiet' }, subtitle);
  return element('header', { class: 'view-head' }, element('h2', {}, title), words, ...more);
}
