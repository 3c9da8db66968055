import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lookAhead } from '#core/outlook/look-ahead.ts';
import type { Outlook } from '#core/outlook/outlook.ts';
import { renderHtml } from '#core/report/html.ts';
import { renderMarkdown } from '#core/report/markdown.ts';
import { renderText } from '#core/report/text.ts';
import { simulate } from '../forecast/simulated-series.ts';
import { costing, hourly } from '../outlook/sample-input.ts';
import { hostileText } from './hostile.ts';
import { fullAssessment } from './sample-assessment.ts';

const assessment = fullAssessment();
const days = simulate({ seed: 'report', days: 63, noise: 60, trend: 5 });
const modelId = 'us.anthropic.claude-sonnet-5';

function outlookOf(values: readonly (number | null)[] = days): Outlook {
  return lookAhead(
    costing(values, 20_000, {
      quotaUse: {
        status: 'known',
        models: [{ modelId, result: hourly(Array.from({ length: 63 }, (_, day) => 5_000 + 220 * day)) }],
      },
      ownQuotas: { [modelId]: 19_500 },
    }),
  );
}

describe('the report on what is ahead', () => {
  const outlook = outlookOf();

  it.each([
    ['HTML', renderHtml(assessment, { outlook })],
    ['text', renderText(assessment, { outlook }).replaceAll(/\n +/g, ' ')],
    ['Markdown', renderMarkdown(assessment, { outlook })],
  ])('says in %s how wrong the forecast was, when a limit is met, and what is undetermined', (_, report) => {
    expect(report).toMatch(/wrong by \d+(\.\d)? % of the amounts \(WAPE\)/);
    expect(report).toMatch(/MASE 0\.\d+/);
    expect(report).toMatch(/used up in \d+ days?, on 2026-1[12]-\d\d/);
    expect(report).toContain('whole weeks with data; the S-curve takes 8.');
    expect(report).toContain('Tokens: no forecast. 0 days with data');
  });

  it('draws known days, the forecast and its band, and breaks the line at an unknown day', () => {
    const gapped = days.map((value, day) => (day === 30 ? null : value));
    const drawingsOf = (one: Outlook) =>
      renderHtml(assessment, { outlook: one }).match(/<svg class="trend ahead".*?<\/svg>/gs);

    const [whole = ''] = drawingsOf(outlook) ?? [];
    const [broken = ''] = drawingsOf(outlookOf(gapped)) ?? [];

    expect(whole.match(/<polyline class="level"/g)).toHaveLength(1);
    expect(whole.match(/<polyline class="solid"/g)).toHaveLength(1);
    expect(whole.match(/<polygon class="band"/g)).toHaveLength(1);
    expect(broken.match(/<polyline class="level"/g)).toHaveLength(2);
    expect(whole).not.toMatch(/NaN|Infinity/);
  });

  it('says that a forecast of growth holds as long as growth goes on, and the range of a verdict', () => {
    const growing = outlookOf(days.map((value, day) => ((value + 500) / 12) * 1.03 ** day));
    const text = renderMarkdown(assessment, { outlook: growing });

    expect(text).toMatch(
      /Cost: .* four in five times within the range as long as growth or decline goes on as it did/,
    );
    expect(text).toMatch(/Budget used up in \d+ days?, on \S+ \(2026/);
  });

  it('says of days without data what they may have cost, and which are in no figure', () => {
    const known = (value: number, day: number) => (day === 52 || day % 7 === 6 ? null : value);
    const text = renderMarkdown(assessment, { outlook: outlookOf(days.map(known)) });

    expect(text).toContain('4 days of the month without data.');
    expect(text).toMatch(
      /By the same weekdays around them they may have cost [\d,.]+ \(0 to [\d,.]+\) USD more/,
    );
    expect(text).toMatch(/In no figure: \d+ days before the first record or of a weekday without any/);
    expect(renderMarkdown(assessment, { outlook })).not.toContain('without data.');
  });

  it('says nothing where there is no outlook', () => {
    expect(renderHtml(assessment)).not.toContain('What is ahead');
    expect(renderText(assessment)).not.toContain('WHAT IS AHEAD');
    expect(renderMarkdown(assessment)).not.toContain('What is ahead');
  });

  it('adds less than 16 KB to the page', () => {
    const grown = renderHtml(assessment, { outlook }).length - renderHtml(assessment).length;

    expect(grown).toBeLessThan(16_000);
  });

  it('is escaped against whatever a model is called', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const [quota] = outlook.quotas;
        if (!quota) throw new Error('The sample has no quota.');
        const hostile = { ...outlook, quotas: [{ ...quota, modelId: text }], quotasUnknown: text };
        const page = renderHtml(assessment, { outlook: hostile });

        expect(page.match(/<(script|img|b>|u>)/gi)?.filter((tag) => tag !== '<b>') ?? []).toEqual([]);
        expect(renderText(assessment, { outlook: hostile })).not.toContain('\u202e');
        expect(renderMarkdown(assessment, { outlook: hostile })).not.toContain('<script>');
      }),
      { numRuns: 60 },
    );
  });
});
