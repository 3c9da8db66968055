import type { Assessment } from '#core/maturity/assessment.ts';
import type { ObservationSet } from '#core/maturity/observation.ts';
import { serialise } from '#core/maturity/serialise.ts';
import type { Outlook } from '#core/outlook/outlook.ts';
import { renderHtml } from '#core/report/html.ts';
import { renderMarkdown } from '#core/report/markdown.ts';
import { renderText } from '#core/report/text.ts';
import type { AssessmentFile } from '#functions/ports.ts';

/** An assessment in every form that is kept. */
export function renderFiles(
  set: ObservationSet,
  assessment: Assessment,
  options: { readonly link: string; readonly outlook?: Outlook | undefined },
): Readonly<Record<AssessmentFile, string>> {
  return {
    'observations.json': serialise(set),
    'assessment.json': serialise(assessment),
    'report.html': renderHtml(assessment, options),
    'report.txt': renderText(assessment, options),
    'report.md': renderMarkdown(assessment, options),
  };
}
