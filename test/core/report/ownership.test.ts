import { describe, expect, test } from 'vitest';
import { assess } from '#core/maturity/assess.ts';
import { OwnershipInputs } from '#core/ownership/inputs.ts';
import { renderHtml } from '#core/report/html.ts';
import { renderMarkdown } from '#core/report/markdown.ts';
import { describeTotal, toUsdWords } from '#core/report/ownership-words.ts';
import { renderText } from '#core/report/text.ts';
import { observationSet } from '../maturity/sample-observations.ts';

const RENDERERS = [
  ['HTML', renderHtml],
  ['text', renderText],
  ['Markdown', renderMarkdown],
] as const;
const set = observationSet({ signals: { cost: 1_400, unpricedCalls: 'no_data' } });
const inputs = OwnershipInputs.parse({ people: 1, usdPerPersonAndYear: 120_000 });

describe.each(RENDERERS)('the cost of ownership as %s', (_, render) => {
  test('names the four parts, with what is known of each', () => {
    const report = render(assess({ ...set, ownership: inputs }));

    for (const words of [
      'infrastructure',
      'personnel',
      'operations',
      'compliance',
      '3,900.00 USD',
      '10,000.00 USD',
    ])
      expect(report.replaceAll(/\s+/g, ' ')).toContain(words);
    expect(report.replaceAll(/\s+/g, ' ')).toContain('it is at least 13,900.00 USD a month');
  });

  test('is left out of an assessment that does not have it', () => {
    const { ownership: _, ...earlier } = assess(set);

    expect(render(earlier)).not.toContain('personnel');
    expect(render(earlier)).not.toContain('undefined');
  });
});

test('a position that is unknown says what to give', () => {
  expect(renderHtml(assess(set))).toContain('Give people and usdPerPersonAndYear; 0 where there is none.');
});

test('a total is of a month and of all months', () => {
  const total = describeTotal({
    ...{ months: 6, components: [], knownUsdPerMonth: 1, assumptions: [] },
    ...{ usdPerMonth: 1_234.5, usdTotal: 7_407 },
  });

  expect(total).toBe('1,234.50 USD a month, 7,407.00 USD in 6 months.');
});

test.each([
  [0, '0.00 USD'],
  [0.001, 'below 0.01 USD'],
  [1.575, '1.58 USD'],
  [1_234_567.891, '1,234,567.89 USD'],
])('%d USD reads %s', (usd, words) => {
  expect(toUsdWords(usd)).toBe(words);
});
