import {
  CloudWatchClient,
  GetMetricDataCommand,
  type MetricDataQuery,
  PutInsightRuleCommand,
} from '@aws-sdk/client-cloudwatch';
import { beforeAll, describe, expect, test } from 'vitest';
import { clientOptions } from './target.ts';
import { useEmbeddedAws } from './use-embedded-aws.ts';

const NOW_MS = Date.parse('2026-11-22T12:00:00Z');
const START_MS = NOW_MS - 60 * 60_000;
const PERIOD_MS = 300_000;

const getAws = useEmbeddedAws({ now: () => NOW_MS });
let client: CloudWatchClient;

beforeAll(() => {
  client = new CloudWatchClient(clientOptions(() => getAws().endpoint));
  const series: Readonly<Record<string, readonly (number | undefined)[]>> = {
    Calls: [100, 200, undefined, 400],
    Errors: [undefined, 20, undefined, 8],
    Depth: [-1.5, 2.5, 4.25, 8],
  };
  for (const [name, values] of Object.entries(series)) record(name, values);
  for (const [model, values] of Object.entries({ nova: [1, 2, 3], claude: [10, 20, 30], llama: [5] })) {
    record('Tokens', values, { Stage: 'prod', Model: model });
    record('Tokens', [1_000], { Stage: 'dev', Model: model });
  }
  record('TokensPerSecond', [7], { Stage: 'prod', Model: 'nova' });
  record('Tokens', [99], { Stage: 'prod' });
});

/** A value for each period from the start on. */
function record(
  metricName: string,
  values: readonly (number | undefined)[],
  dimensions: Readonly<Record<string, string>> = {},
): void {
  const add = getAws().openMetric({
    namespace: 'Shop',
    metricName,
    dimensions: Object.entries(dimensions).map(([name, value]) => ({ name, value })),
  });
  for (const [at, value] of values.entries()) if (value !== undefined) add(START_MS + at * PERIOD_MS, value);
}

const stat = (Id: string, MetricName: string): MetricDataQuery => ({
  Id,
  MetricStat: { Metric: { Namespace: 'Shop', MetricName }, Period: 300, Stat: 'Sum' },
  ReturnData: false,
});

async function ask(Expression: string, Label?: string) {
  const { MetricDataResults = [] } = await client.send(
    new GetMetricDataCommand({
      StartTime: new Date(START_MS),
      EndTime: new Date(START_MS + 4 * PERIOD_MS),
      ScanBy: 'TimestampAscending',
      MetricDataQueries: [
        { Id: 'result', Expression, Label, Period: 300 },
        stat('calls', 'Calls'),
        stat('errors', 'Errors'),
        stat('depth', 'Depth'),
      ],
    }),
  );
  return MetricDataResults.map(({ Label: label, Values: values = [], Timestamps: times = [] }) => ({
    label,
    values,
    periods: times.map((time) => (time.getTime() - START_MS) / PERIOD_MS),
  }));
}

/** Values by period; `null` where there is none. */
async function valuesOf(expression: string): Promise<readonly (number | null)[]> {
  const [only] = await ask(expression);
  return [0, 1, 2, 3].map((period) => only?.values[only.periods.indexOf(period)] ?? null);
}

describe('functions', () => {
  test.each([
    ['calls + errors', [null, 220, null, 408]],
    ['100 * FILL(errors, 0) / calls', [0, 10, null, 2]],
    ['SUM([FILL(calls, 0), FILL(errors, 0)])', [100, 220, 0, 408]],
    ['SUM([calls, errors])', [100, 220, null, 408]],
    ['SUM([calls, 1])', [101, 201, 1, 401]],
    ['SUM(METRICS())', [98.5, 222.5, 4.25, 416]],
    ['MAX(METRICS("s"))', [100, 200, null, 400]],
    ['FILL(calls, REPEAT)', [100, 200, 200, 400]],
    ['IF(calls >= 200, errors / calls)', [null, 0.1, null, 0.02]],
    ['IF(calls > 100, calls, 0)', [0, 200, null, 400]],
    ['RATE(calls)', [null, 100 / 300, null, 200 / 600]],
    ['DIFF(calls)', [null, 100, null, 200]],
    ['RUNNING_SUM(calls)', [100, 300, null, 700]],
    ['ABS(depth)', [1.5, 2.5, 4.25, 8]],
    ['CEIL(depth)', [-1, 3, 5, 8]],
    ['FLOOR(depth)', [-2, 2, 4, 8]],
    ['calls / PERIOD(calls)', [100 / 300, 200 / 300, null, 400 / 300]],
    ['TIME_SERIES(5)', [5, 5, 5, 5]],
    ['TIME_SERIES(SUM(errors))', [28, 28, 28, 28]],
    ['depth - AVG(depth)', [-4.8125, -0.8125, 0.9375, 4.6875]],
    ['0 * calls + DATAPOINT_COUNT(calls)', [3, 3, null, 3]],
    ['FIRST(METRICS())', [100, 200, null, 400]],
    ['LAST(METRICS())', [-1.5, 2.5, 4.25, 8]],
  ])('%s', async (expression, values) => {
    expect(await valuesOf(expression)).toEqual(values);
  });

  test.each(['NOTHING(calls)', 'calls +', 'FILL(calls)', 'missing', 'SORT(METRICS(), NEVER, ASC)', 'SUM()'])(
    'refuses %s',
    async (expression) => {
      await expect(ask(expression)).rejects.toMatchObject({ name: expect.stringContaining('Validation') });
    },
  );
});

