import { describe, expect, test } from 'vitest';
import { type Datapoint, decide, type Verdict } from '#scripts/local/aws/cloudwatch/alarms/decide.ts';
import { decimal } from '#scripts/local/aws/cloudwatch/alarms/reason.ts';

const MINUTE_MS = 60_000;
const [GOOD, BAD] = [1, 9];

/** `0 - X`: within the threshold, missing, breaching; the newest on the right, as in the user guide. */
function toRange(text: string): readonly Datapoint[] {
  const values: Readonly<Record<string, number | undefined>> = { '0': GOOD, X: BAD, '-': undefined };
  return text
    .split(' ')
    .map((sign, at) => ({ startsMs: at * MINUTE_MS, value: values[sign] }))
    .reverse();
}

const TREATMENTS = ['missing', 'ignore', 'breaching', 'notBreaching'] as const;

/** States by treatment, in the order of the guide's columns. */
const statesOf = (text: string, datapointsToAlarm: number): readonly Verdict['state'][] =>
  TREATMENTS.map(
    (missingData) =>
      decide(toRange(text), {
        evaluationPeriods: 3,
        datapointsToAlarm,
        missingData,
        isBreaching: (value) => value === BAD,
      }).state,
  );

describe('missing data, as the user guide tables it', () => {
  test.each([
    ['0 - X - X', 'OK', 'OK', 'OK', 'OK'],
    ['0 - - - -', 'OK', 'OK', 'OK', 'OK'],
    ['- - - - -', 'INSUFFICIENT_DATA', 'retained', 'ALARM', 'OK'],
    ['0 X X - X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
    ['- - X - -', 'ALARM', 'retained', 'ALARM', 'OK'],
  ])('3 of 3: %s', (text, ...states) => {
    expect(statesOf(text, 3)).toEqual(states);
  });

  test.each([
    ['0 - X - X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
    ['0 0 X 0 X', 'ALARM', 'ALARM', 'ALARM', 'ALARM'],
    ['0 - X - -', 'OK', 'OK', 'ALARM', 'OK'],
    ['- - - - 0', 'OK', 'OK', 'ALARM', 'OK'],
    ['- - - X -', 'ALARM', 'retained', 'ALARM', 'OK'],
  ])('2 of 3: %s', (text, ...states) => {
    expect(statesOf(text, 2)).toEqual(states);
  });

  test.each(['- - - - X', '- - - X -', '- - - X 0', '- - X - 0'])(
    'is no alarm before its time: %s',
    (text) => {
      expect(statesOf(text, 3)[0]).toBe('OK');
    },
  );
});

test.each([
  [5, '5.0'],
  [0, '0.0'],
  [0.25, '0.25'],
  [-1.5, '-1.5'],
  [9_999_999, '9999999.0'],
  [10_000_000, '1.0E7'],
  [12_345_678.5, '1.23456785E7'],
  [0.0005, '5.0E-4'],
])('writes %d as Java does', (value, text) => {
  expect(decimal(value)).toBe(text);
});
