import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  ScanCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { Aws, Comparison } from './comparison.ts';

const TableName = 'compared-keys';
const Key = { owner: { S: 'a' } };
const Item = { ...Key, tenant: { S: 'team' }, label: { S: 'first' } };

const client = (aws: Aws) => new DynamoDBClient({ ...aws, maxAttempts: 1 });

/** What the keys need of DynamoDB. */
export const DYNAMODB: readonly Comparison[] = [
  {
    name: 'CreateTable',
    call: async (aws) => {
      const { $metadata } = await client(aws).send(
        new CreateTableCommand({
          TableName,
          BillingMode: 'PAY_PER_REQUEST',
          AttributeDefinitions: [{ AttributeName: 'owner', AttributeType: 'S' }],
          KeySchema: [{ AttributeName: 'owner', KeyType: 'HASH' }],
        }),
      );
      return { $metadata };
    },
  },
  {
    name: 'DescribeTable',
    call: async (aws) => {
      const { Table } = await client(aws).send(new DescribeTableCommand({ TableName }));
      return { name: Table?.TableName, status: Table?.TableStatus, keys: Table?.KeySchema };
    },
  },
  { name: 'PutItem', call: (aws) => client(aws).send(new PutItemCommand({ TableName, Item })) },
  {
    name: 'PutItem of a key that exists, on condition that it does not',
    call: (aws) =>
      client(aws).send(
        new PutItemCommand({ TableName, Item, ConditionExpression: 'attribute_not_exists(owner)' }),
      ),
  },
  { name: 'GetItem', call: (aws) => client(aws).send(new GetItemCommand({ TableName, Key })) },
  {
    name: 'GetItem of a key that does not exist',
    call: (aws) => client(aws).send(new GetItemCommand({ TableName, Key: { owner: { S: 'none' } } })),
  },
  {
    name: 'GetItem with a projection, consistently',
    call: (aws) =>
      client(aws).send(
        new GetItemCommand({ TableName, Key, ConsistentRead: true, ProjectionExpression: 'tenant' }),
      ),
  },
  {
    name: 'UpdateItem that returns the new item',
    call: (aws) =>
      client(aws).send(
        new UpdateItemCommand({
          TableName,
          Key,
          UpdateExpression: 'SET revokedAt = :at',
          ExpressionAttributeValues: { ':at': { S: '2026-01-01' } },
          ReturnValues: 'ALL_NEW',
        }),
      ),
  },
  {
    name: 'UpdateItem of a key that does not exist, on condition that it does',
    call: (aws) =>
      client(aws).send(
        new UpdateItemCommand({
          TableName,
          Key: { owner: { S: 'none' } },
          UpdateExpression: 'SET revokedAt = :at',
          ConditionExpression: 'attribute_exists(owner)',
          ExpressionAttributeValues: { ':at': { S: '2026-01-01' } },
        }),
      ),
  },
  { name: 'Scan', call: (aws) => client(aws).send(new ScanCommand({ TableName })) },
  {
    name: 'GetItem of a table that does not exist',
    call: (aws) => client(aws).send(new GetItemCommand({ TableName: 'none', Key })),
  },
  {
    name: 'GetItem with a key of the wrong type',
    call: (aws) => client(aws).send(new GetItemCommand({ TableName, Key: { owner: { N: '1' } } })),
  },
];
