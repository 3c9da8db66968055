import { describe, expect, test } from 'vitest';
import { parseRecurrence } from '#scripts/local/scheduler/recurrence.ts';

const startMs = Date.parse('2026-11-21T12:00:00Z');

/** The next due moments of an expression, as UTC. */
function due(
  expression: string,
  { after = '2026-11-21T12:00:00Z', timeZone = 'UTC', count = 3 } = {},
): readonly string[] {
  const { next } = parseRecurrence({ expression, timeZone, startMs });
  const moments: string[] = [];
  for (
    let dueMs = next(Date.parse(after));
    dueMs !== undefined && moments.length < count;
    dueMs = next(dueMs)
  )
    moments.push(new Date(dueMs).toISOString().replace(':00.000Z', ''));
  return moments;
}

describe('a rate', () => {
  test.each([
    ['rate(1 minute)', ['2026-11-21T12:01', '2026-11-21T12:02']],
    ['rate(5 minutes)', ['2026-11-21T12:05', '2026-11-21T12:10']],
    ['rate(12 hours)', ['2026-11-22T00:00', '2026-11-22T12:00']],
    ['rate(1 day)', ['2026-11-22T12:00', '2026-11-23T12:00']],
  ])('%s counts from the start', (expression, moments) => {
    expect(due(expression, { count: 2 })).toEqual(moments);
  });

  test('keeps its rhythm whatever moment is asked about', () => {
    expect(due('rate(1 hour)', { after: '2026-11-21T15:59:59.999Z', count: 1 })).toEqual([
      '2026-11-21T16:00',
    ]);
    expect(due('rate(1 hour)', { after: '2026-11-21T16:00:00Z', count: 1 })).toEqual(['2026-11-21T17:00']);
    expect(due('rate(1 hour)', { after: '2026-11-01T00:00:00Z', count: 1 })).toEqual(['2026-11-21T13:00']);
  });

  test('takes a day for 24 hours, in a night that has 25 too', () => {
    expect(
      due('rate(1 day)', { timeZone: 'Europe/Berlin', after: '2027-10-30T12:00:00Z', count: 2 }),
    ).toEqual(['2027-10-31T12:00', '2027-11-01T12:00']);
  });
});

