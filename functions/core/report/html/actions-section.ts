import type { NextAction } from '../../maturity/assessment.ts';
import { ATTEST_WORDS, describeRest, firstActions, type OpenAction } from '../open-actions.ts';
import { toLink } from './link.ts';
import { html, type Markup } from './markup.ts';
import type { Section } from './section.ts';
import { toBadge } from './status-badge.ts';

/** The three actions to begin with. */
export const actionsSection: Section = {
  id: 'next',
  title: 'What to do next',
  render: (assessment) => {
    const actions = firstActions(assessment);
    if (actions.length === 0) return html`<p>Nothing is open: every criterion is met.</p>`;
    const rest = describeRest(assessment);
    return html`<ol class="cards">${actions.map(renderCard)}</ol>
${rest === undefined ? undefined : html`<p class="quiet">${rest} Each is with its <a href="#criteria">criterion</a>.</p>`}`;
  },
};

/** Steps of an action and where to read on. */
export function renderSteps({ steps, link, attestCommand }: NextAction): Markup {
  return html`<ol class="steps">${steps.map((step) => html`<li>${step}</li>`)}</ol>
${attestCommand === undefined ? undefined : html`<p>${ATTEST_WORDS}: <code>${attestCommand}</code></p>`}
<p class="quiet">Read on: ${toLink(link)}</p>`;
}

function renderCard({ result, ...action }: OpenAction): Markup {
  return html`<li><h3>${action.title}</h3>
<p class="context">Level ${action.level}${result ? html` · ${toBadge(result)} ${result.statement}` : undefined}</p>
${result ? html`<p>${result.reason}</p>` : undefined}
${renderSteps(action)}</li>`;
}
