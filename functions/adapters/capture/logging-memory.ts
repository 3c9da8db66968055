import { DeleteItemCommand, DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod/mini';
import { LoggingMemory } from '#core/invocation-logging/configuration.ts';
import { parseJson } from '#core/json/parse-json.ts';
import type { LoggingMemoryStore } from '#functions/ports.ts';

/** Its item has no `expiresAt`, so it stays; a claim can never have this id. */
const KEY = { id: { S: 'invocation-logging' } } as const;
const Item = z.object({ memory: z.object({ S: z.string() }) });

/** One item of the capture table. */
export function createLoggingMemory({
  tableName,
  client = new DynamoDBClient({}),
}: {
  readonly tableName: string;
  readonly client?: DynamoDBClient;
}): LoggingMemoryStore {
  const table = { TableName: tableName };
  return {
    read: async () => {
      const { Item: item } = await client.send(
        new GetItemCommand({ ...table, Key: KEY, ConsistentRead: true }),
      );
      return item && LoggingMemory.parse(parseJson(Item.parse(item).memory.S));
    },
    write: async (memory) => {
      const item = { ...KEY, memory: { S: JSON.stringify(memory) } };
      await client.send(new PutItemCommand({ ...table, Item: item }));
    },
    forget: async () => {
      await client.send(new DeleteItemCommand({ ...table, Key: KEY }));
    },
  };
}
