import { describe, expect, it } from 'vitest';
import { type FiguresInput, problemsOf, toFigures } from '#scripts/bench/cost/figures.ts';
import { DEFAULT_ASSUMPTIONS } from '#scripts/bench/cost/mix.ts';
import { toJson, toText } from '#scripts/bench/cost/report.ts';
import { toMeasurement, toStackFacts } from './inputs.ts';

const FACTS = {
  all: toStackFacts({ dashboards: 6 }),
  overview: toStackFacts({ alarms: 0, alarmMetrics: 0 }),
};
const figuresWith = (rest: Partial<FiguresInput> = {}) =>
  toFigures({
    facts: FACTS,
    measurement: toMeasurement(),
    assumptions: DEFAULT_ASSUMPTIONS,
    hasFreeTier: false,
    ...rest,
  });

describe('toText', () => {
  const text = toText(figuresWith());

  it("judges the bill with AWS's always-free allowances, and says so", () => {
    expect(text).toContain('Compared with the goals is the bill of an account that has');
    expect(text).toMatch(/\| idle, the overview alone +\| +1\.4\d \| at most 3 USD a month +\| met/);
    expect(text).toMatch(/\| idle, all six dashboards +\| +10\.\d\d \| at most 12 USD a month \| met/);
    expect(text).toContain('4 goals: 4 met');
  });

  it('shows the same without the allowances, with the biggest items of what is above', () => {
    expect(text).toMatch(/\| idle, all six dashboards +\| +20\.\d\d \| +12 \| no /);
    expect(text).toMatch(/- idle, all six dashboards: dashboards 18\.00, KMS key 1\.00,/);
  });

  it('says what the floor consists of and what lowers the bill', () => {
    expect(text).toContain(
      'all six dashboards: dashboards 18.00, KMS key 1.00, Contributor Insights rules 0.50',
    );
    expect(text).toMatch(/\| dashboards: 'overview' +\| +15\.20 /);
    expect(text).toMatch(/\| a model less in use: its own metrics +\| +0\.00 \| +0\.30 \|/);
  });

  it('shows what the time of the model does to the bill', () => {
    expect(text).toMatch(/no free allowance cost [\d.]+ at 1 s, [\d.]+ at 3 s, [\d.]+ at 10 s an answer/);
  });

  it('leaves guardrail text units out of the sum, and names them', () => {
    expect(text).toContain('1000.00 at 1 million');
    expect(text).not.toMatch(/\| [^|]*text units/);
  });

  it('stands next to what others publish', () => {
    expect(text).toMatch(
      /\| LiteLLM proxy, as packaged by AWS \(ECS\) \| +378\.10 \| +378\.10 \| +[\d,]+ calls/,
    );
    expect(text).toMatch(/\| Portkey, Production +\| +49\.00 \| +130\.00 \| +- /);
  });

  it('says of every price where it comes from and whether AWS says so', () => {
    expect(text).toMatch(/\| +1 \| key +\| +0 \| aws\.amazon\.com\/kms\/pricing +\| 2026-11-21 \| yes/);
    expect(text).toMatch(/\| +0\.0000035 \| request .*\| 2025-05-19 \| not verified/);
    expect(text).not.toMatch(/\de-\d/);
  });

  it('counts own metrics and log bytes', () => {
    expect(text).toContain('1 of the stage, and 1 for each model.');
    expect(text).toContain('answered 1000,');
  });

  it('shows the allowances line by line when it is asked for', () => {
    expect(toText(figuresWith({ hasFreeTier: true }))).toContain(
      "With all six dashboards, with AWS's always-free allowances",
    );
  });
});

describe('toJson', () => {
  it('is one line with the bills, the prices and the verdicts', () => {
    const json = toJson(figuresWith());

    expect(json).not.toContain('\n');
    expect(JSON.parse(json)).toMatchObject({
      benchmark: 'cost',
      prices: { kmsKey: { usd: 1, isVerified: true } },
      goals: expect.arrayContaining([expect.objectContaining({ verdict: 'met', limit: 12 })]),
    });
  });
});

describe('problemsOf', () => {
  it('finds none in a bill that is whole', () => {
    expect(problemsOf(figuresWith())).toEqual([]);
  });

  it('names resources, functions and schedules that the bill leaves out', () => {
    const all = toStackFacts({
      unpricedTypes: { 'AWS::EC2::NatGateway': 2 },
      functions: [{ role: 'collector', memoryGb: 1, isArm: true }],
      schedules: [{ role: 'cost', expression: 'rate(1 day)', timeZone: 'UTC', input: '{}' }],
    });

    expect(problemsOf(figuresWith({ facts: { ...FACTS, all } }))).toEqual([
      expect.stringContaining('the function collector: how often it runs is not known'),
      expect.stringContaining('2 x AWS::EC2::NatGateway: no price is known'),
      expect.stringContaining(
        'rate(1 day) of cost with {}: not measured; run npm run bench:cost -- --record',
      ),
    ]);
  });
});
