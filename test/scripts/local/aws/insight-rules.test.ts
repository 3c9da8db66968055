import {
  CloudWatchClient,
  DeleteInsightRulesCommand,
  DescribeInsightRulesCommand,
  GetInsightRuleReportCommand,
  type GetInsightRuleReportCommandInput,
  PutInsightRuleCommand,
} from '@aws-sdk/client-cloudwatch';
import { beforeAll, describe, expect, test } from 'vitest';
import { clientOptions } from './target.ts';
import { useEmbeddedAws } from './use-embedded-aws.ts';

const START_MS = Date.parse('2026-11-22T12:00:00Z');
const MINUTE_MS = 60_000;

const getAws = useEmbeddedAws();
let client: CloudWatchClient;

/** Minute, model, tenant, tokens. */
const EVENTS = [
  [0, 'nova', 'a', 10],
  [1, 'nova', 'b', 30],
  [2, 'claude', 'a', 100],
  [7, 'nova', 'a', 5],
  [8, 'llama', 'b', 60],
] as const;

beforeAll(() => {
  client = new CloudWatchClient(clientOptions(() => getAws().endpoint));
  for (const [minute, model, tenant, tokens] of EVENTS)
    write({ event: 'call', model, tenant, usage: { tokens }, tags: ['x'] }, minute);
  write({ event: 'call', tenant: 'a', usage: { tokens: 1 } }, 1);
  write({ event: 'rating', model: 'nova', tenant: 'a', usage: { tokens: 999 } }, 1);
  write('START RequestId: 1', 1);
  write({ event: 'call', model: 'nova', tenant: 'a', usage: { tokens: 1 } }, 1, '/other');
});

function write(content: object | string, minute: number, logGroupName = '/shop/calls'): void {
  const message = typeof content === 'string' ? content : JSON.stringify(content);
  const timestampMs = START_MS + minute * MINUTE_MS;
  getAws().ingestLogEvent({ logGroupName, logStreamName: 'one', timestampMs, message });
}

const CALLS = { Match: '$.event', In: ['call'] };
const BODY = {
  Schema: { Name: 'CloudWatchLogRule', Version: 1 },
  LogGroupNames: ['/shop/*'],
  LogFormat: 'JSON',
  Contribution: { Keys: ['$.model'], ValueOf: '$.usage.tokens', Filters: [CALLS] },
  AggregateOn: 'Sum',
};

const put = (RuleName: string, body: object, RuleState?: string) =>
  client.send(new PutInsightRuleCommand({ RuleName, RuleState, RuleDefinition: JSON.stringify(body) }));

const report = (RuleName: string, options: Partial<GetInsightRuleReportCommandInput> = {}) =>
  client.send(
    new GetInsightRuleReportCommand({
      RuleName,
      StartTime: new Date(START_MS),
      EndTime: new Date(START_MS + 10 * MINUTE_MS),
      Period: 300,
      ...options,
    }),
  );

const keysOf = async (contribution: object) => {
  await put('some', { ...BODY, Contribution: { Keys: ['$.model'], ...contribution }, AggregateOn: 'Count' });
  const { Contributors = [] } = await report('some');
  return Contributors.map(({ Keys }) => Keys?.join(' ')).sort();
};

test('ranks contributors by what they add up to', async () => {
  await put('tokens', BODY);

  expect(await report('tokens')).toMatchObject({
    KeyLabels: ['$.model'],
    AggregationStatistic: 'Sum',
    AggregateValue: 205,
    ApproximateUniqueCount: 3,
    Contributors: [
      { Keys: ['claude'], ApproximateAggregateValue: 100 },
      { Keys: ['llama'], ApproximateAggregateValue: 60 },
      {
        Keys: ['nova'],
        ApproximateAggregateValue: 45,
        Datapoints: [
          { Timestamp: new Date(START_MS), ApproximateValue: 40 },
          { Timestamp: new Date(START_MS + 5 * MINUTE_MS), ApproximateValue: 5 },
        ],
      },
    ],
    MetricDatapoints: [],
  });
});

