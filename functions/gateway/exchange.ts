import { OPERATION_DEFINITIONS } from '#core/bedrock/operation.ts';
import { outcomeOf } from '#core/invocation/outcome.ts';
import type { Call } from './call.ts';
import { type Answering, connect, type Failed } from './connect.ts';
import { answerBrokeOff, gatewayFailed } from './failure.ts';
import type { CallResultFacts } from './record.ts';
import { refusal } from './refusal.ts';
import { type Relayed, relayBody, relayStream } from './relay.ts';
import type { Run } from './run.ts';
import type { GatewayDependencies } from './settings.ts';

/** What a call came to, without what only its end tells. */
export type Exchanged = Omit<
  CallResultFacts,
  'startedAt' | 'latencyMs' | 'systemHash' | 'userHash' | 'conversationHash'
>;

/** nginx's status for a caller who left before it was answered: no status was sent, and HTTP has none for that. */
const CLIENT_CLOSED_REQUEST = 499;

/** Calls Bedrock and answers the caller. A defect must not leave the caller without an answer or the call without a record. */
export async function exchange(call: Call, run: Run, dependencies: GatewayDependencies): Promise<Exchanged> {
  try {
    return await callAndRelay(call, run, dependencies);
  } catch (error) {
    dependencies.sink.reportDefect(error);
    return { ...endAfterDefect(call, run), hasDefect: true };
  }
}

function endAfterDefect(call: Call, run: Run): Exchanged {
  const failed: Failed = { status: 'failed', attempts: 0, candidate: call.candidates[0], ...gatewayFailed() };
  const sentStatus = run.answer.sentStatus();
  if (sentStatus === undefined) return respondFailed(failed, run);
  run.answer.end();
  return toFailedResult({ ...failed, httpStatus: sentStatus }, run);
}

async function callAndRelay(call: Call, run: Run, dependencies: GatewayDependencies): Promise<Exchanged> {
  const connection = await connect(call, dependencies, run.signal);
  if (connection.status === 'failed') return respondFailed(connection, run);
  const relay = OPERATION_DEFINITIONS[call.operation].stream ? relayStream : relayBody;
  const relayed = await relay({
    call,
    answering: connection,
    open: run.answer.open,
    clock: dependencies.clock,
    signal: run.signal,
    reportDefect: dependencies.sink.reportDefect,
  });
  return relayed === 'broken_off'
    ? respondFailed(brokenOff(connection, run), run)
    : toResult(connection, relayed, run);
}

function respondFailed(failed: Failed, run: Run): Exchanged {
  const { httpStatus: status, headers, body } = failed;
  run.answer.open({ status, headers }).end(body);
  return toFailedResult(failed, run);
}

function toFailedResult(failed: Failed, run: Run): Exchanged {
  const cutBy = run.cutBy();
  const isUnheard = cutBy === 'caller';
  return {
    status: isUnheard ? CLIENT_CLOSED_REQUEST : failed.httpStatus,
    errorType: isUnheard ? undefined : failed.errorType,
    outcome: outcomeOf({
      cutBy,
      failure: failed.outcome,
      isInterrupted: false,
      guardrailIntervened: false,
    }),
    requestId: failed.headers['x-amzn-requestid'],
    made: failed,
  };
}

/** Nothing was sent yet, so the caller can still be told what happened. */
function brokenOff(connection: Answering, run: Run): Failed {
  const requestId = connection.response.headers['x-amzn-requestid'];
  const failure =
    run.cutBy() === 'deadline'
      ? answerBrokeOff(
          requestId,
          refusal('ModelTimeoutException', 'The deadline passed before the model finished its answer.'),
        )
      : answerBrokeOff(requestId);
  return { ...connection, status: 'failed', ...failure };
}

function toResult({ response, ...made }: Answering, relayed: Relayed, run: Run): Exchanged {
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
