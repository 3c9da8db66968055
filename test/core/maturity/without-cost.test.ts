import { describe, expect, it } from 'vitest';
import { Assessment } from '#core/maturity/assessment.ts';
import { WITHHELD, withoutCost } from '#core/maturity/without-cost.ts';
import { fullAssessment } from '../report/sample-assessment.ts';

const whole = fullAssessment();
const seen = withoutCost(whole);

/** Every text and number of a document. */
function leaves(value: unknown): readonly (string | number)[] {
  if (typeof value === 'string' || typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [];
}
const textsOf = (assessment: Assessment): readonly string[] => leaves(assessment).map(String);

describe('an assessment as every tenant sees it', () => {
  it('tells no amount in USD, which the whole one does', () => {
    const amount = /\d ?USD/;

    expect(textsOf(whole).filter((text) => amount.test(text))).not.toEqual([]);
    expect(textsOf(seen).filter((text) => amount.test(text))).toEqual([]);
  });

  it('has no value of a signal that tells cost, neither of the window nor of a day', () => {
    for (const id of ['cost', 'cacheSaved', 'costPerThousandRequests', 'billedCostUsd', 'forecastCostUsd']) {
      const signal = seen.signals.find((each) => each.id === id);

      expect(signal).toMatchObject({ status: 'unknown', reason: WITHHELD });
      expect(signal).not.toHaveProperty('value');
      expect(signal?.daily.filter((value) => value !== null)).toEqual([]);
    }
  });

  it('has every verdict of the whole one', () => {
    const verdicts = ({ level, solidLevel, levels, criteria, autoops, nextActions }: Assessment) => ({
      ...{ level, solidLevel, levels, nextActions },
      criteria: criteria.map(({ id, status }) => [id, status]),
      capabilities: autoops?.capabilities.map(({ id, stage, missingDependencies }) => [
        ...[id, stage, missingDependencies],
      ]),
    });

    expect(verdicts(seen)).toEqual(verdicts(whole));
  });

  it('is a valid assessment, and says the same of what is no money', () => {
    expect(Assessment.parse(seen)).toEqual(seen);
    expect(seen.signals.find(({ id }) => id === 'requests')).toEqual(
      whole.signals.find(({ id }) => id === 'requests'),
    );
  });
});
