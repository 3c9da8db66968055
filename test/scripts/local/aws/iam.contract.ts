import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clientOptions, type GetEndpoint } from './target.ts';

/** IAM, on an account that holds what `account-fixture.ts` says. */
export function describeIamContract(getEndpoint: GetEndpoint): void {
  describe('IAM', () => {
    let client: IAMClient;

    beforeAll(() => {
      client = new IAMClient(clientOptions(getEndpoint));
    });

    afterAll(() => client.destroy());

    test('tells the permissions boundary of a role', async () => {
      const { Role } = await client.send(new GetRoleCommand({ RoleName: 'helper' }));

      expect(Role).toMatchObject({
        RoleName: 'helper',
        Path: '/agents/',
        PermissionsBoundary: { PermissionsBoundaryArn: 'arn:aws:iam::123456789012:policy/boundary' },
      });
      expect(Role?.Arn).toMatch(/^arn:aws:iam::\d{12}:role\/agents\/helper$/);
      expect(Role?.CreateDate).toBeInstanceOf(Date);
    });

    test('tells none of a role without one', async () => {
      const { Role } = await client.send(new GetRoleCommand({ RoleName: 'other' }));

      expect(Role?.PermissionsBoundary).toBeUndefined();
    });

    test('refuses a role that does not exist and a name that cannot be', async () => {
      await expect(client.send(new GetRoleCommand({ RoleName: 'missing' }))).rejects.toMatchObject({
        name: 'NoSuchEntityException',
      });
      await expect(client.send(new GetRoleCommand({ RoleName: 'a b' }))).rejects.toMatchObject({
        name: 'ValidationError',
      });
    });
  });
}
