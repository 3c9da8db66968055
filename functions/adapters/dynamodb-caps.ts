import { text } from 'node:stream/consumers';
import * as z from 'zod/mini';
import type { CapCounter, CapUsage } from '#core/caps/counter.ts';
import { UpstreamError } from '#core/errors.ts';
import { parseJson } from '#core/json/parse-json.ts';
import { backoffDelayMs } from '#core/resilience/backoff.ts';
import type { CapStore, Clock } from '#functions/ports.ts';
import { addWrite, type CapWrite, releaseWrite, reserveWrite, settleWrite } from './dynamodb-cap-writes.ts';
import { createSignedHttp, type SignedHttp, serviceEndpoint } from './signed-http.ts';

/** Longest time for one change of one counter, retries included, in milliseconds: DynamoDB's own answers take single digits. */
const BUDGET_MS = 2_000;
/**
 * Refusals before the write: the item or the table is asked too often, so that the same write may be made again.
 * A write that got no answer, or `InternalServerError`, may have been made: it is not made again. Only `signed-http.ts` sends
 * once more, where a kept connection was dead already.
 * Source: DynamoDB Developer Guide, "Error handling with DynamoDB".
 */
const NOT_WRITTEN: ReadonlySet<string | undefined> = new Set([
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingException',
]);

const Failure = z.object({ __type: z.optional(z.string()) });
const Attributes = z.record(z.string(), z.object({ N: z.optional(z.string().check(z.regex(/^-?\d+$/))) }));
const Read = z.object({ Item: z._default(Attributes, {}) });
const Updated = z.object({ Attributes: z._default(Attributes, {}) });

export interface CapStoreOptions {
  readonly tableName: string;
  readonly region: string;
  readonly clock: Pick<Clock, 'monotonicMs' | 'sleep'>;
  /** A number in [0, 1), for jitter. */
  readonly random: () => number;
  /** @default - the signed connection to DynamoDB that the environment names */
  readonly send?: SignedHttp;
}

/** Counters of caps in DynamoDB, through its JSON protocol: an SDK client would take longer to load than a call takes. */
export function createCapStore(options: CapStoreOptions): CapStore {
  const { tableName, region } = options;
  const send =
    options.send ??
    createSignedHttp({
      signingName: 'dynamodb',
      endpoint: serviceEndpoint('dynamodb', 'AWS_ENDPOINT_URL_DYNAMODB'),
      region,
    });
  const call = createCaller({ ...options, send });
  const keyOf = ({ id }: CapCounter) => ({ TableName: tableName, Key: { counter: { S: id } } });
  const update = async (counter: CapCounter, write: CapWrite): Promise<CapUsage | 'condition failed'> => {
    const { failure, output } = await call('UpdateItem', {
      ...keyOf(counter),
      ...write,
      ReturnValues: 'ALL_NEW',
    });
    if (failure === 'ConditionalCheckFailedException') return 'condition failed';
    if (failure !== undefined) throw refusedBy(failure);
    return toUsage(Updated.parse(output).Attributes);
  };
  return {
    reserve: async (counter, amount) => {
      const write = reserveWrite(counter, amount);
      if (!write) return 'refused';
      return (await update(counter, write)) === 'condition failed' ? 'refused' : 'reserved';
    },
    settle: async (counter, change) => {
      const usage = await update(counter, settleWrite(counter, change));
      if (usage !== 'condition failed') return usage;
      // it lapsed and was released, so that nothing of it is left to be replaced
      const added = await update(counter, addWrite(counter, change.charged));
      return added === 'condition failed' ? new Map() : added;
    },
    release: async (counter, lapsed) => {
      await update(counter, releaseWrite(lapsed));
    },
    usage: async (counter) => {
      const { failure, output } = await call('GetItem', { ...keyOf(counter), ConsistentRead: true });
      if (failure !== undefined) throw refusedBy(failure);
      return toUsage(Read.parse(output).Item);
    },
  };
}

const refusedBy = (name: string): UpstreamError =>
  new UpstreamError(`DynamoDB did not change a cap's counter: ${name}.`, { retryable: false });

function toUsage(item: z.infer<typeof Attributes>): CapUsage {
  return new Map(
    Object.entries(item).flatMap(([name, { N }]) => (N === undefined ? [] : [[name, BigInt(N)] as const])),
  );
}

interface Called {
  /** Name of the exception. @default - the call succeeded */
  readonly failure?: string;
  readonly output: unknown;
}

/** Calls DynamoDB, again after a while when it says that it did nothing for lack of throughput. */
function createCaller({ send, clock, random }: CapStoreOptions & { readonly send: SignedHttp }) {
  return async (operation: 'UpdateItem' | 'GetItem', input: unknown): Promise<Called> => {
    const body = Buffer.from(JSON.stringify(input));
    const headers = {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDB_20120810.${operation}`,
    };
    const startedAtMs = clock.monotonicMs();
    const leftMs = (): number => BUDGET_MS - (clock.monotonicMs() - startedAtMs);
    for (let attempts = 1; ; attempts += 1) {
      const called = await callOnce(send, { path: '/', headers, body }, leftMs());
      const delayMs = backoffDelayMs(attempts, random());
      if (!NOT_WRITTEN.has(called.failure) || delayMs >= leftMs()) return called;
      await clock.sleep(delayMs);
    }
  };
}

async function callOnce(
  send: SignedHttp,
  request: Parameters<SignedHttp>[0],
  timeoutMs: number,
): Promise<Called> {
  try {
    const answer = await send(request, AbortSignal.timeout(Math.max(1, Math.ceil(timeoutMs))));
    const output = parseJson(await text(answer));
    if (answer.statusCode === 200) return { output };
    const { data: failure } = z.safeParse(Failure, output);
    return { output, failure: failure?.__type?.split('#').at(-1) ?? `status ${answer.statusCode}` };
  } catch (cause) {
    if (cause instanceof UpstreamError) throw cause;
    throw new UpstreamError('DynamoDB did not answer in time.', { cause, retryable: false });
  }
}
