import type { Assessment } from '../maturity/assessment.ts';
import type { Outlook } from '../outlook/outlook.ts';
import { headlineOf } from './headline.ts';
import { actionsSection } from './html/actions-section.ts';
import { autoOpsSection } from './html/autoops-section.ts';
import { blindSpotsSection } from './html/blind-spots-section.ts';
import { changesSection, trendSection } from './html/changes-section.ts';
import { costSection } from './html/cost-section.ts';
import { criteriaSection, symptomsSection } from './html/criteria-section.ts';
import { toLink } from './html/link.ts';
import { html, type Markup, textOf, verbatim } from './html/markup.ts';
import { methodSection } from './html/method-section.ts';
import type { Section } from './html/section.ts';
import { signalsSection } from './html/signals-section.ts';
import { STYLE } from './html/style.ts';
import { unmeasuredSection } from './html/unmeasured-section.ts';
import { levelsSection, renderMasthead, renderVerdict } from './html/verdict-section.ts';
import { toInstant } from './instants.ts';
import { outlookSection } from './outlook/html-section.ts';

/** What the page says about itself. */
export interface HtmlOptions {
  /**
   * Address under which this report is kept.
   * @default - it is not named
   */
  readonly link?: string;
  /**
   * What is ahead.
   * @default - the page says nothing of it
   */
  readonly outlook?: Outlook | undefined;
}

const SECTIONS: readonly Section[] = [
  levelsSection,
  changesSection,
  actionsSection,
  trendSection,
  symptomsSection,
  autoOpsSection,
  blindSpotsSection,
  criteriaSection,
  signalsSection,
  unmeasuredSection,
  methodSection,
];
/** Long enough to begin on a new sheet. */
const ON_NEW_PAGE: readonly Section[] = [criteriaSection, signalsSection];
/** A page that could load nothing and run nothing even if something slipped through. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** The report as one HTML file: no script, no request, the same bytes for the same assessment. */
export function renderHtml(assessment: Assessment, options: HtmlOptions = {}): string {
  const sections = sectionsOf(options);
  const title = `${headlineOf(assessment)} – ${assessment.scope.team}`;
  return `${textOf(html`${verbatim('<!doctype html>')}
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${verbatim(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${verbatim(STYLE)}</style>
</head>
<body>
<a class="skip" href="#verdict">Skip to the verdict</a>
${renderMasthead(assessment)}
<main>
${renderVerdict(assessment)}
<nav aria-label="Contents"><ul>${sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>
${sections.map((section) => renderSection(section, assessment))}
</main>
${renderFooter(assessment, options)}
</body>
</html>`)}\n`;
}

/** Costs and what is ahead come before the evidence. */
function sectionsOf({ outlook }: HtmlOptions): readonly Section[] {
  const before = SECTIONS.indexOf(symptomsSection);
  return SECTIONS.toSpliced(before, 0, costSection(outlook), ...(outlook ? [outlookSection(outlook)] : []));
}

function renderSection(section: Section, assessment: Assessment): Markup {
  const { id, title, render } = section;
  return html`<section class="${ON_NEW_PAGE.includes(section) ? 'page' : ''}" aria-labelledby="${id}">
<h2 id="${id}">${title}</h2>
${render(assessment)}
</section>
`;
}

function renderFooter({ assessedAt, schemaVersion }: Assessment, { link }: HtmlOptions): Markup {
  return html`<footer><p>Assessed ${toInstant(assessedAt)} by Waymark, schema version ${schemaVersion}.${link === undefined ? undefined : html` Kept at ${toLink(link, link)}`}</p></footer>`;
}
