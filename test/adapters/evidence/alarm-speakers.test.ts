import { expect, test } from 'vitest';
import { speakersFor } from '#adapters/evidence/alarm-speakers.ts';

const alarm = {
  AlarmName: 'errors',
  AlarmArn: 'arn:aws:cloudwatch:us-east-1:1:alarm:errors',
  AlarmActions: [],
};
const composite = (AlarmName: string, AlarmRule: string) => ({ AlarmName, AlarmRule, AlarmActions: [] });

test.each([
  ['its name', 'ALARM(errors) OR ALARM("other")', true],
  ['its quoted name', 'OK(other) AND ALARM("errors")', true],
  ['its ARN', `ALARM(${alarm.AlarmArn})`, true],
  ['another alarm', 'ALARM("errors-of-others")', false],
  ['its absence', 'ALARM("other") AND NOT ALARM("errors")', false],
])('a composite alarm over %s', (_, rule, isTold) => {
  const names = speakersFor(alarm, [composite('all', rule)]).map(({ AlarmName }) => AlarmName);

  expect(names).toEqual(isTold ? ['errors', 'all'] : ['errors']);
});

test('composite alarms are followed over composite alarms', () => {
  const all = [composite('top', 'ALARM(middle)'), composite('middle', 'ALARM(errors)')];

  expect(speakersFor(alarm, all).map(({ AlarmName }) => AlarmName)).toEqual(['errors', 'middle', 'top']);
});
