import {
  CreateSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clientOptions, type GetEndpoint, uniqueName } from './target.ts';

/** Secrets Manager with string secrets. */
export function describeSecretsManagerContract(getEndpoint: GetEndpoint): void {
  describe('Secrets Manager', () => {
    let client: SecretsManagerClient;

    beforeAll(() => {
      client = new SecretsManagerClient(clientOptions(getEndpoint));
    });

    afterAll(() => client.destroy());

    test('reads a secret by name and by ARN, and its new value after a change', async () => {
      const Name = uniqueName('pepper');
      const { ARN } = await client.send(new CreateSecretCommand({ Name, SecretString: 'first' }));
      const byName = await client.send(new GetSecretValueCommand({ SecretId: Name }));
      await client.send(new PutSecretValueCommand({ SecretId: ARN, SecretString: 'second' }));
      const byArn = await client.send(new GetSecretValueCommand({ SecretId: ARN }));

      expect(byName).toMatchObject({ ARN, Name, SecretString: 'first', VersionStages: ['AWSCURRENT'] });
      expect(byArn.SecretString).toBe('second');
      expect(byArn.VersionId).not.toBe(byName.VersionId);
    });

    test('describes a secret without its value', async () => {
      const Name = uniqueName('pepper');
      await client.send(new CreateSecretCommand({ Name, SecretString: 'value' }));

      const described = await client.send(new DescribeSecretCommand({ SecretId: Name }));

      expect(described).toMatchObject({ Name, ARN: expect.stringContaining(`:secret:${Name}-`) });
      expect(JSON.stringify(described)).not.toContain('value');
    });

    test('refuses a name that exists and one that does not', async () => {
      const Name = uniqueName('pepper');
      await client.send(new CreateSecretCommand({ Name, SecretString: 'value' }));

      await expect(
        client.send(new CreateSecretCommand({ Name, SecretString: 'value' })),
      ).rejects.toMatchObject({
        name: 'ResourceExistsException',
      });
      await expect(
        client.send(new GetSecretValueCommand({ SecretId: uniqueName('missing') })),
      ).rejects.toMatchObject({
        name: 'ResourceNotFoundException',
      });
    });
  });
}
