import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, test, vi } from 'vitest';
import { readInvocationLine } from '#core/invocation/read-line.ts';
import { LOCAL_CREDENTIALS } from '#scripts/local/aws/credentials.ts';
import { functionNamed } from '#scripts/local/teams/place.ts';
import { loadStackTemplate, teamNamed, useTeams } from './team-under-test.ts';

const NOW_MS = Date.parse('2026-11-18T15:20:00.000Z');
const DAY_MS = 86_400_000;
const startTeam = useTeams();

const clientOptions = (endpoint: string) => ({
  endpoint,
  region: 'us-east-1',
  credentials: LOCAL_CREDENTIALS,
});

async function requestsByDay(endpoint: string): Promise<readonly number[]> {
  const client = new CloudWatchClient(clientOptions(endpoint));
  const Metric = {
    Namespace: 'Waymark',
    MetricName: 'Requests',
    Dimensions: [{ Name: 'Stage', Value: 'prod' }],
  };
  const { MetricDataResults: [result] = [] } = await client.send(
    new GetMetricDataCommand({
      StartTime: new Date(NOW_MS - 15 * DAY_MS),
      EndTime: new Date(NOW_MS),
      ScanBy: 'TimestampAscending',
      MetricDataQueries: [{ Id: 'm', MetricStat: { Metric, Period: 86_400, Stat: 'Sum' } }],
    }),
  );
  client.destroy();
  return result?.Values ?? [];
}

describe('a history', () => {
  test('is the same for the same seed and time, and another one for another seed', async () => {
    const options = { nowMs: NOW_MS };
    const [one, same, other] = [
      await startTeam(teamNamed('kite'), options),
      await startTeam(teamNamed('kite'), options),
      await startTeam(teamNamed('kite'), { ...options, seed: 2 }),
    ];

    expect(same.history).toEqual(one.history);
    expect(await requestsByDay(same.aws.endpoint)).toEqual(await requestsByDay(one.aws.endpoint));
    expect(other.history).not.toEqual(one.history);
  });

  test('fills fourteen days, fewer calls on the weekend of people at desks', async () => {
    const { aws, history } = await startTeam(teamNamed('kite'), { nowMs: NOW_MS });

    const days = await requestsByDay(aws.endpoint);

    // from Thursday the 5th on; 7 and 8, 14 and 15 are a weekend
    expect(days).toHaveLength(14);
    expect(days.reduce((sum, day) => sum + day, 0)).toBe(history.throughGateway);
    const weekend = [2, 3, 9, 10].map((day) => days[day] ?? 0);
    const working = [0, 1, 4, 5, 6, 7, 8, 11, 12].map((day) => days[day] ?? 0);
    expect(Math.max(...weekend)).toBeLessThan(Math.min(...working));
  });

  test('holds what really happens: retries, fallbacks, attacks, tools, streams, refusals', async () => {
    const { aws, history } = await startTeam(teamNamed('ferry'), { nowMs: NOW_MS });
    const { logGroupName } = functionNamed(await loadStackTemplate(), 'gateway');
    const client = new CloudWatchLogsClient(clientOptions(aws.endpoint));

    const groups = ['', '-test', '-dev'].map((stage) => `${logGroupName}${stage}`); // the assessed stage has the plain one
    const answers = await Promise.all(
      groups.map((name) =>
        client.send(
          new FilterLogEventsCommand({
            logGroupName: name,
            limit: 10_000,
            startTime: 0,
            endTime: NOW_MS + DAY_MS,
          }),
        ),
      ),
    );
    client.destroy();
    const events = answers.flatMap(({ events: found = [] }) => found);

    const records = events.map(({ message = '' }) => readInvocationLine(JSON.parse(message)));
    const share = (matches: (record: (typeof records)[number]) => boolean): number =>
      records.filter(matches).length / records.length;
    expect(records).toHaveLength(history.throughGateway);
    expect(history.throughGateway).toBeGreaterThan(1_500);
    expect(share(({ attempts }) => attempts > 1)).toBeGreaterThan(0.01);
    expect(share(({ fallbackFrom }) => fallbackFrom !== undefined)).toBeGreaterThan(0.001);
    expect(share(({ outcome }) => outcome === 'guardrail_intervened')).toBeGreaterThan(0.005);
    expect(share(({ toolCalls }) => toolCalls > 0)).toBeGreaterThan(0.005);
    expect(share(({ stream }) => stream)).toBeGreaterThan(0.5);
    expect(share(({ outcome }) => outcome === 'success')).toBeGreaterThan(0.9);
    const streams = records.filter(({ timeToFirstTokenMs }) => timeToFirstTokenMs !== undefined);
    for (const { timeToFirstTokenMs = 0, latencyMs } of streams)
      expect(timeToFirstTokenMs).toBeLessThanOrEqual(latencyMs ?? 0);
    expect(new Set(records.map(({ stage }) => stage))).toEqual(new Set(['prod', 'test', 'dev']));
  });

  test('prints nothing', async () => {
    const print = vi.spyOn(process.stdout, 'write');

    await startTeam(teamNamed('kite'), { nowMs: NOW_MS });

    expect(print.mock.calls.filter(([text]) => String(text).includes('"invocation"'))).toEqual([]);
    print.mockRestore();
  });
});
