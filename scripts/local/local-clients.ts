import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { createKeyStore } from '#adapters/dynamodb-keys.ts';
import { createPepperSource } from '#adapters/pepper.ts';
import type { KeyWriter, PepperSource } from '#functions/ports.ts';
import { LOCAL_CREDENTIALS } from './aws/credentials.ts';

/** Where the embedded AWS is, and which resources hold the keys. */
export interface LocalKeysPlace {
  readonly endpoint: string;
  readonly region: string;
  readonly keysTableName: string;
  readonly hashSecretArn: string;
}

/** Key store and pepper of a local stack, by the same adapters as in AWS. */
export interface LocalKeys {
  readonly keys: KeyWriter;
  readonly pepper: PepperSource;
  readonly destroy: () => void;
}

export function connectLocalKeys({
  endpoint,
  region,
  keysTableName,
  hashSecretArn,
}: LocalKeysPlace): LocalKeys {
  const configuration = { endpoint, region, credentials: LOCAL_CREDENTIALS };
  const dynamoDb = new DynamoDBClient(configuration);
  const secretsManager = new SecretsManagerClient(configuration);
  return {
    keys: createKeyStore({ tableName: keysTableName, client: dynamoDb }),
    pepper: createPepperSource({ secretArn: hashSecretArn, client: secretsManager }),
    destroy: () => {
      dynamoDb.destroy();
      secretsManager.destroy();
    },
  };
}
