import { describe, expect, test } from 'vitest';
import { DEPENDENCY_IDS } from '#core/autoops/condition.ts';
import { dependencyWords } from '#core/report/autoops-words.ts';
import { renderHtml } from '#core/report/html.ts';
import { renderMarkdown } from '#core/report/markdown.ts';
import { renderText } from '#core/report/text.ts';
import { bestAssessment, emptyAssessment, fullAssessment } from './sample-assessment.ts';

const CAPABILITIES = ['Incident response', 'Capacity planning', 'Security operations', 'Model lifecycle'];
const inOneLine = (text: string): string => text.replaceAll(/\s+/g, ' ');

describe('the report on AutoOps', () => {
  test.each([
    ['HTML', renderHtml],
    ['text', renderText],
    ['Markdown', renderMarkdown],
  ] as const)('as %s has the four capabilities and every missing dependency', (_, render) => {
    const report = inOneLine(render(emptyAssessment()));

    for (const title of CAPABILITIES) expect(report).toContain(title);
    for (const id of DEPENDENCY_IDS) expect(report).toContain(dependencyWords(id));
    expect(report).toContain('none evidenced');
  });

  test('shows why a condition is unknown, and what to do about it', () => {
    const page = renderHtml(bestAssessment());

    expect(page).toContain('No run of a detector is among the evidence');
    expect(page).toContain('Compare the scores of evaluations over time');
    expect(renderMarkdown(bestAssessment())).toContain('No drift check is among the evidence');
  });

  test('of an assessment from before the second axis says so, and leaves no gap', () => {
    const { autoops: _, ...earlier } = fullAssessment();

    expect(renderHtml(earlier)).toContain('before the second axis');
    expect(renderText(earlier)).not.toContain('AUTOOPS');
    expect(renderMarkdown(earlier)).not.toContain('AutoOps');
    expect(renderText(earlier)).not.toContain('undefined');
  });
});
