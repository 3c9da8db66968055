import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { createBedrockRuntime } from '#adapters/bedrock-runtime.ts';
import { systemClock } from '#adapters/clock.ts';
import { readEnvironment } from '#adapters/environment.ts';
import { createKeyedHash } from '#adapters/keyed-hash.ts';
import { createRecordSink } from '#adapters/record-log.ts';
import { OPERATION_DEFINITIONS } from '#core/bedrock/operation.ts';
import { OPERATIONS } from '#core/invocation/operations.ts';
import { outcomeOf } from '#core/invocation/outcome.ts';
import type { Operation } from '#core/invocation/record.ts';
import { type Call, readCall } from './call.ts';
import { createCircuitBoard } from './circuits.ts';
import { type Answering, connect, type Failed } from './connect.ts';
import { GatewayEnvironment, GatewayEvent } from './event.ts';
import { type CallResultFacts, toRecord } from './record.ts';
import { refusal, toAnswer } from './refusal.ts';
import { type OpenAnswer, type Relayed, relayBody, relayStream } from './relay.ts';
import { type GatewayDependencies, toSettings } from './settings.ts';

/** A call under way: its clock, and who cut it off when somebody did. */
interface Run {
  readonly startedAt: Date;
  readonly startedAtMs: number;
  readonly signal: AbortSignal;
  readonly cutBy: () => 'caller' | 'deadline' | undefined;
  readonly open: OpenAnswer;
}

/** Relays one call to Bedrock and records it. The answer is complete before the record is written. */
export function createHandler(dependencies: GatewayDependencies) {
  return async (input: unknown, answer: Writable, openAnswer: OpenAnswer): Promise<void> => {
    const event = GatewayEvent.parse(input);
    const operation = OPERATIONS.find(
      (candidate) => OPERATION_DEFINITIONS[candidate].route === event.resource,
    );
    if (!operation) return respondHealth(openAnswer, dependencies);
    await withDeadline(dependencies, answer, async (limits) => {
      const opened = trackOpened(openAnswer);
      const run = { ...limits, open: opened.open };
      const { clock, settings, sink } = dependencies;
      const { facts, result } = await handle(event, operation, run, dependencies);
      await opened.finished();
      const latencyMs = clock.monotonicMs() - run.startedAtMs;
      sink.writeInvocation(toRecord(facts, { ...result, startedAt: run.startedAt, latencyMs }, settings));
    });
  };
}

type Handled = {
  readonly facts: Parameters<typeof toRecord>[0];
  readonly result: Omit<CallResultFacts, 'startedAt' | 'latencyMs'>;
};

async function handle(
  event: GatewayEvent,
  operation: Operation,
  run: Run,
  dependencies: GatewayDependencies,
): Promise<Handled> {
  const read = readCall(event, operation, dependencies.settings);
  if (read.status === 'refused') {
    const { status, headers, body } = toAnswer(read.refusal);
    run.open({ status, headers }).end(body);
    return {
      facts: read.facts,
      result: { status, outcome: 'client_error', errorType: read.refusal.errorType },
    };
  }
  const { call } = read;
  const systemHash = hashSystemPrompt(call, dependencies);
  const result = await exchange(call, run, dependencies);
  return { facts: call, result: { ...result, systemHash: await systemHash } };
}

async function exchange(call: Call, run: Run, dependencies: GatewayDependencies): Promise<Handled['result']> {
  const connection = await connectSafely(call, run, dependencies);
  if (connection.status === 'failed') return respondFailed(connection, run);
  const relay = OPERATION_DEFINITIONS[call.operation].stream ? relayStream : relayBody;
  const options = {
    call,
    answering: connection,
    open: run.open,
    clock: dependencies.clock,
    signal: run.signal,
  };
  const relayed = await relay(options);
  return relayed === 'broken_off'
    ? respondFailed(brokenOff(connection, run), run)
    : toResult(connection, relayed, run);
}

/** A defect of our own must not leave the caller without an answer or the call without a record. */
async function connectSafely(
  call: Call,
  run: Run,
  dependencies: GatewayDependencies,
): Promise<Answering | Failed> {
  try {
    return await connect(call, dependencies, run.signal);
  } catch (error) {
    dependencies.sink.reportDefect(error);
    const {
      status: httpStatus,
      headers,
      body,
    } = toAnswer(refusal('InternalServerException', 'The gateway failed; its log says why.'));
    return {
      status: 'failed',
      attempts: 0,
      candidate: call.candidates[0],
      httpStatus,
      headers,
      body,
      errorType: 'InternalServerException',
      outcome: 'server_error',
    };
  }
}