describe('SEARCH', () => {
  const PROD = `{Shop,Stage,Model} MetricName="Tokens" Stage="prod"`;
  const labels = async (expression: string, label?: string) =>
    (await ask(expression, label)).map((line) => line.label);

  test('answers a line for each metric with the dimensions of the schema, named by what sets it apart', async () => {
    expect(await ask(`SEARCH('${PROD}', 'Sum', 300)`)).toEqual([
      { label: 'claude', values: [10, 20, 30], periods: [0, 1, 2] },
      { label: 'llama', values: [5], periods: [0] },
      { label: 'nova', values: [1, 2, 3], periods: [0, 1, 2] },
    ]);
  });

  test.each([
    ['part of a name', '{Shop,Stage,Model} tokens Stage=prod', 4],
    ['a whole name', '{Shop,Stage,Model} "Tokens" Stage=prod', 3],
    ['one of two values', `${PROD} Model=("nova" OR "llama")`, 2],
    ['all but a value', `${PROD} NOT Model="nova"`, 2],
    ['parentheses', `{Shop,Stage,Model} (MetricName="Tokens" AND (Model="nova" OR Model="claude"))`, 4],
    ['fewer dimensions', `{Shop,Stage} MetricName="Tokens"`, 1],
    ['no dimensions', '{Shop} Depth', 1],
    ['no schema', 'Namespace="Shop" MetricName="Calls"', 1],
    ['nothing that is there', '{Shop,Stage,Model} MetricName="None"', 0],
  ])('finds by %s', async (_, query, count) => {
    expect(await ask(`SEARCH('${query}', 'Sum', 300)`)).toHaveLength(count);
  });

  test.each(['{Shop,Stage', '', '{Shop} (Calls', '{Shop} "Calls'])('refuses %j', async (query) => {
    await expect(ask(`SEARCH('${query}', 'Sum', 300)`)).rejects.toMatchObject({
      name: expect.stringContaining('Validation'),
    });
  });

  test('has its own period', async () => {
    const [claude] = await ask(`SEARCH('${PROD} Model="claude"', 'Sum', 900)`);

    expect(claude?.values).toEqual([60]);
  });

  test('puts the label of the expression before that of the line', async () => {
    expect(await labels(`SEARCH('${PROD}', 'Sum', 300)`, 'Tokens of')).toEqual([
      'Tokens of claude',
      'Tokens of llama',
      'Tokens of nova',
    ]);
    expect(await labels(`SEARCH('${PROD}', 'Sum', 300)`, '')).toEqual(['claude', 'llama', 'nova']);
  });

  test('fills in dynamic labels', async () => {
    const PLACEHOLDERS = ["PROP('Dim.Model')", "PROP('Stat')", 'MAX', 'LAST', 'LABEL'];
    const label = PLACEHOLDERS.map((name) => `\${${name}}`).join(' ');

    expect((await labels(`SEARCH('${PROD} Model="nova"', 'Sum', 300)`, label))[0]).toBe(
      'nova Sum 3 3 Tokens',
    );
  });

  test('is sorted, cut and added up', async () => {
    const search = `SEARCH('${PROD}', 'Sum', 300)`;

    expect(await labels(`SORT(${search}, SUM, DESC, 2)`)).toEqual(['claude', 'nova']);
    expect(await labels(`SORT(${search}, MAX, ASC)`)).toEqual(['nova', 'llama', 'claude']);
    expect(await labels(`SLICE(${search}, 1)`)).toEqual(['llama', 'nova']);
    expect(await labels(`${search} * 2`)).toEqual(['claude', 'llama', 'nova']);
    expect(await valuesOf(`SUM(${search})`)).toEqual([16, 22, 33, null]);
    expect(await labels(`SUM(${search})`, 'All')).toEqual(['All']);
  });

  test('leaves out what has been silent for two weeks', async () => {
    record('Old', [1], { Stage: 'prod' });
    const add = getAws().openMetric({ namespace: 'Shop', metricName: 'Older', dimensions: [] });
    add(NOW_MS - 14.5 * 24 * 3_600_000, 1);

    expect(await ask(`SEARCH('{Shop,Stage} Old', 'Sum', 300)`)).toHaveLength(1);
    expect(await ask(`SEARCH('{Shop} Older', 'Sum', 300)`)).toEqual([]);
  });
});

test('reads the figures of a rule of Contributor Insights', async () => {
  const RuleDefinition = JSON.stringify({
    Schema: { Name: 'CloudWatchLogRule', Version: 1 },
    LogGroupNames: ['/shop/calls'],
    LogFormat: 'JSON',
    Contribution: { Keys: ['$.model'], Filters: [] },
    AggregateOn: 'Count',
  });
  await client.send(new PutInsightRuleCommand({ RuleName: 'calls by model', RuleDefinition }));
  for (const [at, model] of [
    [0, 'nova'],
    [0, 'nova'],
    [0, 'claude'],
    [2, 'nova'],
  ] as const)
    getAws().ingestLogEvent({
      logGroupName: '/shop/calls',
      logStreamName: 'one',
      timestampMs: START_MS + at * PERIOD_MS,
      message: JSON.stringify({ model }),
    });

  const figure = (name: string) => valuesOf(`INSIGHT_RULE_METRIC("calls by model", "${name}")`);

  expect(await figure('UniqueContributors')).toEqual([2, null, 1, null]);
  expect(await figure('MaxContributorValue')).toEqual([2, null, 1, null]);
  expect(await figure('Sum')).toEqual([3, null, 1, null]);
  await expect(figure('Nothing')).rejects.toMatchObject({ name: expect.stringContaining('Validation') });
});
