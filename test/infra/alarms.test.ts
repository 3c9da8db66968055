import { describe, expect, it } from 'vitest';
import { ALARM_IDS, alarmOf, describeAlarm, toAlarmAnchor } from '#core/signals/alarm-words.ts';
import { rowOf } from '#core/signals/rows.ts';
import { ofType, type Resource, synthesise } from './support.ts';

/** A stage with every part that it may be without. */
const { resources } = synthesise({
  alarmEmail: 'ops@example.com',
  invocationLogging: { mode: 'manage' },
  cost: { reconcile: true },
  aliases: { fast: ['amazon.nova-micro-v1:0', 'amazon.nova-lite-v1:0'] },
  outlook: { monthlyBudgetUsd: 100 },
});
const alarms = ofType(resources, 'AWS::CloudWatch::Alarm').map(([, resource]) => resource);
const nameOf = ({ Properties: { AlarmName } }: Resource) => JSON.stringify(AlarmName);
const alarmNamed = (anchor: string) => alarms.find((alarm) => nameOf(alarm).includes(`"-${anchor}"`));
const topic = { Ref: expect.stringMatching(/^AlarmTopic/) };

describe.each(ALARM_IDS)('the alarm on %s', (id) => {
  const { threshold, evaluationPeriods, datapointsToAlarm, missingData } = alarmOf(id);
  const properties = alarmNamed(toAlarmAnchor(id))?.Properties ?? {};

  it('is what its row says', () => {
    expect(properties).toMatchObject({
      Threshold: threshold,
      EvaluationPeriods: evaluationPeriods,
      DatapointsToAlarm: datapointsToAlarm,
      TreatMissingData: missingData,
      AlarmDescription: describeAlarm(id),
    });
  });

  it('tells the alarm topic when it fires and when it clears', () => {
    expect(properties).toMatchObject({ ActionsEnabled: true, AlarmActions: [topic], OKActions: [topic] });
  });

  it('returns one result, of at most ten metrics', () => {
    const metrics = properties.Metrics as { ReturnData: boolean }[] | undefined;

    expect(properties.MetricName === undefined).toBe(metrics !== undefined);
    if (!metrics) return;
    expect(metrics.filter(({ ReturnData }) => ReturnData)).toHaveLength(1);
    expect(metrics.length - 1).toBeLessThanOrEqual(10);
  });
});

describe('alarms', () => {
  it('are one for each row that has a threshold', () => {
    expect(alarms).toHaveLength(ALARM_IDS.length);
  });

  it('are left out where the stage has no part that their signal comes from', () => {
    const idsOf = (overrides: Parameters<typeof synthesise>[0]) =>
      ofType(synthesise(overrides).resources, 'AWS::CloudWatch::Alarm').map(([, alarm]) =>
        ALARM_IDS.find((id) => nameOf(alarm).includes(`"-${toAlarmAnchor(id)}"`)),
      );
    const without = (part?: string) =>
      ALARM_IDS.filter((id) => [undefined, part].includes(alarmOf(id).onlyWith));

    expect(idsOf({}).toSorted()).toEqual(without().toSorted());
    const dataExport = { bucket: 'our-bills', prefix: 'cur', exportName: 'bedrock' };
    for (const bill of [{ reconcile: true }, { dataExport }])
      expect(idsOf({ cost: bill }).toSorted()).toEqual(without('reconciliation').toSorted());
    const aliases = { one: ['amazon.nova-micro-v1:0'] };
    const chain = { two: ['amazon.nova-micro-v1:0', 'amazon.nova-lite-v1:0'] };
    expect(idsOf({ aliases }).toSorted()).toEqual(without().toSorted());
    expect(idsOf({ aliases: { ...aliases, ...chain } }).toSorted()).toEqual(without('fallbacks').toSorted());
    for (const budget of [{ outlook: { monthlyBudgetUsd: 9 } }, { cost: { budget: { monthlyUsd: 9 } } }])
      expect(idsOf(budget).toSorted()).toEqual(without('budget').toSorted());
    expect(without().length).toBe(ALARM_IDS.length - 5);
  });

  it('are named after the stack, so that a mail says which stage it is about', () => {
    for (const { Properties } of alarms)
      expect(Properties.AlarmName).toEqual({
        'Fn::Join': ['', [{ Ref: 'AWS::StackName' }, expect.stringMatching(/^-[a-z-]+$/)]],
      });
  });

  it('watch percentiles as extended statistics', () => {
    expect(alarmNamed('latency')?.Properties).toMatchObject({
      Namespace: 'Waymark',
      MetricName: rowOf('latency').kind === 'metric' ? 'Latency' : '',
      Dimensions: [{ Name: 'Stage', Value: 'dev' }],
      ExtendedStatistic: 'p90',
      Period: 300,
    });
  });

  it('watch shares by metric math', () => {
    const [result, errors, requests] = (alarmNamed('failed-calls')?.Properties.Metrics ?? []) as Record<
      string,
      unknown
    >[];

    expect(result).toEqual({
      Id: 'result',
      Expression: 'IF(m1 >= 20, 100 * FILL(m0, 0) / m1)',
      ReturnData: true,
    });
    expect(errors).toMatchObject({
      Id: 'm0',
      MetricStat: { Metric: { MetricName: 'FailedCalls' }, Stat: 'Sum' },
    });
    expect(requests).toMatchObject({
      Id: 'm1',
      MetricStat: { Metric: { MetricName: 'Requests' }, Period: 300 },
    });
  });

  it('watch one metric for a share that is its average', () => {
    expect(alarmNamed('api-server-errors')?.Properties).toMatchObject({
      Threshold: 5,
      Metrics: [
        { Id: 'result', Expression: '100 * m0' },
        { Id: 'm0', MetricStat: { Metric: { MetricName: '5XXError' }, Stat: 'Average' } },
      ],
    });
  });

  it('watch every function of the stack but the authorizer, which refuses a key by throwing', () => {
    const { resources: all } = synthesise({ alarmEmail: 'ops@example.com', console: true });
    const [, alarm] =
      ofType(all, 'AWS::CloudWatch::Alarm').find(([id]) => id.toLowerCase().includes('lambdaerrors')) ?? [];
    const text = JSON.stringify(alarm?.Properties.Metrics);
    const ids = ofType(all, 'AWS::Lambda::Function').map(([id]) => id);

    expect(ids).toHaveLength(6);
    for (const id of ids) expect(text.includes(`{"Ref":"${id}"}`), id).toBe(!id.startsWith('KeysAuthorizer'));
  });

  it('watch the API by the name that its metrics are kept under', () => {
    expect(JSON.stringify(alarmNamed('api-server-errors')?.Properties.Metrics)).toContain(
      '{"Name":"ApiName","Value":"Waymark-dev"}',
    );
  });

  it('reach the mailbox of the settings, which is what the assessment looks for', () => {
    const [[, subscription] = []] = ofType(resources, 'AWS::SNS::Subscription');

    expect(subscription?.Properties).toMatchObject({ TopicArn: topic, Endpoint: 'ops@example.com' });
    expect(JSON.stringify(alarms)).toContain('"Namespace":"Waymark"');
  });

  it('are none when the settings say so', () => {
    const { resources: without } = synthesise({ alarms: false });

    expect(ofType(without, 'AWS::CloudWatch::Alarm')).toEqual([]);
    expect(JSON.stringify(ofType(without, 'AWS::CloudWatch::Dashboard'))).toContain('Alarms are off');
  });
});
