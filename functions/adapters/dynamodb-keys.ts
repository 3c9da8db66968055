import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  ScanCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { Caps } from '#core/caps/caps.ts';
import { InvalidInputError } from '#core/errors.ts';
import type { KeyWriter, StoredKey } from '#functions/ports.ts';
import { jsonVariable } from './environment.ts';

const text = z.object({ S: z.string() });

const KeyItem = z.object({
  keyId: text,
  digest: text,
  tenant: text,
  label: text,
  createdAt: text,
  expiresAt: z.optional(text),
  revokedAt: z.optional(text),
  caps: z.optional(z.object({ S: jsonVariable(Caps) })),
});

/** The key table. Reads are strongly consistent so that a revocation counts from the next read on. */
export function createKeyStore({
  tableName,
  client = new DynamoDBClient({}),
}: {
  readonly tableName: string;
  readonly client?: DynamoDBClient;
}): KeyWriter {
  const update = async (change: Omit<UpdateItemCommandInput, 'TableName'>): Promise<boolean> => {
    try {
      await client.send(
        new UpdateItemCommand({
          TableName: tableName,
          ...change,
          ConditionExpression: 'attribute_exists(keyId)',
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  };
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
    revoke: (keyId, revokedAt) =>
      update({
        Key: { keyId: { S: keyId } },
        UpdateExpression: 'SET revokedAt = if_not_exists(revokedAt, :revokedAt)',
        ExpressionAttributeValues: { ':revokedAt': { S: revokedAt } },
      }),
    setCaps: (keyId, caps) =>
      update({
        Key: { keyId: { S: keyId } },
        UpdateExpression: 'SET caps = :caps',
        ExpressionAttributeValues: { ':caps': { S: JSON.stringify(caps) } },
      }),
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
  const { keyId, digest, tenant, label, createdAt, expiresAt, revokedAt, caps } = KeyItem.parse(item);
  return {
    keyId: keyId.S,
    digest: digest.S,
    tenant: tenant.S,
    label: label.S,
    createdAt: createdAt.S,
    expiresAt: expiresAt?.S,
    revokedAt: revokedAt?.S,
    caps: caps?.S,
  };
}

function toItem({ caps, ...texts }: StoredKey): Record<string, AttributeValue> {
  const all = { ...texts, caps: caps && JSON.stringify(caps) };
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, { S: value }]])),
  );
}
