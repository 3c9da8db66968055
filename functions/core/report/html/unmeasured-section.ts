import { toCount } from '../../maturity/wording.ts';
import { countUnknown, groupUnmeasured, missingPermissionsOf, type Unmeasured } from '../unmeasured.ts';
import { html, type Markup } from './markup.ts';
import type { Section } from './section.ts';

/** What could not be measured, why, and which permission would change it. */
export const unmeasuredSection: Section = {
  id: 'unmeasured',
  title: 'What could not be measured',
  render: (assessment) => {
    const groups = groupUnmeasured(assessment);
    if (groups.length === 0) return html`<p>Everything that was asked for was answered.</p>`;
    return html`<p>${toCount(assessment.unmeasured.length, 'piece')} of evidence could not be read; ${toCount(countUnknown(assessment), 'criterion', 'criteria')} of ${assessment.criteria.length} are unknown. Unknown is never counted as met.</p>
${renderPermissions(missingPermissionsOf(assessment))}
<table class="unmeasured"><thead><tr><th scope="col">Evidence</th><th scope="col">Why</th><th scope="col">Missing permission</th></tr></thead>
<tbody>${groups.map(renderGroup)}</tbody></table>`;
  },
};

function renderPermissions(permissions: readonly string[]): Markup | undefined {
  if (permissions.length === 0) return undefined;
  return html`<p>Allow these IAM actions and run the assessment again:</p><ul class="permissions">${permissions.map((permission) => html`<li><code>${permission}</code></li>`)}</ul>`;
}

function renderGroup({ titles, reason, permission }: Unmeasured): Markup {
  return html`<tr><th scope="row">${titles.map((title, index) => [index === 0 ? '' : ', ', title])}</th><td>${reason}</td><td>${permission === undefined ? '–' : html`<code>${permission}</code>`}</td></tr>`;
}
