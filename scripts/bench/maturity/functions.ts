import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { createKeyStore } from '#adapters/dynamodb-keys.ts';
import { createBucketStore } from '#adapters/evidence-store.ts';
import { assess } from '#core/maturity/assess.ts';
import type { ObservationSet } from '#core/maturity/observation.ts';
import { renderFiles } from '#functions/maturity/render.ts';
import { LOCAL_CREDENTIALS, LOCAL_REGION } from '#scripts/local/aws/credentials.ts';
import { issueKey } from '#scripts/local/key-issuer.ts';
import { startChild } from '../child.ts';
import { median } from '../statistics.ts';
import { BUCKET, KEYS_TABLE, PEPPER, SECRET_ARN, STAGE, TOPIC_ARN } from './account.ts';
import { type FunctionBundle, type FunctionName, programPath } from './build.ts';
import { FirstInvocation } from './messages.ts';

/** Size of a function's bundle and time from starting a fresh process to its first answer. */
export interface FunctionFigures {
  readonly name: FunctionName;
  readonly bundleBytes: number;
  readonly firstResponseMs: number;
}

/** Figures of the functions beside those of a handler that does nothing. */
export interface FunctionsRun {
  readonly bareNodeMs: number;
  readonly functions: readonly FunctionFigures[];
  readonly starts: number;
}

interface Call {
  readonly event: object;
  /** Part of a right answer: an error would be fast. */
  readonly expected: string;
}

/** What functions are started with. */
export interface FunctionsRequest {
  /** Where the bundles and programs were built. */
  readonly folder: string;
  /** The account in the place of AWS. */
  readonly endpoint: string;
  /** What the newest assessment is made of. */
  readonly set: ObservationSet;
  /** Fresh processes per function. */
  readonly starts: number;
}

/** Starts fresh processes, so many per function and in turns with bare node. */
export async function measureFunctions(
  bundles: readonly FunctionBundle[],
  { folder, endpoint, set, starts }: FunctionsRequest,
): Promise<FunctionsRun> {
  const calls = await prepareCalls(endpoint, set);
  const program = programPath(folder, 'first-invocation');
  const start = (path: string, call: Call): Promise<number> => timeStart([program, path], call, endpoint);
  const bare: number[] = [];
  const times = bundles.map((bundle) => ({ bundle, values: toList() }));
  for (let turn = 0; turn < starts; turn += 1) {
    bare.push(await start(programPath(folder, 'empty-function'), { event: {}, expected: '{}' }));
    for (const { bundle, values } of times) values.push(await start(bundle.path, calls[bundle.name]));
  }
  const functions = times.map(({ bundle, values }) => ({
    name: bundle.name,
    bundleBytes: bundle.bytes,
    firstResponseMs: median(values),
  }));
  return { bareNodeMs: median(bare), functions, starts };
}

const toList = (): number[] => [];

/** A call that each function answers, and what has to be there for it. */
async function prepareCalls(
  endpoint: string,
  set: ObservationSet,
): Promise<Readonly<Record<FunctionName, Call>>> {
  const files = renderFiles(set, assess(set), { link: '' });
  const store = createBucketStore({ bucket: BUCKET, ...connection(endpoint) });
  await store.saveAssessment({ kind: 'refresh', observedAt: set.observedAt, files });
  const keys = createKeyStore({ tableName: KEYS_TABLE, client: new DynamoDBClient(connection(endpoint)) });
  const pepper = { pepper: async () => PEPPER };
  const request = { tenant: 'benchmark', label: 'bench:maturity' };
  const { key } = await issueKey(request, { keys, pepper, nowMs: Date.now() });
  const requestContext = { authorizer: { tenant: 'benchmark' } };
  const body = JSON.stringify({ requestId: '5c0f3c52-6f2b-4a51-9c0e-0d6f0c2b7a11', rating: 'positive' });
  return {
    maturity: {
      event: { httpMethod: 'GET', resource: '/v1/maturity', requestContext },
      expected: '"statusCode":200',
    },
    feedback: { event: { body, isBase64Encoded: false, requestContext }, expected: '"statusCode":202' },
    authorizer: {
      event: { methodArn: METHOD, headers: { Authorization: `Bearer ${key}` } },
      expected: '"Allow"',
    },
  };
}

const METHOD = `arn:aws:execute-api:${LOCAL_REGION}:123456789012:api/prod/GET/v1/maturity`;

const connection = (endpoint: string) => ({ endpoint, region: LOCAL_REGION, credentials: LOCAL_CREDENTIALS });

async function timeStart(
  program: readonly string[],
  { event, expected }: Call,
  endpoint: string,
): Promise<number> {
  const startedAtMs = performance.timeOrigin + performance.now();
  const child = startChild({
    nodeArguments: [...program, JSON.stringify(event)],
    environment: environmentOf(endpoint),
  });
  try {
    const { answeredAtMs, answer } = await child.next(FirstInvocation);
    const text = JSON.stringify(answer);
    if (!text.includes(expected)) throw new Error(`${program.at(-1)} answered ${text.slice(0, 200)}.`);
    return answeredAtMs - startedAtMs;
  } finally {
    await child.stop();
  }
}

/** What the stack sets of all three functions, and the account in the place of AWS. */
function environmentOf(endpoint: string): Readonly<Record<string, string>> {
  return {
    STAGE,
    TEAM: 'benchmark',
    EVIDENCE_BUCKET: BUCKET,
    REPORT_TOPIC_ARN: TOPIC_ARN,
    HASH_SECRET_ARN: SECRET_ARN,
    COSTS_TABLE_NAME: 'costs',
    RECONCILE: 'false',
    KEYS_TABLE_NAME: KEYS_TABLE,
    POWERTOOLS_SERVICE_NAME: 'benchmark',
    POWERTOOLS_METRICS_NAMESPACE: 'Waymark',
    AWS_REGION: LOCAL_REGION,
    AWS_ACCESS_KEY_ID: LOCAL_CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: LOCAL_CREDENTIALS.secretAccessKey,
    AWS_ENDPOINT_URL: endpoint,
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', // of Node 20; Lambda runs 24
  };
}
