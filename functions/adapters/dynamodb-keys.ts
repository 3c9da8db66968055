import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  ScanCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { InvalidInputError } from '#core/errors.ts';
import type { KeyWriter, StoredKey } from '#functions/ports.ts';

const text = z.object({ S: z.string() });

const KeyItem = z.object({
  keyId: text,
  digest: text,
  tenant: text,
  label: text,
  createdAt: text,
  expiresAt: z.optional(text),
  revokedAt: z.optional(text),
});

/** The key table. Reads are strongly consistent so that a revocation counts from the next read on. */
export function createKeyStore({
  tableName,
  client = new DynamoDBClient({}),
}: {
  readonly tableName: string;
  readonly client?: DynamoDBClient;
}): KeyWriter {
  return {
    find: async (keyId) => {
      const { Item: item } = await client.send(
        new GetItemCommand({ TableName: tableName, Key: { keyId: { S: keyId } }, ConsistentRead: true }),
      );
      return item && toStoredKey(item);
    },
    create: async (key) => {
      await client
        .send(
          new PutItemCommand({
            TableName: tableName,
            Item: toItem(key),
            ConditionExpression: 'attribute_not_exists(keyId)',
          }),
        )
        .catch((error: unknown) => {
          if (error instanceof ConditionalCheckFailedException)
            throw new InvalidInputError(`Key ${key.keyId} exists already.`, { cause: error });
          throw error;
        });
    },
    list: () => listKeys(client, tableName),
    revoke: async (keyId, revokedAt) => {
      try {
        await client.send(
          new UpdateItemCommand({
            TableName: tableName,
            Key: { keyId: { S: keyId } },
            UpdateExpression: 'SET revokedAt = if_not_exists(revokedAt, :revokedAt)',
            ConditionExpression: 'attribute_exists(keyId)',
            ExpressionAttributeValues: { ':revokedAt': { S: revokedAt } },
          }),
        );
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      }
    },
  };
}

async function listKeys(client: DynamoDBClient, tableName: string): Promise<readonly StoredKey[]> {
  const keys: StoredKey[] = [];
  let start: Record<string, AttributeValue> | undefined;
  do {
    const page = await client.send(new ScanCommand({ TableName: tableName, ExclusiveStartKey: start }));
    keys.push(...(page.Items ?? []).map(toStoredKey));
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return keys;
}

function toStoredKey(item: Record<string, AttributeValue>): StoredKey {
  const { keyId, digest, tenant, label, createdAt, expiresAt, revokedAt } = KeyItem.parse(item);
  return {
    keyId: keyId.S,
    digest: digest.S,
    tenant: tenant.S,
    label: label.S,
    createdAt: createdAt.S,
    expiresAt: expiresAt?.S,
    revokedAt: revokedAt?.S,
  };
}

function toItem(key: StoredKey): Record<string, AttributeValue> {
  return Object.fromEntries(
    Object.entries(key).flatMap(([name, value]) => (value === undefined ? [] : [[name, { S: value }]])),
  );
}
