import { describe, expect, it } from 'vitest';
import { problemsOf } from '#scripts/bench/maturity/figures.ts';
import { toJson, toText } from '#scripts/bench/maturity/report.ts';
import { FIGURES, toAssessmentRow } from './figures.ts';

describe('toText', () => {
  const text = toText(FIGURES);

  it('shows every goal with its verdict, and how many are met', () => {
    expect(text).toMatch(/\| GetMetricData calls at 1000 series +\| +3\.00 \| at most 3 calls +\| met +\|/);
    expect(text).toMatch(/\| evaluation of 30 criteria, p99, 1000 series +\| +1\.20 \| at most 5 ms +\| met/);
    expect(text).toMatch(/first of a process, 1000 series +\| +8\.00 \| at most 5 ms +\| missed/);
    expect(text).toMatch(/\| HTML report, everything read +\| +98\.70 \| at most 150 KB +\| met/);
    expect(text).toContain('5 goals: 4 met, 1 missed, 0 not measured.');
  });

  it('says that a call more than needed misses the goal', () => {
    const row = toAssessmentRow({ calls: { 'cloudwatch:GetMetricData': 4 } });

    expect(toText({ ...FIGURES, assessments: [row] })).toMatch(
      /GetMetricData calls.* 4\.00 \| at most 3 calls +\| missed/,
    );
  });

  it('adds the calls of an assessment and splits its time', () => {
    expect(text).toMatch(/\| +1000 \| +1105 \| +24 \| 0\.01105 \| +8\.60 \| +8\.50 \| +0\.15 \| +0\.14 \|/);
  });

  it('lists calls by action, none where an account took none', () => {
    const assessments = [toAssessmentRow({ series: 10, calls: {} }), toAssessmentRow()];

    expect(toText({ ...FIGURES, assessments })).toMatch(/\| cloudtrail:LookupEvents +\| +0 \| +18 \|/);
  });

  it('says where each price comes from and which ones nobody has verified', () => {
    expect(text).toMatch(
      /cloudwatch:GetMetricData: \$0\.00001 per metric requested .*2026-11-21; not verified/,
    );
    expect(text).toContain('3 log queries come on top: $0.015 when each of them reads 1 GB.');
  });

  it('holds functions against bare node', () => {
    expect(text).toMatch(/\| maturity +\| +984\.8 \| +153\.0 \| +126\.0 \|/);
  });
});

describe('toJson', () => {
  it('is one line with the figures and the verdicts', () => {
    const json = toJson(FIGURES);

    expect(json).not.toContain('\n');
    expect(JSON.parse(json)).toMatchObject({
      benchmark: 'maturity',
      assessments: [{ queries: 1_105 }],
      goals: expect.arrayContaining([expect.objectContaining({ verdict: 'missed', value: 8 })]),
    });
  });
});

describe('problemsOf', () => {
  it('finds none when all evidence was read, even when a goal is missed', () => {
    expect(problemsOf(FIGURES)).toEqual([]);
  });

  it('names evidence that was not read', () => {
    const row = toAssessmentRow({ unread: ['budgets: AWS throttled it.'] });

    expect(problemsOf({ ...FIGURES, assessments: [row] })).toEqual([
      'At 1000 series this was not read: budgets: AWS throttled it.',
    ]);
  });
});
