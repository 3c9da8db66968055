import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, test } from 'vitest';
import { createLogReader } from '#adapters/cloudwatch-logs-query.ts';
import { serviceFailure, stubClient } from '../support/stub-client.ts';

const request = {
  logGroup: 'gateway',
  query: 'stats count(*) as calls',
  window: { start: '2026-11-20T00:00:00.000Z', end: '2026-11-21T12:00:00.000Z' },
  signal: new AbortController().signal,
};

/** A reader whose query goes through `states` and then keeps the last. */
function createReader(...states: readonly unknown[]) {
  const left = [...states];
  const sleeps: number[] = [];
  const { client, calls } = stubClient(new CloudWatchLogsClient({ region: 'us-east-1' }), ({ command }) => {
    if (command === 'StartQueryCommand') return { queryId: 'query-1' };
    const state = left.length > 1 ? left.shift() : left[0];
    if (state instanceof Error) throw state;
    return state;
  });
  const clock = {
    sleep: async (durationMs: number) => {
      sleeps.push(durationMs);
    },
  };
  return { calls, sleeps, reader: createLogReader({ client, clock, call: (_action, send) => send() }) };
}

const row = [
  { field: 'calls', value: '12' },
  { field: '@ptr', value: 'x' },
];

describe('a query', () => {
  test('of a log group that does not exist says so', async () => {
    const { client } = stubClient(new CloudWatchLogsClient({ region: 'us-east-1' }), () => {
      throw serviceFailure('ResourceNotFoundException', 400);
    });
    const clock = { sleep: async () => undefined };
    const reader = createLogReader({ client, clock, call: (_action, send) => send() });

    expect(await reader.query(request)).toEqual({
      status: 'unknown',
      reason: 'failed',
      detail: 'The log group gateway does not exist in this account and Region.',
    });
  });

  test('is asked for until it is complete', async () => {
    const { reader, sleeps, calls } = createReader(
      { status: 'Scheduled', results: [] },
      { status: 'Running', results: [] },
      { status: 'Complete', results: [row] },
    );

    const answer = await reader.query(request);

    expect(answer).toEqual({ status: 'known', rows: [{ calls: '12', '@ptr': 'x' }] });
    expect(sleeps).toEqual([500, 500]);
    expect(calls[0]?.input).toMatchObject({
      logGroupName: 'gateway',
      queryString: request.query,
      startTime: Date.parse(request.window.start) / 1000,
      endTime: Date.parse(request.window.end) / 1000,
    });
  });

  test.each(['Failed', 'Cancelled', 'Timeout', 'Unknown'])('that ends as %s is unknown', async (status) => {
    const answer = await createReader({ status, results: [] }).reader.query(request);

    expect(answer).toEqual({
      status: 'unknown',
      reason: 'failed',
      detail: `The Logs Insights query ended as ${status}.`,
    });
  });

  test('that never ends is given up', async () => {
    const { reader, calls } = createReader({ status: 'Running', results: [] });

    expect(await reader.query(request)).toMatchObject({ status: 'unknown', reason: 'failed' });
    expect(calls.length).toBeLessThan(100);
  });

  test('that is refused is unknown by its permission', async () => {
    const { reader } = createReader(serviceFailure('AccessDeniedException', 400));

    expect(await reader.query(request)).toMatchObject({
      reason: 'denied',
      permission: 'logs:GetQueryResults',
    });
  });
});
