import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { assess } from '#core/maturity/assess.ts';
import { renderHtml } from '#core/report/html.ts';
import { renderMarkdown } from '#core/report/markdown.ts';
import { toMoney } from '#core/report/spending/money-words.ts';
import { renderText } from '#core/report/text.ts';
import { WIDTH } from '#core/report/wrap.ts';
import type { RecordedCosts } from '#core/spending/recorded.ts';
import { observationSet } from '../maturity/sample-observations.ts';
import { countedCosts, recordedCosts } from '../spending/sample-costs.ts';
import { hostileText } from './hostile.ts';

const RENDERERS = [
  ['HTML', renderHtml],
  ['text', renderText],
  ['Markdown', renderMarkdown],
] as const;
const inOneLine = (report: string): string =>
  report
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('\\', '')
    .replaceAll(/\s+/g, ' ');
const assessed = (changes: Partial<RecordedCosts> = {}) =>
  assess(observationSet({ facts: { dailyCosts: recordedCosts(changes) } }));
const unread = { status: 'unknown', reason: 'not_collected', detail: 'No table was named.' } as const;

describe.each(RENDERERS)('the cost page as %s', (_, render) => {
  const report = inOneLine(render(assessed()));

  it.each([
    ['the total and its change', '120.50 USD in 14 days (today so far)'],
    [
      'whole days against those before',
      'Whole days: 118.00 USD in 13, against 100.00 USD in the 13 before (+18 %).',
    ],
    [
      'what is unpriced, and why',
      '12 calls without a price, so that the cost is higher than this says (12 × house.brand-v1:0 is not in the price table)',
    ],
    ['this month', '180.00 USD'],
    ['last month', '200.00 USD'],
    ['a unit cost', '25.17 USD'],
    ['the dearest model', 'anthropic.claude-sonnet-5'],
    ['its share', '91.3 %'],
    ['the prompt cache', '38.8 % of the prompt tokens were read from the cache; it saved 4.20 USD'],
    [
      'estimate and bill',
      'estimated 18.00 USD, billed 20.00 USD; +10 % of the bill is not explained by the estimate',
    ],
  ])('has %s', (_what, words) => {
    expect(report).toContain(words);
  });

  it('knows nothing of a month of which no day was added up, and makes no zero of it', () => {
    const { lastMonth } = recordedCosts();
    const missingDays = Array.from({ length: 31 }, (_, day) => `2026-10-${String(day + 1).padStart(2, '0')}`);
    const { costUsd: _cost, ...nothing } = { ...lastMonth, calls: 0, unpricedCalls: 0, missingDays };

    expect(inOneLine(render(assessed({ lastMonth: nothing })))).toMatch(
      /last month: unknown, as none|2026-10-31 (\| )?unknown (\| )?unknown (\| )?unknown/,
    );
  });

  it('names days that are unknown', () => {
    const { window } = recordedCosts();
    const missingDays = ['2026-11-08', '2026-11-09', '2026-11-12'];

    expect(inOneLine(render(assessed({ window: { ...window, missingDays } })))).toContain(
      '3 of 14 days were never added up (2026-11-08 to 2026-11-09, 2026-11-12)',
    );
  });

  it('says which setting compares with the bill where that is off', () => {
    expect(inOneLine(render(assessed({ isReconciled: false, reconciled: [] })))).toContain(
      'the setting cost.reconcile turns it on',
    );
  });

  it('has the estimate of what AWS counted where nothing was recorded', () => {
    const alone = inOneLine(render(assess(observationSet({ facts: { dailyCosts: unread } }))));

    expect(alone).toContain('112.25 USD, estimated');
    expect(alone).toContain('12 calls of models without a price are not in it');
    expect(alone).toContain('What calls cost one by one is unknown: No table was named.');
  });

  it('says that it is unknown where nothing is known', () => {
    const nothing = observationSet({
      facts: { dailyCosts: unread, modelTokens: { ...unread, detail: 'AWS refused it.' } },
    });
    const report = inOneLine(render(assess(nothing)));

    expect(report).toContain('What AWS counted is unknown too: AWS refused it.');
    expect(report).not.toMatch(/NaN|undefined|Infinity/);
  });
});

const recordedWhole = () => {
  const { total } = recordedCosts();
  return { total: { ...total, unpricedCalls: 0 }, unpriced: [] };
};
const recordedInPart = () => {
  const { total, window } = recordedCosts();
  return { total, window: { ...window, missingDays: ['2026-11-08'] } };
};

test.each([
  ['less', 100, {}, 'That is 20.50 USD less than was recorded: guardrails are billed by text'],
  [
    'more',
    130.5,
    recordedWhole(),
    'That is 10.00 USD more than was recorded. In it may be: calls past Waymark or since the newest sum.',
  ],
  [
    'more, for other reasons too,',
    130.5,
    recordedInPart(),
    'In it may be: the days that were not added up, recorded calls without a price, calls past Waymark or since the newest sum.',
  ],
])('what AWS counted may be %s than what was recorded, and why is said', (_, costUsd, changes, words) => {
  const dailyCosts = recordedCosts(changes);
  const [first] = countedCosts().models;
  if (!first) throw new Error('The sample has a model.');
  const modelTokens = countedCosts({ models: [{ ...first, costUsd }] });

  expect(inOneLine(renderHtml(assess(observationSet({ facts: { dailyCosts, modelTokens } }))))).toContain(
    words,
  );
});

test('the mail keeps its width on the cost page', () => {
  const page = renderText(assessed()).split('\nCOSTS\n')[1]?.split('\n\n\n')[0] ?? '';

  expect(page).not.toBe('');
  for (const line of page.split('\n')) expect(line.length).toBeLessThanOrEqual(WIDTH);
  expect(page.split('\n').length).toBeLessThan(40);
});

test('a name is escaped wherever it stands', () => {
  fc.assert(
    fc.property(hostileText, (key) => {
      const groups = [
        { key, calls: 1, unpricedCalls: 0, costUsd: 1 },
        { key: `${key}2`, calls: 1, unpricedCalls: 0, costUsd: 1 },
      ];
      const all = { groups };
      const page = renderHtml(
        assessed({ models: all, tenants: all, applications: { groups: groups.slice(1) } }),
      );

      expect(page.match(/<(script|img|u>)/gi)).toBeNull();
      expect(renderText(assessed({ models: all }))).not.toContain('\u202e');
    }),
    { numRuns: 30 },
  );
});

test.each([
  [0, '0.00 USD'],
  [0.0042, '0.0042 USD'],
  [0.0149, '0.015 USD'],
  [0.0996, '0.10 USD'],
  [0.1, '0.10 USD'],
  [0.000_000_000_05, '0.00000000005 USD'],
  [-0.004, '-0.004 USD'],
  [1.575, '1.58 USD'],
  [1_234_567.891, '1,234,567.89 USD'],
])('%d USD reads %s', (usd, words) => {
  expect(toMoney(usd)).toBe(words);
});
