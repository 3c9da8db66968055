import {
  CloudWatchClient,
  DeleteDashboardsCommand,
  GetDashboardCommand,
  ListDashboardsCommand,
  PutDashboardCommand,
} from '@aws-sdk/client-cloudwatch';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clientOptions, type GetEndpoint, uniqueName } from './target.ts';

const BODY = JSON.stringify({
  widgets: [
    { type: 'text', x: 0, y: 0, width: 24, height: 2, properties: { markdown: '# Grüße' } },
    { type: 'metric', properties: { metrics: [['Shop', 'Errors']], region: 'us-east-1' } },
  ],
});

/** CloudWatch dashboards. */
export function describeCloudWatchDashboardsContract(getEndpoint: GetEndpoint): void {
  describe('CloudWatch dashboards', () => {
    let client: CloudWatchClient;
    const put = async (DashboardBody = BODY) => {
      const DashboardName = uniqueName('dashboard');
      const { DashboardValidationMessages } = await client.send(
        new PutDashboardCommand({ DashboardName, DashboardBody }),
      );
      return { DashboardName, messages: DashboardValidationMessages ?? [] };
    };

    beforeAll(() => {
      client = new CloudWatchClient(clientOptions(getEndpoint));
    });

    afterAll(() => client.destroy());

    test('gives back a body as it was put', async () => {
      const { DashboardName, messages } = await put();

      expect(messages).toEqual([]);
      expect(await client.send(new GetDashboardCommand({ DashboardName }))).toMatchObject({
        DashboardName,
        DashboardBody: BODY,
        DashboardArn: expect.stringMatching(
          new RegExp(`^arn:aws:cloudwatch::\\d{12}:dashboard/${DashboardName}$`),
        ),
      });
    });

    test('lists it with its size', async () => {
      const { DashboardName } = await put();

      const { DashboardEntries } = await client.send(
        new ListDashboardsCommand({ DashboardNamePrefix: DashboardName }),
      );

      expect(DashboardEntries).toMatchObject([{ DashboardName, LastModified: expect.any(Date) }]);
      expect(DashboardEntries?.[0]?.Size).toBe(Buffer.byteLength(BODY));
    });

    test('refuses a body that is no dashboard', async () => {
      await expect(put('{"widgets":')).rejects.toMatchObject({
        name: expect.stringMatching(/^(InvalidParameterInput|DashboardInvalidInputError)$/),
      });
    });

    test('has none of another name', async () => {
      await expect(
        client.send(new GetDashboardCommand({ DashboardName: uniqueName('missing') })),
      ).rejects.toMatchObject({ name: expect.stringMatching(/^(ResourceNotFound|DashboardNotFoundError)$/) });
    });

    test('removes dashboards', async () => {
      const { DashboardName } = await put();
      await client.send(new DeleteDashboardsCommand({ DashboardNames: [DashboardName] }));

      await expect(client.send(new GetDashboardCommand({ DashboardName }))).rejects.toThrow();
    });
  });
}