function respondFailed(failed: Failed, run: Run): Handled['result'] {
  const { httpStatus: status, headers, body, errorType } = failed;
  run.open({ status, headers: answerHeaders(headers) }).end(body);
  const outcome = outcomeOf({
    cutBy: run.cutBy(),
    failure: failed.outcome,
    isInterrupted: false,
    guardrailIntervened: false,
  });
  return { status, outcome, errorType, requestId: headers['x-amzn-requestid'], made: failed };
}

/** Nothing was sent yet, so the caller can still be told what happened. */
function brokenOff(connection: Answering, run: Run): Failed {
  const answer =
    run.cutBy() === 'deadline'
      ? refusal('ModelTimeoutException', 'The deadline passed before the model finished its answer.')
      : refusal('ModelErrorException', 'The answer from the model broke off.');
  const { status: httpStatus, headers, body } = toAnswer(answer);
  const requestId = connection.response.headers['x-amzn-requestid'];
  return {
    ...connection,
    status: 'failed',
    httpStatus,
    headers: requestId === undefined ? headers : { ...headers, 'x-amzn-requestid': requestId },
    body,
    errorType: answer.errorType,
    outcome: 'aborted',
  };
}

function toResult({ response, ...made }: Answering, relayed: Relayed, run: Run): Handled['result'] {
  const { observation, isInterrupted, failure, firstContentAtMs, upstreamEndedAtMs } = relayed;
  return {
    status: response.status,
    requestId: response.headers['x-amzn-requestid'],
    errorType: failure?.errorType,
    outcome: outcomeOf({
      cutBy: run.cutBy(),
      failure: failure?.outcome,
      isInterrupted,
      guardrailIntervened: observation.guardrailIntervened,
    }),
    upstreamLatencyMs: made.sentAtMs === undefined ? undefined : upstreamEndedAtMs - made.sentAtMs,
    timeToFirstTokenMs: firstContentAtMs === undefined ? undefined : firstContentAtMs - run.startedAtMs,
    made,
    observation,
  };
}

/** Never fails and is not waited for before the answer is on its way. */
function hashSystemPrompt(
  call: Call,
  { systemPromptHash }: GatewayDependencies,
): Promise<string | undefined> {
  const { systemPrompt } = call.request;
  return systemPrompt === undefined
    ? Promise.resolve(undefined)
    : systemPromptHash.hash(systemPrompt).catch(() => undefined);
}

/** Hop-by-hop headers, and those that API Gateway sets itself. */
const DROPPED_HEADERS: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-length',
  'date',
  'server',
]);

function answerHeaders(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const kept = Object.entries(headers).filter(([name]) => !DROPPED_HEADERS.has(name));
  const requestId = headers['x-amzn-requestid'];
  // API Gateway replaces x-amzn-requestid by its own; feedback may name either
  return Object.fromEntries(
    requestId === undefined ? kept : [...kept, ['x-waymark-bedrock-request-id', requestId]],
  );
}

function trackOpened(openAnswer: OpenAnswer): {
  readonly open: OpenAnswer;
  readonly finished: () => Promise<void>;
} {
  let opened: Writable | undefined;
  return {
    open: ({ status, headers }) => {
      opened = openAnswer({ status, headers: answerHeaders(headers) });
      opened.on('error', () => undefined); // a caller who left is told by the signal
      return opened;
    },
    finished: async () => {
      if (opened) await finished(opened).catch(() => undefined);
    },
  };
}

async function withDeadline(
  { clock, settings }: GatewayDependencies,
  answer: Writable,
  work: (limits: Omit<Run, 'open'>) => Promise<void>,
): Promise<void> {
  const controller = new AbortController();
  let cutBy: ReturnType<Run['cutBy']>;
  const cut = (by: 'caller' | 'deadline'): void => {
    cutBy ??= by;
    controller.abort(by);
  };
  const onClose = (): void => {
    if (!answer.writableFinished) cut('caller');
  };
  answer.once('close', onClose);
  const timer = setTimeout(() => cut('deadline'), settings.callTimeoutMs);
  try {
    await work({
      startedAt: new Date(clock.now()),
      startedAtMs: clock.monotonicMs(),
      signal: controller.signal,
      cutBy: () => cutBy,
    });
  } finally {
    clearTimeout(timer);
    answer.off('close', onClose);
  }
}

async function respondHealth(open: OpenAnswer, { settings }: GatewayDependencies): Promise<void> {
  const answer = open({ status: 200, headers: { 'content-type': 'application/json' } });
  answer.end(JSON.stringify({ status: 'ok', stage: settings.stage }));
  await finished(answer).catch(() => undefined);
}

function liveDependencies(): GatewayDependencies {
  const environment = readEnvironment(GatewayEnvironment);
  const settings = toSettings(environment);
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
