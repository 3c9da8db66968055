import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderSubject } from '#core/report/subject.ts';
import { renderText } from '#core/report/text.ts';
import { wrap } from '#core/report/wrap.ts';
import { assessmentSaying, hostileText } from './hostile.ts';
import { bestAssessment, emptyAssessment, fullAssessment } from './sample-assessment.ts';

const link = 'https://console.test/waymark/report.html';
const full = fullAssessment();
const mail = renderText(full, { link });

describe('the mail', () => {
  it('begins with team, level and what was skipped', () => {
    const [headline, , , ...next] = mail.split('\n');

    expect(headline).toBe('WONDERFUL TEAM IS AT LEVEL 3 OF 5: GOVERNED');
    expect(next.slice(0, 2).join(' ')).toContain('Level 2 (Managed) was skipped: 2 of 6 met, 4 not met.');
  });

  it('draws a bar for each level and marks the level', () => {
    expect(mail.match(/^[> ] \d .*$/gm)).toEqual([
      '  1 Initial               [#######] reached',
      '  2 Managed               [##----]  not reached',
      '> 3 Governed              [#####-]  reached',
      '  4 Optimized             [---???]  not reached',
      '  5 Agentic & Responsible [#-????]  not reached',
    ]);
  });

  it('says what changed, better before worse', () => {
    expect(mail).toContain('Level 3, up from 2; solid level 1, down from 2.');
    expect(mail.indexOf('+ better: Model routing')).toBeGreaterThan(0);
    expect(mail.indexOf('- worse:  Basic retry')).toBeGreaterThan(mail.indexOf('+ better:'));
  });

  it('has the first three actions with every step, why and where to read on', () => {
    const words = mail.replace(/\s+/g, ' ');

    for (const { title, steps, link: page } of full.nextActions.slice(0, 3))
      for (const text of [title, page, ...steps]) expect(words).toContain(text);
    expect(mail.match(/^ {3}Why: /gm)).toHaveLength(3);
    expect(mail).toContain(`${full.nextActions.length - 3} more are open.`);
  });

  it('says what could not be measured, what to allow, and where the report is', () => {
    expect(mail).toContain(`${full.unmeasured.length} pieces of evidence`);
    expect(mail.replace(/\s+/g, ' ')).toContain('allow these IAM actions: budgets:ViewBudget,');
    expect(mail.trimEnd().endsWith(link)).toBe(true);
  });

  it('says that nothing is open where nothing is', () => {
    expect(renderText(bestAssessment())).toContain('Nothing is open: every criterion is met.');
  });

  it('has lines of at most 78 characters but for addresses', () => {
    const long = [mail, renderText(emptyAssessment(), { link })]
      .flatMap((text) => text.split('\n'))
      .filter((line) => line.length > 78 && !/^\s*https?:\S+$/.test(line));

    expect(long).toEqual([]);
  });

  it('keeps its lines and hides nothing, whatever is read into it', () => {
    const headings = (text: string) =>
      text.match(/^[A-Z ]+$/gm)?.filter((line) => /^(?:LEVEL|WHAT|FULL)/.test(line));

    fc.assert(
      fc.property(hostileText, (text) => {
        const shown = renderText(assessmentSaying(text), { link: text });

        expect(shown).not.toMatch(/(?![\n\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u);
        expect(headings(shown)).toEqual(headings(mail));
      }),
      { numRuns: 50 },
    );
  });
});

describe('the subject', () => {
  it('carries team, level, change and solid level', () => {
    expect(renderSubject(full)).toBe(
      'Waymark: Wonderful team is at level 3: Governed (up from 2), solid level 1',
    );
  });

  it('keeps the verdict when the team has a long name', () => {
    const scope = { ...full.scope, team: 'Équipe '.repeat(30) };

    const subject = renderSubject({ ...full, scope });

    expect(subject).toMatch(
      /^Waymark: Equipe Equipe .*\.\.\. is at level 3: Governed \(up from 2\), solid level 1$/,
    );
    expect(subject).toHaveLength(99);
  });

  it('is one line of fewer than 100 printable ASCII characters, whatever the team is called', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const subject = renderSubject(assessmentSaying(text));

        expect(subject).toMatch(/^[!-~][ -~]*$/);
        expect(subject.length).toBeLessThan(100);
      }),
    );
  });
});

describe('wrapped text', () => {
  it('loses no word', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,100}$/), { maxLength: 40 }), (words) => {
        expect(wrap(words.join(' '), { first: '- ', rest: '  ' }).split(/\s+/).slice(1)).toEqual(
          words.length === 0 ? [] : words,
        );
      }),
    );
  });
});
