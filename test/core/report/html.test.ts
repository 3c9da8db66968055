import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DARK, LIGHT, PAIRS } from '#core/report/html/palette.ts';
import { renderHtml } from '#core/report/html.ts';
import { wordsOf } from '#core/report/status-words.ts';
import { assessmentSaying, hostileText } from './hostile.ts';
import { bestAssessment, emptyAssessment, fullAssessment } from './sample-assessment.ts';

const full = fullAssessment();
const page = renderHtml(full, { link: 'https://console.test/report?prefix=a&b=c' });
const tagsOf = (text: string) => [...text.matchAll(/<\/?([a-z][a-z0-9]*)/g)].map(([, name]) => name);
const elementsOf = (text: string) => text.match(/<[a-z][^>]*>/g) ?? [];
/** What is written, with entities as they are. */
const wordsIn = (text: string) => text.replace(/<style>.*?<\/style>/s, '').replace(/<[^>]*>/g, '');
const escaped = (text: string) => text.replace(/[&<>"'`]/g, (sign) => ENTITIES[sign] ?? sign);
const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

describe('the HTML report', () => {
  it.each([
    ['full', full],
    ['empty', emptyAssessment()],
    ['best', bestAssessment()],
  ])('of a %s assessment is at most 170 KB and the same each time', (_, assessment) => {
    const once = renderHtml(assessment);

    expect(Buffer.byteLength(once)).toBeLessThanOrEqual(170_000);
    expect(renderHtml(structuredClone(assessment))).toBe(once);
  });

  it('stays within 180 KB with 90 days of values for each signal', () => {
    const daily = Array.from({ length: 90 }, (_, day) => 100 + (day % 7) * 13.7);
    const signals = full.signals.map((signal) => ({ ...signal, daily }));

    expect(Buffer.byteLength(renderHtml({ ...full, signals }))).toBeLessThanOrEqual(180_000);
  });

  it('loads nothing and runs nothing', () => {
    expect(tagsOf(page)).not.toContain('script');
    expect(page).not.toMatch(/<(?:link|img|iframe|object|embed)\b|\bsrc=|url\(|@import/);
    expect(page).toContain("content=\"default-src 'none'; style-src 'unsafe-inline';");
  });

  it('names level, solid level and the level that was skipped with the reason that it matters', () => {
    expect(full).toMatchObject({ level: 3, solidLevel: 1, skippedLevels: [2] });
    expect(wordsIn(page)).toContain('Level 3 of 5: Governed');
    expect(wordsIn(page)).toContain('Solid level: 1 (Initial)');
    expect(wordsIn(page)).toContain('Level 2 (Managed) was skipped: 2 of 6 met, 4 not met');
    expect(wordsIn(page)).toContain('Can we run this reliably?”, has no evidenced answer');
  });

  it('shows every criterion with the word of its status and all of its evidence', () => {
    const words = wordsIn(page);

    for (const result of full.criteria) {
      const shown = `${wordsOf(result).sign} ${wordsOf(result).word} ${escaped(result.statement)} ${escaped(result.reason)}`;
      expect(words).toContain(shown);
      for (const { source, value, threshold = '' } of result.evidence)
        for (const text of [source.call, source.query, value, threshold])
          expect(words).toContain(escaped(text));
    }
  });

  it('shows every signal with its document wording and every missing permission', () => {
    const words = wordsIn(page);

    for (const { title } of full.signals) expect(words).toContain(escaped(title));
    expect(words).toContain('“P50/P90/P99 Response Time”');
    expect(words).toContain('Allow these IAM actions and run the assessment again:budgets:ViewBudget');
  });

  it('lists only three actions first, and the steps of the others with their criteria', () => {
    expect(page.match(/<ol class="cards">.*?<\/section>/s)?.[0].match(/<h3>/g)).toHaveLength(3);
    for (const { steps } of full.nextActions)
      for (const step of steps) expect(wordsIn(page)).toContain(escaped(step));
  });

  it('breaks a line of days where a day has no value', () => {
    const [signal] = full.signals;
    if (!signal) throw new Error('The sample has no signal.');
    const gapped = { ...full, signals: [{ ...signal, daily: [1, 2, null, 4, null, 6, 7] }] };

    const drawing = renderHtml(gapped).match(/<svg class="spark".*?<\/svg>/s)?.[0] ?? '';

    expect([...drawing.matchAll(/<path d="(.*?)"/g)].map(([, line]) => line)).toEqual([
      'M6 42l30-6',
      'M156 12l30-6',
    ]);
    expect(drawing).toContain('7 days: lowest 1, highest 7, last 7, 2 days without data');
  });

  it('says so when it is the first report', () => {
    expect(wordsIn(renderHtml(bestAssessment()))).toContain('This is the first report');
  });
});

describe('the HTML report is accessible:', () => {
  it('it has a language, one h1, landmarks, and headings without a gap', () => {
    const depths = [...page.matchAll(/<h([1-6])/g)].map(([, depth]) => Number(depth));

    expect(page).toContain('<html lang="en">');
    expect(depths.filter((depth) => depth === 1)).toHaveLength(1);
    for (const [index, depth] of depths.entries()) expect(depth - (depths[index - 1] ?? 0)).toBeLessThan(2);
    for (const landmark of ['header', 'nav', 'main', 'footer']) expect(tagsOf(page)).toContain(landmark);
  });

  it('every header cell has a scope, every drawing a title or is hidden, every label an anchor', () => {
    for (const cell of page.match(/<th\b[^>]*>/g) ?? []) expect(cell).toMatch(/scope="(?:row|col)"/);
    for (const drawing of page.match(/<svg.*?<\/svg>/gs) ?? [])
      expect(drawing).toMatch(/aria-hidden="true"|role="img".*<title/s);
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, names = ''] of page.matchAll(/aria-labelledby="([^"]+)"/g))
      for (const name of names.split(' ')) expect(ids).toContain(name);
    for (const [, anchor] of page.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(anchor);
  });

  it.each(PAIRS)('%s on %s has a contrast of 4.5 or more by day and by night', (text, background) => {
    for (const palette of [LIGHT, DARK])
      expect(contrast(palette[text], palette[background])).toBeGreaterThanOrEqual(4.5);
  });
});

describe('whatever is read into the HTML report', () => {
  it('adds no element, no attribute and no address', () => {
    const plain = elementsOf(renderHtml(assessmentSaying('plain'), { link: 'plain' })).map(shapeOf);

    fc.assert(
      fc.property(hostileText, (text) => {
        const shown = renderHtml(assessmentSaying(text), { link: text });
        const addresses = elementsOf(shown).flatMap((element) => / href="([^"]*)"/.exec(element)?.[1] ?? []);

        expect(elementsOf(shown).map(shapeOf)).toEqual(plain);
        for (const address of addresses) expect(address).toMatch(/^#/);
        expect(shown).not.toMatch(/(?![\n\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u);
      }),
      { numRuns: 25 },
    );
  });

  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    '//x.test',
    'https://x.test/"onclick="y',
    ' https://x.test',
  ])('makes no link of %s', (link) => {
    expect(renderHtml({ ...full, nextActions: [] }, { link })).not.toMatch(/href="(?!#)/);
  });
});

/** An element without what its attributes say. */
const shapeOf = (element: string): string => element.replace(/="[^"]*"/g, '');

/** WCAG 2.2, contrast ratio. */
function contrast(left: string, right: string): number {
  const [darker = 0, lighter = 0] = [luminance(left), luminance(right)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const part = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
