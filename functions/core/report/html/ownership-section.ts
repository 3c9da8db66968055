import type { OwnershipComponent } from '../../ownership/ownership.ts';
import { describeTotal, OWNERSHIP_ABOUT, toAmount } from '../ownership-words.ts';
import { html, type Markup } from './markup.ts';
import type { Section } from './section.ts';

/** What it costs to own, position by position, each with its inputs. */
export const ownershipSection: Section = {
  id: 'ownership',
  title: 'What it costs to own',
  render: ({ ownership }) =>
    ownership === undefined
      ? html`<p>This assessment was made before the cost of ownership was. The next one has it.</p>`
      : html`<p><b>${describeTotal(ownership)}</b></p><p class="quiet">${OWNERSHIP_ABOUT}</p>
<table class="axis"><thead><tr><th scope="col">Part</th><th scope="col">A month</th><th scope="col">How it comes about</th></tr></thead>
<tbody>${ownership.components.map(renderComponent)}</tbody></table>
<ul>${ownership.assumptions.map((sentence) => html`<li>${sentence}</li>`)}</ul>`,
};

function renderComponent({ name, usdPerMonth, items }: OwnershipComponent): Markup {
  return html`<tr><th scope="row">${name}</th><td class="score"><b>${toAmount(usdPerMonth)}</b></td><td></td></tr>
${items.map((item) => html`<tr><td>${item.title}</td><td class="score">${toAmount(item.usdPerMonth)}</td><td>${item.basis === 'unknown' ? '' : `${item.basis}: `}${item.words}</td></tr>`)}`;
}
