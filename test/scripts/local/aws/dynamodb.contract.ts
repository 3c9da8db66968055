import {
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  ScanCommand,
  UpdateItemCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clientOptions, type GetEndpoint, uniqueName } from './target.ts';

/** DynamoDB as the key table uses it. */
export function describeDynamoDbContract(getEndpoint: GetEndpoint): void {
  describe('DynamoDB', () => {
    const TableName = uniqueName('keys');
    const item = { keyId: { S: 'abc' }, tenant: { S: 'acme' } };
    let client: DynamoDBClient;

    beforeAll(async () => {
      client = new DynamoDBClient(clientOptions(getEndpoint));
      await client.send(
        new CreateTableCommand({
          TableName,
          BillingMode: 'PAY_PER_REQUEST',
          AttributeDefinitions: [{ AttributeName: 'keyId', AttributeType: 'S' }],
          KeySchema: [{ AttributeName: 'keyId', KeyType: 'HASH' }],
        }),
      );
      await waitUntilTableExists({ client, maxWaitTime: 10, minDelay: 1, maxDelay: 1 }, { TableName });
      await client.send(new PutItemCommand({ TableName, Item: item }));
    });

    afterAll(() => client.destroy());

    test('reads an item by its key and nothing for another key', async () => {
      const found = await client.send(
        new GetItemCommand({ TableName, Key: { keyId: { S: 'abc' } }, ConsistentRead: true }),
      );
      const missing = await client.send(new GetItemCommand({ TableName, Key: { keyId: { S: 'other' } } }));

      expect(found.Item).toEqual(item);
      expect(missing.Item).toBeUndefined();
    });

    test('refuses to create an item twice', async () => {
      const again = new PutItemCommand({
        TableName,
        Item: item,
        ConditionExpression: 'attribute_not_exists(keyId)',
      });

      await expect(client.send(again)).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
    });

    test('updates an attribute once and finds it in a scan', async () => {
      const revoke = (at: string) =>
        client.send(
          new UpdateItemCommand({
            TableName,
            Key: { keyId: { S: 'abc' } },
            UpdateExpression: 'SET revokedAt = if_not_exists(revokedAt, :revokedAt)',
            ConditionExpression: 'attribute_exists(keyId)',
            ExpressionAttributeValues: { ':revokedAt': { S: at } },
          }),
        );

      await revoke('first');
      await revoke('second');

      const { Items } = await client.send(new ScanCommand({ TableName }));
      expect(Items).toEqual([{ ...item, revokedAt: { S: 'first' } }]);
    });

    test('adds to numbers under a condition, below zero too, and changes nothing beyond it', async () => {
      const add = (amount: string, room: string) =>
        client.send(
          new UpdateItemCommand({
            TableName,
            Key: { keyId: { S: 'counter' } },
            UpdateExpression: 'SET #expiry = :expiry ADD #day :amount, #month :amount',
            ConditionExpression: '(attribute_not_exists(#day) OR #day <= :room)',
            ExpressionAttributeNames: { '#expiry': 'expiresAt', '#day': 't21', '#month': 't' },
            ExpressionAttributeValues: {
              ':expiry': { N: '1800000000' },
              ':amount': { N: amount },
              ':room': { N: room },
            },
          }),
        );

      await add('900000000000000001', '99999999999999999');
      await add('-5', '900000000000000001');
      const beyond = add('1', '899999999999999995');

      await expect(beyond).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
      const { Item } = await client.send(
        new GetItemCommand({ TableName, Key: { keyId: { S: 'counter' } }, ConsistentRead: true }),
      );
      const sum = { N: '899999999999999996' };
      expect(Item).toEqual({
        keyId: { S: 'counter' },
        expiresAt: { N: '1800000000' },
        t21: sum,
        t: sum,
      });
    });
  });
}