test('answers as many contributors as are asked for, and the figures of each period', async () => {
  await put('tokens', BODY);

  const { Contributors, ApproximateUniqueCount, MetricDatapoints } = await report('tokens', {
    MaxContributorCount: 1,
    OrderBy: 'Maximum',
    Metrics: [
      'UniqueContributors',
      'MaxContributorValue',
      'SampleCount',
      'Sum',
      'Minimum',
      'Maximum',
      'Average',
    ],
  });

  expect(Contributors?.map(({ Keys }) => Keys)).toEqual([['claude']]);
  expect(ApproximateUniqueCount).toBe(3);
  expect(MetricDatapoints).toMatchObject([
    {
      Timestamp: new Date(START_MS),
      ...{ UniqueContributors: 2, MaxContributorValue: 100, SampleCount: 3 },
      ...{ Sum: 140, Minimum: 10, Maximum: 100, Average: 140 / 3 },
    },
    { Timestamp: new Date(START_MS + 5 * MINUTE_MS), UniqueContributors: 2, MaxContributorValue: 60 },
  ]);
});

test('counts, by several keys', async () => {
  expect(await keysOf({ Keys: ['$.model', '$.tenant'], Filters: [CALLS] })).toEqual([
    'claude a',
    'llama b',
    'nova a',
    'nova b',
  ]);
});

describe('filters', () => {
  const tokens = { Match: '$.usage.tokens' };
  test.each([
    [{ Match: '$.tenant', In: ['b', 'c'] }, ['llama', 'nova']],
    [{ Match: '$.model', NotIn: ['nova'] }, ['claude', 'llama']],
    [{ Match: '$.model', StartsWith: ['cl', 'll'] }, ['claude', 'llama']],
    [{ ...tokens, GreaterThan: 30 }, ['claude', 'llama']],
    [{ ...tokens, LessThan: 10 }, ['nova']],
    [{ ...tokens, EqualTo: 60 }, ['llama']],
    [{ ...tokens, NotEqualTo: 60 }, ['claude', 'nova']],
    [{ ...tokens, IsPresent: true }, ['claude', 'llama', 'nova']],
    [{ Match: '$.usage', IsPresent: true }, []],
    [{ Match: '$.tags[0]', In: ['x'] }, ['claude', 'llama', 'nova']],
  ])('%j', async (filter, models) => {
    expect(await keysOf({ Filters: [CALLS, filter] })).toEqual(models);
  });
});

test('reports nothing while it is disabled', async () => {
  await put('off', BODY, 'DISABLED');

  expect(await report('off')).toMatchObject({ AggregateValue: 0, Contributors: [] });
});

test('is listed, and removed', async () => {
  await put('gone', BODY);
  const { InsightRules = [] } = await client.send(new DescribeInsightRulesCommand({}));
  await client.send(new DeleteInsightRulesCommand({ RuleNames: ['gone'] }));

  expect(InsightRules.find(({ Name }) => Name === 'gone')).toMatchObject({
    State: 'ENABLED',
    Definition: JSON.stringify(BODY),
  });
  await expect(report('gone')).rejects.toMatchObject({ name: expect.stringMatching(/^ResourceNotFound/) });
});

test.each([
  ['no keys', { Contribution: { Keys: [] } }],
  ['five keys', { Contribution: { Keys: ['$.a', '$.b', '$.c', '$.d', '$.e'], ValueOf: '$.f' } }],
  ['a key that is no path', { Contribution: { Keys: ['model'], ValueOf: '$.f' } }],
  ['a sum of nothing', { Contribution: { Keys: ['$.model'] } }],
  ['an unknown filter', { Contribution: { ...BODY.Contribution, Filters: [{ Match: '$.a', Like: ['b'] }] } }],
  ['no log groups', { LogGroupNames: undefined }],
  ['another schema', { Schema: { Name: 'ServiceLogRule', Version: 1 } }],
])('refuses a rule with %s', async (_, change) => {
  await expect(put('wrong', { ...BODY, ...change })).rejects.toMatchObject({
    name: expect.stringContaining('InvalidParameterValue'),
  });
});
