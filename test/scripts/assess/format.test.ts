import { expect, test } from 'vitest';
import { assess } from '#core/maturity/assess.ts';
import { formatAssessment } from '#scripts/assess/format.ts';
import { observationSet, type SampleChanges } from '../../core/maturity/sample-observations.ts';

const PLAIN = {
  strong: (text: string) => text,
  faint: (text: string) => text,
  warning: (text: string) => text,
};
const unread = { status: 'unknown', reason: 'not_collected', detail: 'No table was named.' } as const;
const format = (facts: SampleChanges['facts']): string =>
  formatAssessment(assess(observationSet({ facts })), undefined, PLAIN);

test('the terminal has what was recorded', () => {
  expect(format({})).toContain('Costs\n  120.50 USD in 14 days (today so far).');
});

test('it has the estimate of what AWS counted where nothing is deployed, by model', () => {
  const text = format({ dailyCosts: unread });

  expect(text).toContain('112.25 USD, estimated');
  expect(text).toContain('  us.anthropic.claude-sonnet-5: 112.25 USD');
  expect(text).toContain('  house.brand-v1:0: unknown. house.brand-v1:0 is not in the price table.');
});

test('it says that costs are unknown where nothing could be read', () => {
  expect(format({ dailyCosts: unread, modelTokens: unread })).toContain(
    'Costs\n  Unknown: No table was named.',
  );
});
