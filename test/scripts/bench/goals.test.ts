import { describe, expect, it } from 'vitest';
import { type Goal, summarise, verdict } from '#scripts/bench/goals.ts';

const goal = (value: number | undefined, bound: Goal['bound']): Goal => ({
  name: 'a goal',
  value,
  unit: 'ms',
  limit: 4,
  bound,
});

describe('verdict', () => {
  it.each([
    { value: 3.9, bound: 'at most', expected: 'met' },
    { value: 4, bound: 'at most', expected: 'met' },
    { value: 4.1, bound: 'at most', expected: 'missed' },
    { value: 4.1, bound: 'at least', expected: 'met' },
    { value: 4, bound: 'at least', expected: 'met' },
    { value: 3.9, bound: 'at least', expected: 'missed' },
    { value: Number.NaN, bound: 'at most', expected: 'missed' },
    { value: undefined, bound: 'at most', expected: 'not measured' },
  ] as const)('$value of $bound 4 is $expected', ({ value, bound, expected }) => {
    expect(verdict(goal(value, bound))).toBe(expected);
  });
});

describe('summarise', () => {
  it('counts each verdict', () => {
    const goals = [goal(1, 'at most'), goal(9, 'at most'), goal(8, 'at most'), goal(undefined, 'at least')];

    expect(summarise(goals)).toBe('4 goals: 1 met, 2 missed, 1 not measured.');
  });
});
