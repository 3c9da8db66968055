import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DescribeLogGroupsCommand,
  GetQueryResultsCommand,
  PutLogEventsCommand,
  StartQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clientOptions, type GetEndpoint, uniqueName } from './target.ts';

const MAX_POLLS = 100;

/** CloudWatch Logs Insights, and the pages of DescribeLogGroups. */
export function describeInsightsContract(getEndpoint: GetEndpoint): void {
  describe('CloudWatch Logs Insights', () => {
    const prefix = uniqueName('/waymark/insights');
    const logGroupName = `${prefix}/calls`;
    const startMs = Date.now() - 60_000;
    const calls = [
      { model: 'nova', latencyMs: 100, prompt: { id: 'P1', version: '1' }, tenant: 'a' },
      { model: 'nova', latencyMs: 300, prompt: { id: 'P1', version: '2' }, tenant: 'b' },
      { model: 'claude', latencyMs: 800, tenant: 'a', error: 'ThrottlingException: slow down' },
    ];
    const messages = [...calls.map((call) => JSON.stringify(call)), 'plain text with UserFeedback'];
    let client: CloudWatchLogsClient;

    const start = (queryString: string) =>
      client.send(
        new StartQueryCommand({
          logGroupName,
          queryString,
          startTime: Math.floor(startMs / 1_000) - 60,
          endTime: Math.floor(startMs / 1_000) + 120,
        }),
      );
    const finish = async (queryId: string | undefined) => {
      for (let poll = 0; poll < MAX_POLLS; poll += 1) {
        const answer = await client.send(new GetQueryResultsCommand({ queryId }));
        if (answer.status === 'Complete') return answer;
      }
      throw new Error('The query did not end.');
    };
    const rowsOf = async (queryString: string) => {
      const { results = [] } = await finish((await start(queryString)).queryId);
      return results.map((row) =>
        Object.fromEntries(
          row.filter(({ field }) => field !== '@ptr').map(({ field, value }) => [field, value]),
        ),
      );
    };

    beforeAll(async () => {
      client = new CloudWatchLogsClient(clientOptions(getEndpoint));
      await client.send(new CreateLogGroupCommand({ logGroupName }));
      await client.send(new CreateLogGroupCommand({ logGroupName: `${prefix}/other` }));
      await client.send(new CreateLogStreamCommand({ logGroupName, logStreamName: 'one' }));
      const logEvents = messages.map((message, at) => ({ message, timestamp: startMs + at }));
      await client.send(new PutLogEventsCommand({ logGroupName, logStreamName: 'one', logEvents }));
    });

    afterAll(() => client.destroy());

    test('shows the fields of the events that pass a filter', async () => {
      expect(await rowsOf('fields model, latencyMs | filter latencyMs > 100 | sort latencyMs asc')).toEqual([
        { model: 'nova', latencyMs: '300' },
        { model: 'claude', latencyMs: '800' },
      ]);
    });

    test('counts and adds up by a field', async () => {
      const rows = await rowsOf(
        'filter ispresent(model) | stats count(*) as calls, sum(latencyMs) as total by model | sort calls desc',
      );

      expect(rows).toEqual([
        { model: 'nova', calls: '2', total: '400' },
        { model: 'claude', calls: '1', total: '800' },
      ]);
    });

    test('finds text in messages', async () => {
      expect(await rowsOf('filter @message like "UserFeedback" | stats count(*) as lines')).toEqual([
        { lines: '1' },
      ]);
      expect(await rowsOf('filter @message like /Throttl.*slow/ | stats count(*) as lines')).toEqual([
        { lines: '1' },
      ]);
    });

    test('takes no more than asked for', async () => {
      expect(await rowsOf('fields @message | sort @timestamp asc | limit 2')).toEqual([
        { '@message': messages[0] },
        { '@message': messages[1] },
      ]);
    });

    test('tells what it read', async () => {
      const { statistics } = await finish((await start('fields @message')).queryId);

      expect(statistics?.recordsMatched).toBe(messages.length);
      expect(statistics?.recordsScanned).toBe(messages.length);
      expect(statistics?.bytesScanned).toBeGreaterThanOrEqual(messages.join('').length);
    });

    test('refuses what is no query, and groups and queries that do not exist', async () => {
      await expect(start('stats count(* by')).rejects.toMatchObject({ name: 'MalformedQueryException' });
      await expect(
        client.send(
          new StartQueryCommand({
            logGroupName: uniqueName('/missing'),
            queryString: 'fields @message',
            startTime: 1,
            endTime: 2,
          }),
        ),
      ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
      await expect(
        client.send(new GetQueryResultsCommand({ queryId: '00000000-0000-0000-0000-000000000000' })),
      ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    });

    test('pages through log groups', async () => {
      const first = await client.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: prefix, limit: 1 }));
      const second = await client.send(
        new DescribeLogGroupsCommand({ logGroupNamePrefix: prefix, limit: 1, nextToken: first.nextToken }),
      );

      expect(first.logGroups?.map((group) => group.logGroupName)).toEqual([`${prefix}/calls`]);
      expect(second.logGroups?.map((group) => group.logGroupName)).toEqual([`${prefix}/other`]);
      expect(second.nextToken).toBeUndefined();
    });
  });
}
