import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  GetQueryResultsCommand,
  type QueryCompileError,
  StartQueryCommand,
  StopQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LOCAL_PRINCIPAL } from '#scripts/local/aws/credentials.ts';
import type { GroupEvent } from '#scripts/local/aws/logs/insights/event-row.ts';
import { parseQuery } from '#scripts/local/aws/logs/insights/parse-query.ts';
import { runQuery } from '#scripts/local/aws/logs/insights/run-query.ts';
import { createLogs } from '#scripts/local/aws/logs/service.ts';
import { ServiceError } from '#scripts/local/aws/wire.ts';
import { ACCOUNT } from './account-fixture.ts';
import { describeInsightsContract } from './insights.contract.ts';
import { clientOptions } from './target.ts';
import { useEmbeddedAws } from './use-embedded-aws.ts';

const aws = useEmbeddedAws({ account: ACCOUNT });

describeInsightsContract(() => aws().endpoint);

const DAY_MS = 24 * 60 * 60_000;
const noon = Date.parse('2026-11-20T12:00:00Z');

const toEvent = (message: unknown, timestampMs = noon, logGroupName = '/group'): GroupEvent => ({
  logGroupName,
  event: {
    eventId: String(timestampMs),
    logStreamName: 'stream',
    timestampMs,
    ingestionMs: timestampMs,
    message: typeof message === 'string' ? message : JSON.stringify(message),
  },
});

const rowsOf = (query: string, events: readonly GroupEvent[]) =>
  runQuery(parseQuery(query), events).rows.map((row) =>
    Object.fromEntries(row.filter(({ field }) => field !== '@ptr').map(({ field, value }) => [field, value])),
  );

describe('conditions', () => {
  const event = toEvent({
    level: 'ERROR',
    latencyMs: 250,
    isStream: true,
    invocation: { prompt: { id: 'P1' } },
    list: [{ kind: 'x' }],
    'dotted.name': 'whole',
  });
  const passes = (condition: string): boolean => rowsOf(`filter ${condition}`, [event]).length === 1;

  test.each([
    ['level = "ERROR"', true],
    ["level = 'WARN'", false],
    ['level != "WARN"', true],
    ['missing != "x"', false],
    ['latencyMs > 100 and latencyMs < 300', true],
    ['latencyMs >= 250 and latencyMs <= 250', true],
    ['latencyMs > -1', true],
    ['latencyMs = "250"', true],
    ['level = "WARN" or latencyMs = 250', true],
    ['not level = "WARN"', true],
    ['not (level = "ERROR" or latencyMs = 1)', false],
    ['level = "X" and level = "X" or latencyMs = 250', true],
    ['level like /^ERR/', true],
    ['level =~ /err/', false],
    ['level like /(?i)err/', true],
    ['level not like "RRO"', false],
    ['level in ["WARN", "ERROR"]', true],
    ['latencyMs in [1, 250]', true],
    ['level not in ["WARN"]', true],
    ['level in []', false],
    ['ispresent(invocation.prompt.id)', true],
    ['ispresent(invocation.prompt.version)', false],
    ['ispresent(constructor)', false],
    ['invocation.prompt.id = "P1"', true],
    ['list.0.kind = "x"', true],
    ['dotted.name = "whole"', true],
    ['`dotted.name` = "whole"', true],
    ['isStream = 1', true],
    ['@message like "P1" # a comment', true],
    ['@logStream = "stream" AND @log like "/group"', true],
  ])('%s is %s', (condition, expected) => {
    expect(passes(condition)).toBe(expected);
  });
});

