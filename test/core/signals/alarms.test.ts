import { describe, expect, it } from 'vitest';
import { COMPARISONS } from '#core/signals/alarm-definition.ts';
import {
  ALARM_IDS,
  alarmOf,
  describeAlarm,
  describeThreshold,
  toAlarmAnchor,
} from '#core/signals/alarm-words.ts';
import { measureOf, toFormula } from '#core/signals/formula.ts';
import { rowOf } from '#core/signals/rows.ts';

const place = {
  stage: 'dev',
  apiNames: ['Waymark-dev'],
  functionNames: { gateway: 'g', feedback: 'f', authorizer: 'a', maturity: 'm', console: 'c' },
};
const DAY = 86_400;

describe.each(ALARM_IDS)('the alarm on %s', (id) => {
  const alarm = alarmOf(id);
  const formula = toFormula(measureOf(id, alarm), { place, periodSeconds: alarm.periodSeconds });

  it('has periods that CloudWatch takes', () => {
    expect(alarm.periodSeconds % 60).toBe(0);
    expect(alarm.datapointsToAlarm).toBeGreaterThan(0);
    expect(alarm.datapointsToAlarm).toBeLessThanOrEqual(alarm.evaluationPeriods);
    expect(alarm.evaluationPeriods * alarm.periodSeconds).toBeLessThanOrEqual(DAY);
  });

  it('is made of at most ten metrics, without a search, which alarms refuse', () => {
    expect(formula.metrics.length).toBeGreaterThan(0);
    expect(formula.metrics.length).toBeLessThanOrEqual(10);
    expect(formula.expression ?? '').not.toContain('SEARCH');
  });

  it('reads statistics that the rows name', () => {
    for (const { statistic } of [{ statistic: alarm.statistic }])
      if (statistic !== undefined)
        expect(rowOf(id)).toMatchObject({ statistics: expect.arrayContaining([statistic]) });
  });

  it('fires in the direction that is bad for its row', () => {
    const { goodDirection } = rowOf(id);

    expect([goodDirection, alarm.comparison]).not.toEqual(['up', 'above']);
    expect([goodDirection, alarm.comparison]).not.toEqual(['down', 'below']);
  });

  it('takes a period without data for a quiet one, as counters are written only above zero', () => {
    expect(alarm.missingData).toBe('notBreaching');
  });

  it('says nothing of fewer calls than a share of them needs', () => {
    const isShare = alarm.shareOf !== undefined || rowOf(id).kind === 'ratio';

    expect(alarm.leastCount !== undefined).toBe(isShare && !alarm.isSampled);
    if (alarm.leastCount !== undefined) expect(formula.expression).toMatch(/^IF\(.+ >= 20, 100 \* FILL\(/);
  });

  it('waits for a second period where it does not know the number of calls', () => {
    if (alarm.isSampled) expect(alarm.datapointsToAlarm).toBeGreaterThanOrEqual(2);
  });

  it('says what it means and ends with its section of the runbook, in 1,024 characters', () => {
    const words = describeAlarm(id);

    expect(alarm.why).toMatch(/^[A-Z].+\.$/);
    expect(words).toContain(alarm.why);
    expect(words).toContain(describeThreshold(id));
    expect(words.endsWith(` docs/runbook.md#${toAlarmAnchor(id)}`)).toBe(true);
    expect(words.length).toBeLessThanOrEqual(1_024); // PutMetricAlarm, AlarmDescription
  });
});

describe('alarms', () => {
  it('of a stage with the default settings watch at most 25 metrics: each costs, beyond the first ten', () => {
    const always = ALARM_IDS.filter((id) => alarmOf(id).onlyWith === undefined);
    const watched = always.flatMap(
      (id) => toFormula(measureOf(id, alarmOf(id)), { place, periodSeconds: 300 }).metrics,
    );

    expect(watched.length).toBeLessThanOrEqual(25);
  });

  it('exist at every level', () => {
    expect(new Set(ALARM_IDS.map((id) => rowOf(id).level))).toEqual(new Set([1, 2, 3, 4, 5]));
  });

  it('say their threshold in words', () => {
    expect(describeThreshold('failedCalls')).toBe('at least 5 % of Requests');
    expect(describeThreshold('latency')).toBe('at least 29 s');
    expect(describeThreshold('lambdaErrors')).toBe('at least 1');
    expect(describeThreshold('retrySuccessRate')).toBe('below 50 %');
    expect(describeThreshold('feedbackNegative')).toBe(
      'at least 50 % of Positive feedback and Negative feedback',
    );
  });

  it('use operators of CloudWatch, in one place', () => {
    expect(COMPARISONS.above.operator).toBe('GreaterThanOrEqualToThreshold');
    expect(COMPARISONS.below.operator).toBe('LessThanThreshold');
  });
});
