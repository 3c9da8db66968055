import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeMarkdown } from '#core/report/markdown/escape.ts';
import { renderMarkdown } from '#core/report/markdown.ts';
import { assessmentSaying, hostileText } from './hostile.ts';
import { bestAssessment, fullAssessment } from './sample-assessment.ts';

const full = fullAssessment();
const page = renderMarkdown(full);

describe('the Markdown report', () => {
  it('has a box for each of the thirty criteria, ticked where the line is true', () => {
    const boxes = page.match(/^- \[[ x]\] .*$/gm) ?? [];

    expect(boxes).toHaveLength(30);
    for (const [index, { status, statement }] of full.criteria.entries()) {
      expect(boxes[index]).toMatch(status === 'met' ? /^- \[x\]/ : /^- \[ \]/);
      expect(boxes[index]).toContain(statement);
    }
  });

  it('says unknown in words, and of symptoms whether they are still there', () => {
    const count = (word: string) => page.split(` — **${word}**: `).length - 1;
    const unknown = full.criteria.filter(({ status }) => status === 'unknown');

    expect(count('unknown')).toBe(unknown.length);
    expect(count('still present')).toBe(full.symptoms.length);
  });

  it('has the levels of the document with their core questions', () => {
    expect(page.match(/^## Level .*$/gm)).toEqual([
      '## Level 1 — Initial',
      '## Level 2 — Managed',
      '## Level 3 — Governed',
      '## Level 4 — Optimized',
      '## Level 5 — Agentic & Responsible',
    ]);
    expect(page.match(/^\*\*Core question:\*\* /gm)).toHaveLength(5);
  });

  it('leaves out what a first and faultless report has not', () => {
    const best = renderMarkdown(bestAssessment());

    expect(best).not.toContain('## What changed');
    expect(best).toContain('Nothing is open: every criterion is met.');
  });

  it('has the same lines, whatever is read into it', () => {
    const lines = (text: string) => renderMarkdown(assessmentSaying(text)).split('\n');
    const plain = lines('plain');

    fc.assert(
      fc.property(hostileText, (text) => {
        expect(lines(text)).toHaveLength(plain.length);
        expect(lines(text).filter((line) => /(?<!\\)[<`]/.test(line.replaceAll('\\\\', '')))).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});

describe('a text in Markdown', () => {
  it('has no sign with a meaning that is not escaped', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const bare = escapeMarkdown(text).replace(/\\[!-/:-@[-`{-~]/g, '');

        expect(bare).not.toMatch(/[\\`*{}[\]<>|~$\n]|^[-+=#]|:\/\/|www\.|@\w|&#?[a-z0-9]+;/i);
      }),
    );
  });

  it.each([
    ['AWS_REGION and R&D (all)', 'AWS_REGION and R&D (all)'],
    ['__bold__ _x_', '\\_\\_bold\\_\\_ \\_x\\_'],
    ['&lt;b&gt;', '\\&lt;b\\&gt;'],
    ['1. item', '1\\. item'],
    ['# heading', '\\# heading'],
    ['a|b', 'a\\|b'],
    ['see https://x.test', 'see https\\://x.test'],
    ['by @octocat', 'by ＠octocat'],
  ])('%s becomes %s', (text, expected) => {
    expect(escapeMarkdown(text)).toBe(expected);
  });
});