describe('aggregates', () => {
  const events = [
    ...[10, 20, 30, 40].map((value, at) => toEvent({ value, kind: at < 3 ? 'a' : 'b' }, noon + at)),
    toEvent({ kind: 'b' }, noon + DAY_MS),
  ];

  test('computes every function', () => {
    const query =
      'stats count(*), count(value) as counted, count_distinct(kind) as kinds, sum(value) as sum, avg(value) as avg, min(value) as min, max(value) as max, pct(value, 50) as half';

    expect(rowsOf(query, events)).toEqual([
      {
        'count(*)': '5',
        counted: '4',
        kinds: '2',
        sum: '100',
        avg: '25',
        min: '10',
        max: '40',
        half: '20',
      },
    ]);
  });

  test('divides one aggregate by another, and has nothing where there is nothing to divide by', () => {
    const query = 'stats sum(value) / count_distinct(kind) as each, sum(value)/sum(none) as nothing by kind';

    expect(rowsOf(`${query} | sort kind asc`, events)).toEqual([
      { kind: 'a', each: '60' },
      { kind: 'b', each: '40' },
    ]);
  });

  test('groups by fields and periods', () => {
    const rows = rowsOf('stats count(*) as calls by bin(1d) as day, kind | sort day asc, calls desc', events);

    expect(rows).toEqual([
      { day: '2026-11-20 00:00:00.000', kind: 'a', calls: '3' },
      { day: '2026-11-20 00:00:00.000', kind: 'b', calls: '1' },
      { day: '2026-11-21 00:00:00.000', kind: 'b', calls: '1' },
    ]);
  });

  test('names a period as it was written', () => {
    expect(rowsOf('stats sum(value) by bin( 5m )', events.slice(0, 1))).toEqual([
      { 'bin( 5m )': '2026-11-20 12:00:00.000', 'sum(value)': '10' },
    ]);
  });

  test('keeps events without the field as a group without it, and leaves a sum of nothing out', () => {
    expect(rowsOf('stats sum(value) as total, count(*) as calls by value', events.slice(4))).toEqual([
      { calls: '1' },
    ]);
  });

  test('aggregates and filters what was aggregated', () => {
    const query = 'stats sum(value) as total by kind | filter total > 50 | stats max(total) as most';

    expect(rowsOf(query, events)).toEqual([{ most: '60' }]);
  });

  test('gives no row for no event', () => {
    expect(rowsOf('stats count(*) as calls', [])).toEqual([]);
  });
});

describe('fields', () => {
  test('shows time and message, the newest first, when nothing else is asked for', () => {
    expect(rowsOf('filter ispresent(@message)', [toEvent('old', noon), toEvent('new', noon + 1)])).toEqual([
      { '@timestamp': '2026-11-20 12:00:00.001', '@message': 'new' },
      { '@timestamp': '2026-11-20 12:00:00.000', '@message': 'old' },
    ]);
  });

  test('shows the fields of all commands, under other names too, with a pointer to the event', () => {
    const query = parseQuery('fields a as first | fields b, first | sort first desc');

    const { rows } = runQuery(query, [toEvent({ a: 1, b: 2 })]);

    expect(rows).toEqual([
      [
        { field: 'first', value: '1' },
        { field: 'b', value: '2' },
        { field: '@ptr', value: String(noon) },
      ],
    ]);
  });

  test("reads Lambda's own lines in Lambda's groups only", () => {
    const line =
      'REPORT RequestId: abc\tDuration: 12.50 ms\tBilled Duration: 13 ms\tMemory Size: 512 MB\tMax Memory Used: 90 MB\t';
    const query = 'filter @type = "REPORT" | stats max(@maxMemoryUsed) as most, max(@duration) as longest';

    expect(rowsOf(query, [toEvent(line, noon, '/aws/lambda/gateway')])).toEqual([
      { most: '90000000', longest: '12.5' },
    ]);
    expect(rowsOf(query, [toEvent(line, noon, '/other')])).toEqual([]);
  });
});

describe('what is refused', () => {
  const refusal = (query: string): ServiceError => {
    try {
      parseQuery(query);
    } catch (error) {
      if (error instanceof ServiceError) return error;
      throw error;
    }
    throw new Error(`${query} was taken.`);
  };

  test.each([
    ['parse @message "*" as x', 'the command parse'],
    ['fields @message | dedup x', 'the command dedup'],
    ['fields strlen(x)', 'the function strlen'],
    ['stats stddev(x)', 'the function stddev'],
    ['stats sum(a + b)', 'an expression in sum()'],
    ['stats count(*) by bin(1w)', 'periods in w'],
    ['filter strlen(a) > 1', 'the function strlen in a filter'],
    ['sort bin(1d)', 'sorting by the function bin'],
  ])('%s: by its name', (query, what) => {
    expect(refusal(query)).toMatchObject({
      type: 'MalformedQueryException',
      message: expect.stringContaining(what),
    });
  });

  test.each([
    '',
    '|',
    'fields',
    'fields a,',
    'filter',
    'filter a',
    'filter a =',
    'filter a = 1 b',
    'filter (a = 1',
    'filter a like',
    'filter a like /(/',
    'filter a in [1',
    'filter a not = 1',
    'stats count(*',
    'stats count(*) by',
    'stats pct(a, 101)',
    'stats count(*) by bin(0m)',
    'limit 0',
    'limit 1.5',
    'limit 20000',
    'fields "a"',
    'fields a ~ b',
    `filter ${'('.repeat(200)}a = 1${')'.repeat(200)}`,
    `filter ${'not '.repeat(200)}a = 1`,
    `fields ${'a, '.repeat(5_000)}a`,
  ])('%s', (query) => {
    expect(refusal(query).type).toBe('MalformedQueryException');
  });
});

