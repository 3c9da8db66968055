import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clientOptions, type GetEndpoint } from './target.ts';

/** Security Token Service. */
export function describeSecurityTokenContract(getEndpoint: GetEndpoint): void {
  describe('Security Token Service', () => {
    let client: STSClient;

    beforeAll(() => {
      client = new STSClient(clientOptions(getEndpoint));
    });

    afterAll(() => client.destroy());

    test('tells who is calling', async () => {
      const identity = await client.send(new GetCallerIdentityCommand({}));

      expect(identity.Account).toMatch(/^\d{12}$/);
      expect(identity.Arn).toMatch(/^arn:aws:(?:iam|sts)::\d{12}:/);
      expect(identity.UserId).toMatch(/\S/);
    });
  });
}