describe('a cron expression', () => {
  test.each([
    ['0 8 * * ? *', ['2026-11-22T08:00', '2026-11-23T08:00', '2026-11-24T08:00']],
    ['0 8 ? * MON-FRI *', ['2026-11-23T08:00', '2026-11-24T08:00', '2026-11-25T08:00']],
    ['0 8 ? * 2-6 *', ['2026-11-23T08:00', '2026-11-24T08:00', '2026-11-25T08:00']],
    ['0 8 ? * 1 *', ['2026-11-22T08:00', '2026-11-29T08:00', '2026-12-06T08:00']],
    ['0 8 ? * sun,wed *', ['2026-11-22T08:00', '2026-11-25T08:00', '2026-11-29T08:00']],
    ['0 8 ? * L *', ['2026-11-28T08:00', '2026-12-05T08:00', '2026-12-12T08:00']],
    ['0 8 ? * 6L *', ['2026-11-27T08:00', '2026-12-25T08:00', '2027-01-29T08:00']],
    ['0 8 ? * 2#1 *', ['2026-12-07T08:00', '2027-01-04T08:00', '2027-02-01T08:00']],
    ['0 8 L * ? *', ['2026-11-30T08:00', '2026-12-31T08:00', '2027-01-31T08:00']],
    ['0 8 LW * ? *', ['2026-11-30T08:00', '2026-12-31T08:00', '2027-01-29T08:00']],
    ['0 8 3W * ? *', ['2026-12-03T08:00', '2027-01-04T08:00', '2027-02-03T08:00']],
    ['0/20 12 * * ? *', ['2026-11-21T12:20', '2026-11-21T12:40', '2026-11-22T12:00']],
    ['/30 8 ? * MON/4 *', ['2026-11-23T08:00', '2026-11-23T08:30', '2026-11-27T08:00']],
    ['15,45 9-10 21 NOV,dec ? *', ['2026-12-21T09:15', '2026-12-21T09:45', '2026-12-21T10:15']],
    ['0 0 1 1 ? 2026/2', ['2028-01-01T00:00', '2030-01-01T00:00', '2032-01-01T00:00']],
    ['0 0 29 2 ? *', ['2028-02-29T00:00', '2032-02-29T00:00', '2036-02-29T00:00']],
    ['0 0 1 1 ? 2027', ['2027-01-01T00:00']],
    ['0 0 31 2 ? *', []],
    ['0 0 1 1 ? 1999', []],
  ])('cron(%s)', (fields, moments) => {
    expect(due(`cron(${fields})`)).toEqual(moments);
  });

  test('is read in its time zone', () => {
    expect(due('cron(0 8 * * ? *)', { timeZone: 'Europe/Berlin', count: 1 })).toEqual(['2026-11-22T07:00']);
    expect(due('cron(0 8 * * ? *)', { timeZone: 'Asia/Kathmandu', count: 1 })).toEqual(['2026-11-22T02:15']);
  });

  test('leaves out what falls into the hour that spring skips', () => {
    expect(due('cron(30 2 * * ? *)', { timeZone: 'Europe/Berlin', after: '2027-03-27T00:00:00Z' })).toEqual([
      '2027-03-27T01:30',
      '2027-03-29T00:30',
      '2027-03-30T00:30',
    ]);
  });

  test.each([
    ['Europe/Berlin', '30 2', '2027-10-30T12:00:00Z', ['2027-10-31T00:30', '2027-11-01T01:30']],
    ['Europe/Berlin', '30 *', '2027-10-31T00:00:00Z', ['2027-10-31T00:30', '2027-10-31T02:30']],
    ['America/New_York', '15 1', '2027-11-06T12:00:00Z', ['2027-11-07T05:15', '2027-11-08T06:15']],
    ['Australia/Lord_Howe', '45 1', '2027-04-03T12:00:00Z', ['2027-04-03T14:45', '2027-04-04T15:15']],
  ])('in %s runs %s once in the hour that comes twice', (timeZone, time, after, moments) => {
    expect(due(`cron(${time} * * ? *)`, { timeZone, after, count: 2 })).toEqual(moments);
  });
});

test.each([
  ['', 'neither rate(value unit) nor cron(six fields)'],
  ['at(2026-11-22T10:00:00)', 'neither rate'],
  ['rate(0 minutes)', 'rate(1 minute|hour|day)'],
  ['rate(1 minutes)', 'rate(1 minute|hour|day)'],
  ['rate(5 minute)', 'rate(1 minute|hour|day)'],
  ['rate(1.5 hours)', 'rate(1 minute|hour|day)'],
  ['rate(30 seconds)', 'rate(1 minute|hour|day)'],
  ['cron(0 8 * * ?)', 'it has 5 fields where six are needed'],
  ['cron(0 0 8 * * ? *)', 'it has 7 fields'],
  ['cron(0 8 * * * *)', 'either the day of month or the day of week has to be ?'],
  ['cron(0 8 ? * ? *)', 'either the day of month'],
  ['cron(? 8 * * ? *)', '? has no meaning in the minutes'],
  ['cron(60 8 * * ? *)', '60'],
  ['cron(0 8 ? * 8 *)', '8'],
  ['cron(0 8 32 * ? *)', '32'],
  ['cron(0 8 * FOO ? *)', 'FOO'],
  ['cron(10-5 8 * * ? *)', '10-5'],
])('says what is wrong with %j', (expression, why) => {
  expect(() => parseRecurrence({ expression, startMs })).toThrowError(why);
});

test('says that a time zone is unknown', () => {
  expect(() =>
    parseRecurrence({ expression: 'cron(0 8 * * ? *)', timeZone: 'Nowhere/City', startMs }),
  ).toThrowError('Nowhere/City');
});
