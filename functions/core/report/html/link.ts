import { describeLink, isWebAddress } from '../open-actions.ts';
import { html, type Markup } from './markup.ts';

/** A link where the address may be one, its words otherwise. */
export function toLink(link: string, words: string = describeLink(link)): Markup {
  return isWebAddress(link) ? html`<a href="${link}">${words}</a>` : html`<span>${words}</span>`;
}
