import {
  CreateSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import type { Aws, Comparison } from './comparison.ts';

const SecretId = 'compared-secret';

const client = (aws: Aws) => new SecretsManagerClient({ ...aws, maxAttempts: 1 });

/** What the pepper needs of Secrets Manager. */
export const SECRETS_MANAGER: readonly Comparison[] = [
  {
    name: 'CreateSecret',
    call: (aws) => client(aws).send(new CreateSecretCommand({ Name: SecretId, SecretString: 'one' })),
  },
  {
    name: 'CreateSecret of a name that exists',
    call: (aws) => client(aws).send(new CreateSecretCommand({ Name: SecretId, SecretString: 'one' })),
  },
  { name: 'GetSecretValue', call: (aws) => client(aws).send(new GetSecretValueCommand({ SecretId })) },
  {
    name: 'GetSecretValue by ARN',
    call: async (aws) => {
      const { ARN } = await client(aws).send(new GetSecretValueCommand({ SecretId }));
      return client(aws).send(new GetSecretValueCommand({ SecretId: ARN }));
    },
  },
  {
    name: 'PutSecretValue',
    call: (aws) => client(aws).send(new PutSecretValueCommand({ SecretId, SecretString: 'two' })),
  },
  {
    name: 'GetSecretValue of the new value',
    call: (aws) => client(aws).send(new GetSecretValueCommand({ SecretId })),
  },
  {
    name: 'DescribeSecret',
    call: async (aws) => {
      const { Name, ARN, CreatedDate } = await client(aws).send(new DescribeSecretCommand({ SecretId }));
      return { Name, ARN, CreatedDate };
    },
  },
  {
    name: 'GetSecretValue of a secret that does not exist',
    call: (aws) => client(aws).send(new GetSecretValueCommand({ SecretId: 'none' })),
  },
];
