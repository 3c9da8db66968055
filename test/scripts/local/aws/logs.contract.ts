import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteSubscriptionFilterCommand,
  DescribeLogGroupsCommand,
  DescribeSubscriptionFiltersCommand,
  FilterLogEventsCommand,
  GetLogEventsCommand,
  PutLogEventsCommand,
  PutSubscriptionFilterCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clientOptions, type GetEndpoint, uniqueName } from './target.ts';

/** CloudWatch Logs: groups, streams, events and filters. */
export function describeLogsContract(getEndpoint: GetEndpoint): void {
  describe('CloudWatch Logs', () => {
    const group = { logGroupName: uniqueName('/waymark/contract') };
    const startMs = Date.now() - 60_000;
    const messages = [
      '{"level":"INFO","latencyMs":12}',
      '{"level":"ERROR","latencyMs":250}',
      'plain ERROR text',
    ];
    let client: CloudWatchLogsClient;

    beforeAll(async () => {
      client = new CloudWatchLogsClient(clientOptions(getEndpoint));
      await client.send(new CreateLogGroupCommand(group));
      await client.send(new CreateLogStreamCommand({ ...group, logStreamName: 'one' }));
      await client.send(
        new PutLogEventsCommand({
          ...group,
          logStreamName: 'one',
          logEvents: messages.map((message, index) => ({ message, timestamp: startMs + index })),
        }),
      );
    });

    afterAll(() => client.destroy());

    test('describes the group by its prefix', async () => {
      const { logGroups } = await client.send(
        new DescribeLogGroupsCommand({ logGroupNamePrefix: group.logGroupName }),
      );

      expect(logGroups).toMatchObject([
        { ...group, arn: expect.stringMatching(/^arn:aws:logs:.*:log-group:.*/) },
      ]);
    });

    test('reads a stream in the order of its events', async () => {
      const { events } = await client.send(
        new GetLogEventsCommand({ ...group, logStreamName: 'one', startFromHead: true }),
      );

      expect(events?.map(({ message }) => message)).toEqual(messages);
      expect(events?.map(({ timestamp }) => timestamp)).toEqual([startMs, startMs + 1, startMs + 2]);
    });

    test('keeps, describes and deletes a subscription filter', async () => {
      const filter = {
        filterName: 'all',
        filterPattern: '',
        destinationArn: 'arn:aws:lambda:us-east-1:123456789012:function:collector',
      };

      await client.send(new PutSubscriptionFilterCommand({ ...group, ...filter }));
      const { subscriptionFilters } = await client.send(new DescribeSubscriptionFiltersCommand(group));
      await client.send(new DeleteSubscriptionFilterCommand({ ...group, filterName: filter.filterName }));
      const after = await client.send(new DescribeSubscriptionFiltersCommand(group));

      expect(subscriptionFilters).toMatchObject([{ ...group, ...filter }]);
      expect(after.subscriptionFilters).toEqual([]);
    });

    test('filters events by a term', async () => {
      const { events } = await client.send(new FilterLogEventsCommand({ ...group, filterPattern: 'ERROR' }));

      expect(events?.map(({ message }) => message)).toEqual([messages[1], messages[2]]);
    });

    test('refuses a group that exists and one that does not', async () => {
      await expect(client.send(new CreateLogGroupCommand(group))).rejects.toMatchObject({
        name: 'ResourceAlreadyExistsException',
      });
      await expect(
        client.send(new FilterLogEventsCommand({ logGroupName: uniqueName('/missing') })),
      ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    });
  });
}
