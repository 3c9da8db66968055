import { text } from 'node:stream/consumers';
import { afterAll, beforeAll } from 'vitest';
import { createCapStore } from '#adapters/dynamodb-caps.ts';
import { createSignedHttp, type SignedHttp } from '#adapters/signed-http.ts';
import { LOCAL_CREDENTIALS, LOCAL_REGION } from '#scripts/local/aws/credentials.ts';
import { type EmbeddedAws, startEmbeddedAws } from '#scripts/local/aws/server.ts';

const environment = {
  AWS_ACCESS_KEY_ID: LOCAL_CREDENTIALS.accessKeyId,
  AWS_SECRET_ACCESS_KEY: LOCAL_CREDENTIALS.secretAccessKey,
};

/** Sums of one counter as DynamoDB has them. */
export type Sums = Readonly<Record<string, number>>;

/** Tables of counters in an embedded DynamoDB. */
export interface CapTables {
  readonly create: (options?: { readonly wrap?: (send: SignedHttp) => SignedHttp }) => Promise<CapTable>;
}

/** One table. */
export interface CapTable {
  readonly store: ReturnType<typeof createCapStore>;
  /** Names of the operations that DynamoDB was asked for. */
  readonly operations: readonly string[];
  readonly slept: readonly number[];
  readonly sums: (id: string) => Promise<Sums>;
}

/** Starts an embedded DynamoDB for the tests of a file. */
export function useCapTables(): CapTables {
  let aws: EmbeddedAws;
  let tables = 0;
  beforeAll(async () => {
    aws = await startEmbeddedAws();
  });
  afterAll(() => aws.close());
  return {
    create: async ({ wrap = (send: SignedHttp) => send } = {}) => {
      tables += 1;
      const tableName = `counters-${tables}`;
      await aws.createTable(tableName, 'counter');
      const direct = createSignedHttp({
        signingName: 'dynamodb',
        endpoint: aws.endpoint,
        region: LOCAL_REGION,
        environment,
      });
      return toTable(tableName, direct, wrap);
    },
  };
}

function toTable(tableName: string, direct: SignedHttp, wrap: (send: SignedHttp) => SignedHttp): CapTable {
  const operations: string[] = [];
  const slept: number[] = [];
  // dynalite takes seconds for 500 calls at once on a busy machine: what a test is about must not be its speed
  const counted: SignedHttp = (request) => {
    operations.push(request.headers['x-amz-target']?.split('.')[1] ?? '');
    return direct(request, new AbortController().signal);
  };
  let elapsedMs = 0;
  return {
    operations,
    slept,
    store: createCapStore({
      tableName,
      region: LOCAL_REGION,
      send: wrap(counted),
      random: () => 0.5,
      clock: {
        monotonicMs: () => elapsedMs,
        sleep: async (durationMs) => {
          slept.push(durationMs);
          elapsedMs += durationMs;
        },
      },
    }),
    sums: async (id) => {
      const headers = {
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': 'DynamoDB_20120810.GetItem',
      };
      const body = Buffer.from(
        JSON.stringify({ TableName: tableName, Key: { counter: { S: id } }, ConsistentRead: true }),
      );
      const answer = await direct({ path: '/', headers, body }, new AbortController().signal);
      const { Item = {} } = JSON.parse(await text(answer)) as {
        Item?: Record<string, { N?: string }>;
      };
      return Object.fromEntries(
        Object.entries(Item).flatMap(([name, { N }]) => (N === undefined ? [] : [[name, Number(N)]])),
      );
    },
  };
}
