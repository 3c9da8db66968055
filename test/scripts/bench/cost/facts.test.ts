import { describe, expect, it } from 'vitest';
import { readFacts } from '#scripts/bench/cost/facts.ts';

const resource = (Type: string, Properties: Record<string, unknown> = {}) => ({ Type, Properties });
const metric = { MetricStat: { Stat: 'Sum' } };

describe('readFacts', () => {
  it('counts the metrics that alarms watch, not the alarms', () => {
    const facts = readFacts({
      plain: resource('AWS::CloudWatch::Alarm', { MetricName: 'Errors' }),
      math: resource('AWS::CloudWatch::Alarm', { Metrics: [{ Expression: 'm0 / m1' }, metric, metric] }),
    });

    expect(facts).toMatchObject({ alarms: 2, alarmMetrics: 3 });
  });

  it('counts an anomaly alarm as three metrics', () => {
    const Metrics = [metric, { Expression: 'ANOMALY_DETECTION_BAND(m0, 2)' }];

    expect(readFacts({ band: resource('AWS::CloudWatch::Alarm', { Metrics }) }).alarmMetrics).toBe(3);
  });

  it('knows which function a schedule invokes, and leaves out schedules that are off', () => {
    const Target = { Arn: { 'Fn::GetAtt': ['rollup', 'Arn'] }, Input: '{"kind":"day"}' };
    const facts = readFacts({
      rollup: resource('AWS::Lambda::Function', {
        MemorySize: 512,
        Architectures: ['arm64'],
        Environment: { Variables: { POWERTOOLS_SERVICE_NAME: 'cost', OTHER: { Ref: 'x' } } },
      }),
      daily: resource('AWS::Scheduler::Schedule', { ScheduleExpression: 'rate(1 day)', Target }),
      off: resource('AWS::Scheduler::Schedule', {
        ScheduleExpression: 'rate(1 day)',
        Target,
        State: 'DISABLED',
      }),
    });

    expect(facts.functions).toEqual([{ role: 'cost', memoryGb: 0.5, isArm: true }]);
    expect(facts.schedules).toEqual([
      { role: 'cost', expression: 'rate(1 day)', timeZone: 'UTC', input: '{"kind":"day"}' },
    ]);
  });

  it('tells dashboards that are too large to be a free one', () => {
    const row = ['AWS/Lambda', 'Errors', { stat: 'Sum' }];
    const body = (count: number) =>
      JSON.stringify({ widgets: [{ properties: { metrics: Array.from({ length: count }, () => row) } }] });
    const search = JSON.stringify({
      widgets: [{ properties: { metrics: [[{ expression: 'SEARCH(…)' }]] } }],
    });
    const facts = readFacts({
      small: resource('AWS::CloudWatch::Dashboard', { DashboardBody: body(50) }),
      large: resource('AWS::CloudWatch::Dashboard', { DashboardBody: { 'Fn::Join': ['', [body(51)]] } }),
      search: resource('AWS::CloudWatch::Dashboard', { DashboardBody: search }),
    });

    expect(facts).toMatchObject({ dashboards: 3, largeDashboards: 1 });
  });

  it('knows how many calls X-Ray records', () => {
    const stage = resource('AWS::ApiGateway::Stage', { TracingEnabled: true });
    const SamplingRule = { ReservoirSize: 0, FixedRate: 0.1 };
    const rule = resource('AWS::XRay::SamplingRule', { SamplingRule });

    expect(readFacts({ stage, rule }).traceSampling).toEqual({ reservoir: 0, share: 0.1 });
    expect(readFacts({ stage }).traceSampling).toEqual({ reservoir: 1, share: 0.05 });
    expect(readFacts({ rule }).traceSampling).toBeUndefined();
  });

  it('reports types that nobody has given a price, and no others', () => {
    const facts = readFacts({
      nat: resource('AWS::EC2::NatGateway'),
      another: resource('AWS::EC2::NatGateway'),
      role: resource('AWS::IAM::Role'),
      custom: resource('Custom::Anything'),
    });

    expect(facts.unpricedTypes).toEqual({ 'AWS::EC2::NatGateway': 2 });
  });
});
