import type { Assessment } from '../../maturity/assessment.ts';
import { describeGround, headlineOf, mottoOf } from '../headline.ts';
import { toInstant, toLength, toPeriod } from '../instants.ts';
import { drawLevelBars } from './level-bars.ts';
import { html, type Markup } from './markup.ts';
import type { Section } from './section.ts';
import { drawStairs } from './stairs.ts';

/** Whose report it is, and of which period. */
export function renderMasthead({ scope, window, assessedAt }: Assessment): Markup {
  return html`<header class="masthead">
<p class="eyebrow">Waymark · LLMOps maturity report</p>
<h1><bdi>${scope.team}</bdi></h1>
<dl>
<div><dt>Account</dt><dd>${scope.accountId}</dd></div>
<div><dt>Region</dt><dd>${scope.region}</dd></div>
<div><dt>Stage</dt><dd>${scope.stage}</dd></div>
<div><dt>Window</dt><dd>${toPeriod(window)} (${toLength(window)})</dd></div>
<div><dt>Assessed</dt><dd>${toInstant(assessedAt)}</dd></div>
</dl>
</header>`;
}

/** The headline: level, solid level and what lies between. */
export function renderVerdict(assessment: Assessment): Markup {
  const [ground, ...skipped] = describeGround(assessment);
  const motto = mottoOf(assessment.level);
  return html`<section class="verdict" aria-labelledby="verdict">
<div>
<h2 id="verdict">${headlineOf(assessment)}</h2>
${motto === undefined ? undefined : html`<p class="motto">“${motto}”</p>`}
<p class="ground">${ground}</p>
${skipped.map((sentence) => html`<p class="skipped"><span class="badge bad"><span aria-hidden="true">!</span> skipped</span> ${sentence}</p>`)}
</div>
${drawStairs(assessment)}
</section>`;
}

/** Scores by level. */
export const levelsSection: Section = { id: 'levels', title: 'Level by level', render: drawLevelBars };
