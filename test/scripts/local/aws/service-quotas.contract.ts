import { ListServiceQuotasCommand, ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clientOptions, type GetEndpoint } from './target.ts';

/** Service Quotas, on an account that holds what `account-fixture.ts` says. */
export function describeServiceQuotasContract(getEndpoint: GetEndpoint): void {
  describe('Service Quotas', () => {
    let client: ServiceQuotasClient;

    beforeAll(() => {
      client = new ServiceQuotasClient(clientOptions(getEndpoint));
    });

    afterAll(() => client.destroy());

    test('lists the quotas of Bedrock, page by page', async () => {
      const ask = (NextToken?: string) =>
        client.send(new ListServiceQuotasCommand({ ServiceCode: 'bedrock', MaxResults: 1, NextToken }));

      const first = await ask();
      const second = await ask(first.NextToken);

      expect(first.Quotas).toMatchObject([
        {
          ServiceCode: 'bedrock',
          QuotaName: 'On-demand model inference tokens per minute for Amazon Nova Lite',
          Value: 8_000_000,
        },
      ]);
      expect(second.Quotas).toHaveLength(1);
      expect(second.NextToken).toBeUndefined();
    });

    test('refuses a service that it does not know, and a token that it did not give', async () => {
      const of = (ServiceCode: string, NextToken?: string) =>
        client.send(new ListServiceQuotasCommand({ ServiceCode, NextToken }));

      await expect(of('nothing')).rejects.toThrow(
        expect.objectContaining({ name: 'NoSuchResourceException' }),
      );
      await expect(of('bedrock', 'no token')).rejects.toThrow(
        expect.objectContaining({ name: 'InvalidPaginationTokenException' }),
      );
    });
  });
}
