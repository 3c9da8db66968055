import type {
  Assessment,
  CriterionResult,
  LevelResult,
  MetricRowResult,
  NextAction,
} from '../../maturity/assessment.ts';
import type { Finding } from '../../maturity/finding.ts';
import { describeCounts, mottoOf } from '../headline.ts';
import { toInstant, toPeriod } from '../instants.ts';
import { wordsOfRow } from '../status-words.ts';
import { renderSteps } from './actions-section.ts';
import { html, type Markup } from './markup.ts';
import type { Section } from './section.ts';
import { toBadge } from './status-badge.ts';

/** Symptoms of level 1 that are still there. */
export const symptomsSection: Section = {
  id: 'symptoms',
  title: 'Symptoms still present',
  render: ({ criteria, symptoms }) => {
    const present = criteria.filter(({ id }) => symptoms.includes(id));
    const unknown = criteria.filter(({ kind, status }) => kind === 'symptom' && status === 'unknown').length;
    return html`<p>Level 1’s checklist describes where everybody begins. A symptom holds back no level, but it shows where the beginning is not over.</p>
${present.length === 0 ? html`<p>None was found.</p>` : html`<ul class="plain">${present.map((result) => html`<li>${toBadge(result)} <span class="statement">${result.statement}</span> <span class="reason">${result.reason}</span></li>`)}</ul>`}
${unknown === 0 ? undefined : html`<p class="quiet">${unknown} more could not be judged.</p>`}`;
  },
};

/** Every criterion with its evidence, by level. */
export const criteriaSection: Section = {
  id: 'criteria',
  title: 'Every criterion with its evidence',
  render: (assessment) =>
    html`<p class="quiet">Open a line to see what was read, with which query, when, and what it is held against.</p>
${assessment.levels.map((level) => renderLevel(level, assessment))}`,
};

function renderLevel(level: LevelResult, { criteria, nextActions, levelOneRows }: Assessment): Markup {
  const own = criteria.filter((result) => result.level === level.level);
  const counts = level.level === 1 ? '' : `${describeCounts(level)}. `;
  return html`<h3 class="level"><span class="number">${level.level}</span> ${level.name}</h3>
<p class="quiet">“${mottoOf(level.level) ?? level.coreQuestion}” ${counts}${level.coreQuestion}</p>
${level.level === 1 ? renderMetricRows(level, levelOneRows) : undefined}<ul class="criteria">${own.map((result) => renderCriterion(result, nextActions))}</ul>`;
}

/** Level 1 is counted from these, so that they come before its symptoms. */
function renderMetricRows(level: LevelResult, rows: readonly MetricRowResult[]): Markup {
  return html`<p>${describeCounts(level)}, ${level.isReached ? 'more than half: reached' : 'not more than half: not reached'}. These rows are what level 1 is counted from:</p>
<ul class="plain rows">${rows.map((row) => html`<li>${renderRowBadge(row)} <span class="statement">${row.name}: ${row.wording}</span> <span class="reason">${row.reason}</span></li>`)}</ul>
<p>Its checklist lines are symptoms, which hold back no level:</p>
`;
}

function renderRowBadge(row: MetricRowResult): Markup {
  const { sign, word, tone } = wordsOfRow(row);
  return html`<span class="badge ${tone}"><span aria-hidden="true">${sign}</span> ${word}</span>`;
}

function renderCriterion(result: CriterionResult, nextActions: readonly NextAction[]): Markup {
  const action = nextActions.find(({ criterion }) => criterion === result.id);
  return html`<li><details><summary>${toBadge(result)} <span class="statement">${result.statement}</span> <span class="reason">${result.reason}</span></summary>
<div class="inside">${renderAttestation(result)}${renderPermissions(result)}${result.evidence.map(renderFinding)}${action ? html`<p class="title">What to do: ${action.title}</p>${renderSteps(action)}` : undefined}</div></details></li>`;
}

function renderAttestation({ attestedBy }: CriterionResult): Markup | undefined {
  if (!attestedBy) return undefined;
  return html`<p><b>Attested</b> by <bdi>${attestedBy.signedBy}</bdi>, valid until ${toInstant(attestedBy.until)}: “${attestedBy.statement}”</p>`;
}

function renderPermissions({ missingPermissions }: CriterionResult): Markup | undefined {
  if (missingPermissions.length === 0) return undefined;
  return html`<p><b>Missing permission:</b> ${missingPermissions.map((permission) => html`<code>${permission}</code> `)}</p>`;
}

function renderFinding({ title, value, threshold, source, window, observedAt }: Finding): Markup {
  return html`<div class="finding"><p class="title">${title}</p>
<dl><dt>Value</dt><dd>${value}</dd>${threshold === undefined ? undefined : html`<dt>Asked for</dt><dd>${threshold}</dd>`}<dt>Source</dt><dd><code>${source.call}</code></dd><dt>Query</dt><dd><code>${source.query}</code></dd><dt>Window</dt><dd>${toPeriod(window)}</dd><dt>Observed</dt><dd>${toInstant(observedAt)}</dd></dl></div>`;
}
