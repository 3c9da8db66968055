import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { createBedrockRuntime } from '#adapters/bedrock-runtime.ts';
import { systemClock } from '#adapters/clock.ts';
import { readEnvironment } from '#adapters/environment.ts';
import { createKeyedHash } from '#adapters/keyed-hash.ts';
import { EXCEPTIONS } from '#core/bedrock/exceptions.ts';
import { OPERATION_DEFINITIONS } from '#core/bedrock/operation.ts';
import { OPERATIONS } from '#core/invocation/operations.ts';
import type { CapFacts, InvocationRecord, Outcome } from '#core/invocation/record.ts';
import { type OpenAnswer, trackAnswer } from './answer.ts';
import type { Call, CallFacts, CallResult } from './call.ts';
import { type CallHashes, hashCall } from './call-hashes.ts';
import type { ChatDoor } from './chat-answer.ts';
import { createCircuitBoard } from './circuits.ts';
import { GatewayEnvironment, GatewayEvent } from './event.ts';
import { type Exchanged, exchange } from './exchange.ts';
import { startLate } from './late.ts';
import { liveCaps } from './live-caps.ts';
import { liveRecording } from './live-recording.ts';
import { once } from './once.ts';
import { readCall } from './read-call.ts';
import { type Refusal, toAnswer } from './refusal.ts';
import { type Run, withLimits } from './run.ts';
import { type GatewayDependencies, toSettings } from './settings.ts';

/** OpenAI's own paths, below the base URL that its clients are given. */
const CHAT_ROUTE = '/v1/chat/completions';
const MODELS_ROUTE = '/v1/models';

const loadChatDoor = once(() => import('./chat-call.ts'));
const loadRecord = once(() => import('./record.ts'));

/** Relays one call to Bedrock and records it. The answer is complete before the record is written. */
export function createHandler(dependencies: GatewayDependencies) {
  return async (input: unknown, answer: Writable, openAnswer: OpenAnswer): Promise<void> => {
    const event = GatewayEvent.parse(input);
    const operation = OPERATIONS.find(
      (candidate) => OPERATION_DEFINITIONS[candidate].route === event.resource,
    );
    const calls: Caller = { answer, openAnswer };
    if (operation)
      return serve(
        async () => ({ read: await readCall(event, operation, dependencies.settings) }),
        calls,
        dependencies,
      );
    if (event.resource === CHAT_ROUTE)
      return serve(async () => (await loadChatDoor()).readChat(event, dependencies), calls, dependencies);
    await respond(await pageOf(event, dependencies), openAnswer);
  };
}

/** Where the answer of a call goes. */
interface Caller {
  readonly answer: Writable;
  readonly openAnswer: OpenAnswer;
}

/** A call, and the door it came by when its answer has to be translated. */
interface Arrival {
  readonly read: CallResult;
  /** @default - Bedrock's answer is the caller's */
  readonly door?: ChatDoor;
}

async function serve(
  arrive: () => Promise<Arrival>,
  { answer, openAnswer }: Caller,
  dependencies: GatewayDependencies,
): Promise<void> {
  await withLimits(dependencies, answer, async (limits) => {
    const { read, door } = await arrive();
    const run = { ...limits, answer: trackAnswer(door?.(openAnswer) ?? openAnswer) };
    const { clock, settings, sink } = dependencies;
    const recording = startLate(() => prepareRecord(read, dependencies));
    const { facts, result, hashes, settleCap } = await handle(read, run, dependencies);
    await run.answer.finished(run.signal);
    const timing = { startedAt: run.startedAt, latencyMs: clock.monotonicMs() - run.startedAtMs };
    // after the clock was read: a slow secret is no part of the answer's latency
    const [hashed, { toRecord, prices }] = await Promise.all([hashes?.(), recording()]);
    const record = toRecord(facts, { ...result, ...timing, ...hashed }, { ...settings, prices });
    await sink.writeInvocation(settleCap ? { ...record, cap: await settleCap(record) } : record);
  });
}

/** What only the record needs: code, and the prices of the models that may be called. */
async function prepareRecord(read: CallResult, { prices }: GatewayDependencies) {
  const modelIds = read.status === 'call' ? read.call.candidates.map(({ modelId }) => modelId) : [];
  const [{ toRecord }, book] = await Promise.all([loadRecord(), prices.pricesFor(modelIds)]);
  return { toRecord, prices: book };
}

interface Handled {
  readonly facts: CallFacts | Call;
  readonly result: Exchanged;
  readonly hashes?: () => Promise<CallHashes>;
  /** Charges what the call came to, once that is known. @default - nothing is capped */
  readonly settleCap?: ((record: InvocationRecord) => Promise<CapFacts>) | undefined;
}

async function handle(read: CallResult, run: Run, dependencies: GatewayDependencies): Promise<Handled> {
  if (read.status === 'refused') return refuse(read, run);
  const { call } = read;
  const admission = await dependencies.caps?.admit(call);
  if (admission?.status === 'refused')
    return {
      ...refuse({ facts: call, refusal: admission.refusal }, run),
      settleCap: async () => admission.facts,
    };
  const hashes = startLate(() => hashCall(call, dependencies));
  const result = await exchange(call, run, dependencies);
  const { made, observation, hasDefect = false } = result;
  const reach = {
    wasSent: (made?.attempts ?? 0) > 0 || hasDefect,
    mayHaveAnswered: observation !== undefined || hasDefect,
  };
  const settleCap = admission && ((record: InvocationRecord) => admission.settle(record, reach));
  return { facts: call, result, hashes, settleCap };
}

function refuse(
  { facts, refusal }: { readonly facts: CallFacts | Call; readonly refusal: Refusal },
  run: Run,
): Handled {
  const { status, headers, body } = toAnswer(refusal);
  run.answer.open({ status, headers }).end(body);
  const result = { status, outcome: outcomeOfRefusal(refusal), errorType: refusal.errorType };
  return { facts, result };
}

/** The exception's own, whatever status it is sent with, unless the refusal says what it is. */
const outcomeOfRefusal = ({ errorType, outcome }: Refusal): Outcome =>
  outcome ?? EXCEPTIONS[errorType].outcome;

/** What the routes answer that call no model. */
async function pageOf({ resource }: GatewayEvent, { settings }: GatewayDependencies): Promise<unknown> {
  if (resource !== MODELS_ROUTE) return { status: 'ok', stage: settings.stage };
  return (await import('#core/openai/model-list.ts')).toModelList(settings.models);
}

async function respond(page: unknown, open: OpenAnswer): Promise<void> {
  const answer = open({ status: 200, headers: { 'content-type': 'application/json' } });
  answer.end(JSON.stringify(page));
  await finished(answer).catch(() => undefined);
}

function liveDependencies(): GatewayDependencies {
  const environment = readEnvironment(GatewayEnvironment);
  const settings = toSettings(environment);
  const { sink, prices } = liveRecording(environment);
  return {
    settings,
    bedrock: createBedrockRuntime({ region: settings.region }),
    sink,
    systemPromptHash: createKeyedHash({
      secretArn: environment.HASH_SECRET_ARN,
      region: settings.region,
      clock: systemClock,
    }),
    prices,
    clock: systemClock,
    random: Math.random,
    circuits: createCircuitBoard(systemClock),
    caps: liveCaps(environment, { prices, reportDefect: sink.reportDefect }),
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
