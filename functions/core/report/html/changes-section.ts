import type { CriterionResult } from '../../maturity/assessment.ts';
import type { AssessmentSummary } from '../../maturity/observation.ts';
import { summarise } from '../../maturity/summarise.ts';
import { type Changes, changesOf } from '../changes.ts';
import { toInstant } from '../instants.ts';
import { describeFirst, reservationsOf } from '../reservations.ts';
import { html, type Markup } from './markup.ts';
import type { Section } from './section.ts';
import { toBadge } from './status-badge.ts';
import { drawTrend } from './trend-chart.ts';

/** What is different from last time. */
export const changesSection: Section = {
  id: 'changes',
  title: 'What changed',
  render: (assessment) => {
    const changes = changesOf(assessment);
    return html`${reservationsOf(assessment).map((sentence) => html`<p class="skipped"><span class="badge open"><span aria-hidden="true">?</span> incomplete</span> ${sentence}</p>`)}
${changes ? renderChanges(changes) : html`<p class="quiet">${describeFirst(assessment)}</p>`}`;
  },
};

/** The last reports. */
export const trendSection: Section = {
  id: 'trend',
  title: 'Trend',
  render: (assessment) => {
    const summaries = [...assessment.trend, summarise(assessment)];
    return summaries.length === 1
      ? html`<p class="quiet">A trend needs a second report.</p>`
      : renderTrend(summaries);
  },
};

function renderChanges({ since, levels, improved, regressed }: Changes): Markup {
  return html`<p>Since ${toInstant(since)}: ${levels}</p>
${renderList('Better', '▲', improved)}${renderList('Worse', '▼', regressed)}
${improved.length + regressed.length === 0 ? html`<p class="quiet">Every criterion stands as before.</p>` : undefined}`;
}

function renderList(title: string, sign: string, results: readonly CriterionResult[]): Markup | undefined {
  if (results.length === 0) return undefined;
  return html`<h3><span aria-hidden="true">${sign}</span> ${title} (${results.length})</h3>
<ul class="plain">${results.map((result) => html`<li>${toBadge(result)} <span class="statement">${result.statement}</span> <span class="reason">Level ${result.level}. ${result.reason}</span></li>`)}</ul>`;
}

function renderTrend(summaries: readonly AssessmentSummary[]): Markup {
  return html`${drawTrend(summaries)}
<p class="key"><span><svg class="stroke" viewBox="0 0 24 8" aria-hidden="true"><path class="level" d="M0 4H24"/></svg> level</span> <span><svg class="stroke" viewBox="0 0 24 8" aria-hidden="true"><path class="solid" d="M0 4H24"/></svg> solid level</span></p>
<details><summary>The same as a table</summary><table><thead><tr><th scope="col">Assessed</th><th scope="col">Level</th><th scope="col">Solid level</th></tr></thead>
<tbody>${[...summaries].reverse().map(({ assessedAt, level, solidLevel }) => html`<tr><th scope="row">${toInstant(assessedAt)}</th><td>${level}</td><td>${solidLevel}</td></tr>`)}</tbody></table></details>`;
}
