import {
  CloudTrailClient,
  DescribeTrailsCommand,
  type Event,
  GetTrailStatusCommand,
  type LookupAttribute,
  LookupEventsCommand,
  type LookupEventsCommandInput,
  paginateLookupEvents,
} from '@aws-sdk/client-cloudtrail';
import {
  CreateSecretCommand,
  DescribeSecretCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clientOptions, type GetEndpoint, uniqueName } from './target.ts';

/** CloudTrail's event history. */
export function describeCloudTrailContract(getEndpoint: GetEndpoint): void {
  describe('CloudTrail', () => {
    let client: CloudTrailClient;
    let requestIds: readonly (string | undefined)[];
    const lookup = (input: LookupEventsCommandInput) => client.send(new LookupEventsCommand(input));
    const lookupAll = async (LookupAttributes: LookupAttribute[]) => {
      const events: Event[] = [];
      for await (const page of paginateLookupEvents({ client }, { LookupAttributes })) {
        events.push(...(page.Events ?? []));
      }
      return events;
    };
    const byEventSource = (AttributeValue: string) => [
      { AttributeKey: 'EventSource' as const, AttributeValue },
    ];
    const byName = (AttributeValue: string) => [{ AttributeKey: 'EventName' as const, AttributeValue }];

    beforeAll(async () => {
      client = new CloudTrailClient(clientOptions(getEndpoint));
      const secrets = new SecretsManagerClient(clientOptions(getEndpoint));
      const created = await secrets.send(
        new CreateSecretCommand({ Name: uniqueName('audited'), SecretString: 'hidden' }),
      );
      const described = await secrets.send(new DescribeSecretCommand({ SecretId: created.ARN }));
      requestIds = [created, described].map(({ $metadata }) => $metadata.requestId);
      secrets.destroy();
    });

    afterAll(() => client.destroy());

    test('remembers who called what, when, and whether it changed something', async () => {
      const events = await lookupAll(byName('CreateSecret'));
      const created = events.find(({ CloudTrailEvent = '' }) =>
        CloudTrailEvent.includes(`"${requestIds[0]}"`),
      );
      const record = JSON.parse(created?.CloudTrailEvent ?? '');

      expect(created).toMatchObject({
        EventName: 'CreateSecret',
        EventSource: 'secretsmanager.amazonaws.com',
        ReadOnly: 'false',
        Username: expect.stringMatching(/\S/),
      });
      expect(Math.abs((created?.EventTime?.getTime() ?? 0) - Date.now())).toBeLessThan(60_000);
      expect(record).toMatchObject({
        eventID: created?.EventId,
        requestID: requestIds[0],
        eventName: 'CreateSecret',
        eventSource: 'secretsmanager.amazonaws.com',
        userIdentity: { arn: expect.stringMatching(/^arn:aws:(iam|sts)::\d{12}:/) },
      });
      expect(created?.CloudTrailEvent).not.toContain('hidden');
    });

    test('lists the newest first', async () => {
      const events = await lookupAll(byEventSource('secretsmanager.amazonaws.com'));
      const ours = events.filter(({ CloudTrailEvent = '{}' }) =>
        requestIds.includes(JSON.parse(CloudTrailEvent).requestID),
      );
      const times = events.map(({ EventTime }) => EventTime?.getTime() ?? 0);

      expect(ours.map(({ EventName }) => EventName)).toEqual(['DescribeSecret', 'CreateSecret']);
      expect(times).toEqual(times.toSorted((one, other) => other - one));
    });

    test('keeps to the times asked for', async () => {
      const LookupAttributes = byName('CreateSecret');
      const [past, future] = [new Date(Date.now() - 3_600_000), new Date(Date.now() + 3_600_000)];

      expect((await lookup({ LookupAttributes, StartTime: past, EndTime: future })).Events).not.toEqual([]);
      expect((await lookup({ LookupAttributes, EndTime: past })).Events ?? []).toEqual([]);
      expect((await lookup({ LookupAttributes: byName('NothingOfThisName') })).Events ?? []).toEqual([]);
    });

    test('names a trail that is missing', async () => {
      const Name = uniqueName('missing');

      await expect(client.send(new GetTrailStatusCommand({ Name }))).rejects.toMatchObject({
        name: 'TrailNotFoundException',
      });
      expect(
        (await client.send(new DescribeTrailsCommand({ trailNameList: [Name] }))).trailList ?? [],
      ).toEqual([]);
    });
  });
}