describe('any text', () => {
  const word = fc.constantFrom(
    ...[
      'fields',
      'filter',
      'stats',
      'sort',
      'limit',
      '|',
      'a',
      '@message',
      'b.c',
      '"x"',
      "'y'",
      '5',
      '-',
      '1d',
    ],
    ...[
      'count(*)',
      'sum(',
      'bin(',
      'pct(',
      '(',
      ')',
      '[',
      ']',
      ',',
      '=',
      '!=',
      '<',
      'like',
      '/a+/',
      '/(',
      'in',
    ],
    ...['and', 'or', 'not', 'ispresent(', 'by', 'as', 'desc', '#', '\n', '`q`', '"', '\\'],
  );
  const query = fc.oneof(
    fc.string({ maxLength: 200 }),
    fc.array(word, { maxLength: 25 }).map((words) => words.join(' ')),
  );
  const message = fc.oneof(fc.string(), fc.json());

  test('is a query that runs, or is refused with the error of a malformed query', () => {
    fc.assert(
      fc.property(query, fc.array(message, { maxLength: 5 }), (text, messages) => {
        try {
          runQuery(
            parseQuery(text),
            messages.map((each) => toEvent(each)),
          );
        } catch (error) {
          expect(error).toMatchObject({ name: 'ServiceError', type: 'MalformedQueryException' });
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('properties of results', () => {
  const events = fc.array(
    fc.record({ kind: fc.constantFrom('a', 'b', 'c'), value: fc.integer({ min: -1_000, max: 1_000 }) }),
    { maxLength: 30 },
  );

  test('groups partition the events', () => {
    fc.assert(
      fc.property(events, (list) => {
        const rows = rowsOf(
          'stats count(*) as n, sum(value) as total by kind',
          list.map((each) => toEvent(each)),
        );

        expect(rows.reduce((sum, { n }) => sum + Number(n), 0)).toBe(list.length);
        expect(rows.reduce((sum, { total }) => sum + Number(total), 0)).toBe(
          list.reduce((sum, { value }) => sum + value, 0),
        );
      }),
    );
  });

  test('a filter and its negation share the events out', () => {
    fc.assert(
      fc.property(events, fc.integer({ min: -1_000, max: 1_000 }), (list, limit) => {
        const all = list.map((each) => toEvent(each));
        const matching = rowsOf(`filter value >= ${limit}`, all).length;

        expect(matching + rowsOf(`filter not (value >= ${limit})`, all).length).toBe(list.length);
        expect(matching).toBe(list.filter(({ value }) => value >= limit).length);
      }),
    );
  });
});

describe('the life of a query', () => {
  const group = { logGroupName: 'aws/spans', startTime: 0, endTime: 1 };
  let client: CloudWatchLogsClient;

  beforeAll(() => {
    client = new CloudWatchLogsClient(clientOptions(() => aws().endpoint));
  });

  afterAll(() => client.destroy());

  test('runs at the first look and is complete at the second', async () => {
    const { queryId } = await client.send(
      new StartQueryCommand({ ...group, queryString: 'fields @message' }),
    );

    const [first, second] = [
      await client.send(new GetQueryResultsCommand({ queryId })),
      await client.send(new GetQueryResultsCommand({ queryId })),
    ];

    expect([first.status, second.status]).toEqual(['Running', 'Complete']);
    expect(second.statistics).toMatchObject({ recordsMatched: 0, bytesScanned: 0 });
  });

  test('can be stopped once', async () => {
    const { queryId } = await client.send(
      new StartQueryCommand({ ...group, queryString: 'fields @message' }),
    );

    expect((await client.send(new StopQueryCommand({ queryId }))).success).toBe(true);
    expect((await client.send(new GetQueryResultsCommand({ queryId }))).status).toBe('Cancelled');
    await expect(client.send(new StopQueryCommand({ queryId }))).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
  });

  test('says where a malformed query breaks', async () => {
    const failure: unknown = await client
      .send(new StartQueryCommand({ ...group, queryString: 'fields a | parse b' }))
      .catch((error: unknown) => error);

    const { queryCompileError } = failure as { queryCompileError?: QueryCompileError };
    expect(queryCompileError?.location).toEqual({ startCharOffset: 10, endCharOffset: 16 });
    expect(queryCompileError?.message).toContain('the command parse');
  });

  test('takes groups by ARN, and refuses none, two ways at once and a range without length', async () => {
    const start = (input: Partial<ConstructorParameters<typeof StartQueryCommand>[0]>) =>
      client.send(new StartQueryCommand({ queryString: 'fields a', startTime: 0, endTime: 1, ...input }));
    const arn = 'arn:aws:logs:us-east-1:123456789012:log-group:aws/spans';

    expect((await start({ logGroupIdentifiers: [arn] })).queryId).toBeDefined();
    for (const wrong of [
      {},
      { logGroupName: 'aws/spans', logGroupNames: ['aws/spans'] },
      { ...group, startTime: 5, endTime: 5 },
    ])
      await expect(start(wrong)).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  test('shows the settings of log groups, and refuses two ways to look for them', async () => {
    const { logGroups } = await client.send(
      new DescribeLogGroupsCommand({ logGroupNamePattern: 'invocations' }),
    );
    const { logGroups: spans } = await client.send(
      new DescribeLogGroupsCommand({ logGroupNamePrefix: 'aws/spans' }),
    );

    expect(logGroups).toMatchObject([
      { retentionInDays: 90, dataProtectionStatus: 'ACTIVATED', kmsKeyId: expect.stringContaining(':key/') },
    ]);
    expect(spans).toMatchObject([{ storedBytes: 4_096 }]);
    expect(spans?.[0]?.retentionInDays).toBeUndefined();
    await expect(
      client.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: 'a', logGroupNamePattern: 'b' })),
    ).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  test('ends a pattern that takes too long', async () => {
    const logs = createLogs({ now: () => noon, onEvent: () => {}, queryTimeoutMs: 50 });
    logs.ingest({ logGroupName: 'g', logStreamName: 's', timestampMs: noon, message: `${'a'.repeat(60)}b` });
    const call = async (operation: string, body: unknown) => {
      const request = {
        method: 'POST',
        path: '/',
        query: '',
        headers: { 'x-amz-target': `Logs_20140328.${operation}` },
        body: Buffer.from(JSON.stringify(body)),
        signal: new AbortController().signal,
      };
      const answer = await logs.service.handle(request, LOCAL_PRINCIPAL);
      return JSON.parse(String(answer.body)) as { queryId?: string; status?: string };
    };

    const { queryId } = await call('StartQuery', {
      logGroupName: 'g',
      queryString: 'filter @message like /^(a+)+$/',
      startTime: 0,
      endTime: noon,
    });

    expect((await call('GetQueryResults', { queryId })).status).toBe('Timeout');
  });
});

describe('expressions', () => {
  const event = toEvent({ cost: 0.000123, tokens: 3, nested: { cost: 2 } });

  test.each([
    ['floor(cost * 1000000000000 + 0.5)', '123000000'],
    ['ceil(cost) + abs(1 - tokens) * 2', '5'],
    ['coalesce(nested.cost, cost)', '2'],
    ['coalesce(missing, nested.none, cost)', '0.000123'],
    ['(tokens + 1) * 2', '8'],
  ])('%s is %s', (expression, expected) => {
    expect(rowsOf(`fields ${expression} as value`, [event])).toEqual([{ value: expected }]);
  });

  test('with a missing field have no value, so that they are not counted', () => {
    const rows = rowsOf(
      'fields floor(missing * 2) as x | stats count(x) as some, count(*) as all, sum(x) as sum',
      [event],
    );

    expect(rows).toEqual([{ some: '0', all: '1' }]);
  });

  test('group rows too', () => {
    expect(rowsOf('stats count(*) as calls by tokens * 2, bin(1d)', [event])).toEqual([
      { 'tokens * 2': '6', 'bin(1d)': '2026-11-20 00:00:00.000', calls: '1' },
    ]);
  });

  test.each(['fields floor(cost', 'fields round(cost)', 'fields cost *', 'fields (cost'])(
    '%s is refused',
    (query) => {
      expect(() => parseQuery(query)).toThrow(ServiceError);
    },
  );
});
