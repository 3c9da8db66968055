import type { Assessment, BlindSpots } from '../../maturity/assessment.ts';
import {
  aboutBlindSpots,
  missingShares,
  SHARE_COLUMNS,
  shareRows,
  unnamedShares,
} from '../blind-spots-words.ts';
import { html, type Markup } from './markup.ts';
import type { Section } from './section.ts';

/** What capture does not see: who calls past it, and how much of each model's traffic is recorded. */
export const blindSpotsSection: Section = {
  id: 'blind-spots',
  title: 'Blind spots',
  render: (assessment) =>
    assessment.blindSpots === undefined
      ? html`<p>This assessment was made before blind spots were looked for. The next one has them.</p>`
      : renderSpots(assessment, assessment.blindSpots),
};

function renderSpots(assessment: Assessment, spots: BlindSpots): Markup {
  return html`<p class="quiet">${aboutBlindSpots(assessment)}</p>
<table class="axis"><tbody>${spots.spots.map(({ title, about, words, isKnown }) => html`<tr><th scope="row">${title}${about === undefined ? undefined : html`<small>${about}</small>`}</th><td class="${isKnown ? '' : 'quiet'}">${isKnown ? words : `unknown: ${words}`}</td></tr>`)}</tbody></table>
${renderShares(spots)}`;
}

function renderShares(spots: BlindSpots): Markup {
  const missing = missingShares(spots);
  const unnamed = unnamedShares(spots);
  if (missing !== undefined) return html`<p>${missing}</p>`;
  return html`<table class="axis"><thead><tr>${SHARE_COLUMNS.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>${shareRows(spots).map(([model, ...cells]) => html`<tr><th scope="row">${model}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody></table>
${unnamed === undefined ? undefined : html`<p class="quiet">${unnamed}</p>`}`;
}
