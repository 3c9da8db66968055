import type { Server } from 'node:http';
import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import dynalite from 'dynalite';
import * as z from 'zod';
import { LOCAL_REGION } from './credentials.ts';
import { targetOperation } from './json-protocol.ts';
import { type Service, type ServiceAnswer, ServiceError, type ServiceRequest } from './wire.ts';

const Items = z.array(z.record(z.string(), z.unknown()));

/** A table with all it holds, for the state file. */
export const StoredTable = z.object({
  name: z.string(),
  partitionKey: z.string(),
  sortKey: z.string().optional(),
  items: Items,
});
export type StoredTable = z.infer<typeof StoredTable>;

/** DynamoDB: dynalite behind the shared port. */
export interface DynamoDb {
  readonly service: Service;
  /** Creates a table with string keys and waits until it can be used; an existing one is kept. */
  readonly createTable: (name: string, partitionKey: string, sortKey?: string) => Promise<void>;
  readonly all: () => Promise<readonly StoredTable[]>;
  readonly restore: (tables: readonly StoredTable[]) => Promise<void>;
}

/** Starts an empty DynamoDB in memory. */
export function createDynamoDb(): DynamoDb {
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  const createTable = async (name: string, ...keys: readonly (string | undefined)[]): Promise<void> => {
    await call(server, 'CreateTable', toTable(name, keys)).catch((error: unknown) => {
      if (!(error instanceof ServiceError && error.type === 'ResourceInUseException')) throw error;
    });
    while ((await describe(server, name)).TableStatus !== 'ACTIVE') await setImmediate();
  };
  return {
    service: {
      operationName: targetOperation,
      handle: (request) => forward(server, request),
      describeFailure: ({ status, type, message }) => ({
        status,
        headers: { 'content-type': 'application/x-amz-json-1.0' },
        body: Buffer.from(JSON.stringify({ __type: type, message })),
      }),
    },
    createTable,
    all: async () => {
      const { TableNames } = TableList.parse(await call(server, 'ListTables', {}));
      return Promise.all(TableNames.map((name) => dump(server, name)));
    },
    restore: async (tables) => {
      for (const { name, partitionKey, sortKey, items } of tables) {
        await createTable(name, partitionKey, sortKey);
        for (const Item of items) await call(server, 'PutItem', { TableName: name, Item });
      }
    },
  };
}

/** The partition key, then the sort key if there is one. */
const toTable = (name: string, given: readonly (string | undefined)[]) => {
  const keys = given.filter((key) => key !== undefined);
  return {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: keys.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    KeySchema: keys.map((AttributeName, at) => ({ AttributeName, KeyType: at === 0 ? 'HASH' : 'RANGE' })),
  };
};

const TableList = z.object({ TableNames: z.array(z.string()) });
const Page = z.object({ Items, LastEvaluatedKey: z.unknown().optional() });
const Description = z.object({
  Table: z.object({
    TableStatus: z.string(),
    KeySchema: z.array(z.object({ AttributeName: z.string(), KeyType: z.string() })),
  }),
});

async function describe(server: Server, name: string): Promise<z.infer<typeof Description>['Table']> {
  return Description.parse(await call(server, 'DescribeTable', { TableName: name })).Table;
}

async function dump(server: Server, name: string): Promise<StoredTable> {
  const { KeySchema } = await describe(server, name);
  const items: z.infer<typeof Items> = [];
  let start: unknown;
  do {
    const page = Page.parse(await call(server, 'Scan', { TableName: name, ExclusiveStartKey: start }));
    items.push(...page.Items);
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  const [partition, sort] = KeySchema;
  return { name, partitionKey: partition?.AttributeName ?? '', sortKey: sort?.AttributeName, items };
}

const Failure = z.object({ __type: z.string(), message: z.string().optional() });

/** One call from inside; dynalite wants a signature header but does not check it. */
async function call(server: Server, name: string, input: unknown): Promise<unknown> {
  const { status, body } = await forward(server, {
    method: 'POST',
    path: '/',
    query: '',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDB_20120810.${name}`,
      'x-amz-date': '20260101T000000Z',
      authorization: `AWS4-HMAC-SHA256 Credential=local/20260101/${LOCAL_REGION}/dynamodb/aws4_request, SignedHeaders=host, Signature=local`,
    },
    body: Buffer.from(JSON.stringify(input)),
    signal: new AbortController().signal,
  });
  const output: unknown = JSON.parse(body.toString('utf8'));
  if (status === 200) return output;
  const { __type: type, message = '' } = Failure.parse(output);
  throw new ServiceError(type.split('#').at(-1) ?? type, message, { status });
}

/** Gives the request to dynalite's listener directly: the body has been read for its signature already. */
function forward(
  server: Server,
  { method, path, query, headers, body }: ServiceRequest,
): Promise<ServiceAnswer & { readonly body: Buffer }> {
  const request = Object.assign(Readable.from([body]), {
    method,
    url: query === '' ? path : `${path}?${query}`,
    headers,
  });
  return new Promise((resolve) => {
    const answered: Record<string, string> = {};
    const response = {
      statusCode: 200,
      setHeader: (name: string, value: unknown) => {
        // The sender states the length of what it sends.
        if (name.toLowerCase() !== 'content-length') answered[name.toLowerCase()] = String(value);
      },
      end: (text = '') =>
        resolve({ status: response.statusCode, headers: answered, body: Buffer.from(text) }),
    };
    server.emit('request', request, response);
  });
}
