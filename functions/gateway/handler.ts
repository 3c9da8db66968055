import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { createBedrockRuntime } from '#adapters/bedrock-runtime.ts';
import { systemClock } from '#adapters/clock.ts';
import { readEnvironment } from '#adapters/environment.ts';
import { createKeyedHash } from '#adapters/keyed-hash.ts';
import { readPriceOverride } from '#adapters/price-override.ts';
import { createRecordSink } from '#adapters/record-log.ts';
import { OPERATION_DEFINITIONS } from '#core/bedrock/operation.ts';
import { OPERATIONS } from '#core/invocation/operations.ts';
import type { HashPurpose } from '#functions/ports.ts';
import { type OpenAnswer, trackAnswer } from './answer.ts';
import type { Call, CallFacts, CallResult } from './call.ts';
import { createCircuitBoard } from './circuits.ts';
import { GatewayEnvironment, GatewayEvent } from './event.ts';
import { type Exchanged, exchange } from './exchange.ts';
import { readCall } from './read-call.ts';
import { type CallResultFacts, toRecord } from './record.ts';
import { toAnswer } from './refusal.ts';
import { type Run, withLimits } from './run.ts';
import { type GatewayDependencies, toSettings } from './settings.ts';

/** Relays one call to Bedrock and records it. The answer is complete before the record is written. */
export function createHandler(dependencies: GatewayDependencies) {
  return async (input: unknown, answer: Writable, openAnswer: OpenAnswer): Promise<void> => {
    const event = GatewayEvent.parse(input);
    const operation = OPERATIONS.find(
      (candidate) => OPERATION_DEFINITIONS[candidate].route === event.resource,
    );
    if (!operation) return respondHealth(openAnswer, dependencies);
    await withLimits(dependencies, answer, async (limits) => {
      const run = { ...limits, answer: trackAnswer(openAnswer) };
      const { clock, settings, sink } = dependencies;
      const { facts, result, hashes } = await handle(readCall(event, operation, settings), run, dependencies);
      await run.answer.finished();
      const timing = { startedAt: run.startedAt, latencyMs: clock.monotonicMs() - run.startedAtMs };
      const hashed = await hashes; // after the clock was read: a slow secret is no part of the answer's latency
      sink.writeInvocation(toRecord(facts, { ...result, ...timing, ...hashed }, settings));
    });
  };
}

interface Handled {
  readonly facts: CallFacts | Call;
  readonly result: Exchanged;
  readonly hashes?: Promise<CallHashes>;
}

type CallHashes = Pick<CallResultFacts, 'systemHash' | 'userHash'>;

async function handle(read: CallResult, run: Run, dependencies: GatewayDependencies): Promise<Handled> {
  if (read.status === 'refused') {
    const { status, headers, body } = toAnswer(read.refusal);
    run.answer.open({ status, headers }).end(body);
    const { errorType } = read.refusal;
    return { facts: read.facts, result: { status, outcome: 'client_error', errorType } };
  }
  const { call } = read;
  const hashes = hashCall(call, dependencies);
  return { facts: call, result: await exchange(call, run, dependencies), hashes };
}

/** Never fails and is not waited for before the answer has gone out. */
async function hashCall(
  { request, labels }: Call,
  { systemPromptHash: keyed }: GatewayDependencies,
): Promise<CallHashes> {
  const hash = (text: string | undefined, purpose: HashPurpose): Promise<string | undefined> =>
    text === undefined ? Promise.resolve(undefined) : keyed.hash(text, purpose).catch(() => undefined);
  const [systemHash, userHash] = await Promise.all([
    hash(request.systemPrompt, 'system-prompt'),
    hash(labels.user, 'user'),
  ]);
  return { systemHash, userHash };
}

async function respondHealth(open: OpenAnswer, { settings }: GatewayDependencies): Promise<void> {
  const answer = open({ status: 200, headers: { 'content-type': 'application/json' } });
  answer.end(JSON.stringify({ status: 'ok', stage: settings.stage }));
  await finished(answer).catch(() => undefined);
}

function liveDependencies(): GatewayDependencies {
  const environment = readEnvironment(GatewayEnvironment);
  const settings = toSettings(environment, readPriceOverride(environment));
  return {
    settings,
    bedrock: createBedrockRuntime({ region: settings.region }),
    sink: createRecordSink({ stage: settings.stage }),
    systemPromptHash: createKeyedHash({
      secretArn: environment.HASH_SECRET_ARN,
      region: settings.region,
      clock: systemClock,
    }),
    clock: systemClock,
    random: Math.random,
    circuits: createCircuitBoard(systemClock),
  };
}

/** Globals of Lambda's Node.js runtime for response streaming (AWS page "Response streaming for Lambda functions"). */
declare const awslambda: {
  readonly streamifyResponse: <Result>(
    handler: (event: unknown, responseStream: Writable) => Promise<Result>,
  ) => (event: unknown, responseStream: Writable) => Promise<Result>;
  readonly HttpResponseStream: {
    readonly from: (
      stream: Writable,
      head: { readonly statusCode: number; readonly headers: Readonly<Record<string, string>> },
    ) => Writable;
  };
};

let live: ReturnType<typeof createHandler> | undefined;

/** Lambda entry. */
export const handler =
  'awslambda' in globalThis && 'streamifyResponse' in awslambda
    ? awslambda.streamifyResponse(async (event, responseStream) => {
        live ??= createHandler(liveDependencies());
        await live(event, responseStream, ({ status, headers }) => {
          const answer = awslambda.HttpResponseStream.from(responseStream, { statusCode: status, headers });
          answer.write(''); // Lambda's runtime sends the head before the first write, and not for `end` alone
          return answer;
        });
      })
    : undefined;
