import { describe, expect, it } from 'vitest';
import { renderHtml } from '#core/report/html.ts';
import { renderMarkdown } from '#core/report/markdown.ts';
import { renderText } from '#core/report/text.ts';
import { bestAssessment, emptyAssessment, fullAssessment } from './sample-assessment.ts';

/** Without markup, escapes and line breaks: what a reader sees. */
const wordsOf = (text: string): string =>
  text
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('&amp;', '&')
    .replaceAll('\\', '')
    .replaceAll(/\s+/g, ' ');

const FORMATS = [
  ['HTML', renderHtml],
  ['text', renderText],
  ['Markdown', renderMarkdown],
] as const;

describe.each(FORMATS)('level 1 as %s', (_, render) => {
  it.each([
    ['measured', bestAssessment()],
    ['of a mixed team', fullAssessment()],
    ['not measured', emptyAssessment()],
  ])('names each row that it is counted from: %s', (_, assessment) => {
    const words = wordsOf(render(assessment));

    for (const { name, wording } of assessment.levelOneRows) {
      expect(words).toContain(name);
      expect(words).toContain(wording);
    }
    expect(assessment.levelOneRows).toHaveLength(7);
  });

  it('says why a row is not measured', () => {
    expect(wordsOf(render(emptyAssessment()))).toContain('API requests: unknown: not collected');
  });
});

it('a solid level is explained to a team that is at it', () => {
  const first = { ...bestAssessment(), level: 1, solidLevel: 1 };

  expect(renderText(first).replaceAll(/\s+/g, ' ')).toContain(
    'Solid level: 1 as well. The solid level is the highest with every level below it reached, and below the first there is none.',
  );
  expect(renderText(bestAssessment())).toContain('Solid level: 5 as well');
});
