import type { CapabilityResult, ConditionResult, StageResult } from '../../autoops/readiness.ts';
import {
  AUTOOPS_ABOUT,
  dependencyWords,
  describeMissing,
  describeStage,
  nextStageOf,
  stageWords,
} from '../autoops-words.ts';
import { toInstant } from '../instants.ts';
import { html, type Markup } from './markup.ts';
import type { Section } from './section.ts';
import { toBadge } from './status-badge.ts';

/** The second axis: four capabilities, four stages, and what each still needs. */
export const autoOpsSection: Section = {
  id: 'autoops',
  title: 'AutoOps readiness',
  render: ({ autoops }) =>
    autoops === undefined
      ? html`<p>This assessment was made before the second axis was. The next one has it.</p>`
      : html`<p>${AUTOOPS_ABOUT}</p>
<table class="axis"><thead><tr><th scope="col">Capability</th><th scope="col">Stage</th><th scope="col">For the next stage</th></tr></thead>
<tbody>${autoops.capabilities.map(renderRow)}</tbody></table>
${autoops.capabilities.map(renderCapability)}`,
};

function renderRow(capability: CapabilityResult): Markup {
  const next = nextStageOf(capability);
  return html`<tr><th scope="row">${capability.title}</th><td>${stageWords(capability.stage)}</td><td>${next === undefined ? 'Nothing is left to reach.' : html`<b>${next.stage}:</b> ${next.open.map(({ step }) => `${step} `)}`}</td></tr>`;
}

function renderCapability(capability: CapabilityResult): Markup {
  const { title, stages, dependencies, target, documentYears } = capability;
  return html`<details><summary><b>${title}</b>: ${describeMissing(capability)}</summary><div class="inside">
${stages.map(renderStage)}
<p class="title">Dependencies</p>${dependencies.map((dependency) => renderCondition(dependency, `${dependencyWords(dependency.id)}: `))}
<p class="quiet">The document expects it to be ${target} in ${documentYears} years: a forecast, not a measurement.</p></div></details>`;
}

function renderStage(result: StageResult): Markup {
  const verdict = result.isReached ? '✓ reached' : 'not reached';
  return html`<p class="title">${result.stage}: ${verdict}</p><p class="quiet">${describeStage(result)}</p>${result.conditions.map((condition) => renderCondition(condition, ''))}`;
}

/** What a criterion decides is explained there; the evidence of the others is in the JSON beside the page. */
function renderCondition(result: ConditionResult, prefix: string): Markup {
  const { statement, status, reason, criterion, attestedBy } = result;
  const why =
    criterion === undefined ? reason : html`See <a href="#criteria">its criterion</a>, ${criterion}.`;
  return html`<p>${toBadge({ kind: 'practice', status })} ${prefix}${statement}. <span class="quiet">${why}</span>${attestedBy === undefined ? undefined : html` <b>Attested</b> by <bdi>${attestedBy.signedBy}</bdi> until ${toInstant(attestedBy.until)}.`}</p>`;
}
