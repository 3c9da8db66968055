import { observeConverseRequest, type RequestObservation, toMetadata } from '../bedrock/converse.ts';
import { classifyFailure, EXCEPTIONS, exceptionName } from '../bedrock/exceptions.ts';
import { observeInvokeRequest } from '../bedrock/invoke-request.ts';
import { isEmbeddingModel, type ModelId, parseModelId } from '../bedrock/model-id.ts';
import { emptyObservation } from '../bedrock/observation.ts';
import { OPERATION_DEFINITIONS } from '../bedrock/operation.ts';
import type { PriceBook } from '../cost/price-book.ts';
import { readLabels } from '../invocation/labels.ts';
import { OPERATIONS } from '../invocation/operations.ts';
import { isEmptyResponse, outcomeOf } from '../invocation/outcome.ts';
import type { InvocationRecord, Operation, Outcome, Usage } from '../invocation/record.ts';
import { tenantOfCaller } from '../keys/caller.ts';
import { type LoggedAnswer, readAnswer } from './answer.ts';
import { countsBeside } from './body.ts';
import { costOf } from './call-cost.ts';
import { type LogDocument, type Quarantined, quarantined } from './document.ts';

/** A body as far as it could be had. */
export type LoggedBody =
  | { readonly status: 'read'; readonly value: unknown }
  | { readonly status: 'missing' };

/** A logged call with its bodies. */
export interface LoggedCall {
  readonly document: LogDocument;
  readonly input: LoggedBody;
  readonly output: LoggedBody;
}

/** A record, with what has to be hashed before it is complete. */
export interface RecordedCall {
  readonly status: 'recorded';
  readonly record: InvocationRecord;
  readonly systemPrompt?: string | undefined;
  /** The caller's label, which only its hash is kept of. */
  readonly user?: string | undefined;
  /** The same of the conversation. */
  readonly conversation?: string | undefined;
}

/** What a record says besides what the log says. */
export interface RecordContext {
  readonly stage: string;
  /** What calls cost. */
  readonly prices: PriceBook;
}

/** Who calls without an identity that names a role or a user. */
const UNKNOWN_CALLER = 'unknown';

/** The record of a logged call, or why there is none. No text of a body is in it. */
export function toRecord(call: LoggedCall, context: RecordContext): RecordedCall | Quarantined {
  const { document } = call;
  const operation = OPERATIONS.find((name) => name === document.operation && name !== 'ApplyGuardrail');
  if (!operation) return quarantined('unknown_operation');
  const model = parseModelId(document.modelId);
  if (!model) return quarantined('unknown_model_id');
  const failure = failureOf(document);
  if (failure === 'unknown') return quarantined('unknown_error');
  const request = requestOf(call, operation);
  const record = toFields({ call, operation, model, failure, request, context });
  const { user, conversation } = readLabels({}, request.metadata);
  return { status: 'recorded', record, systemPrompt: request.systemPrompt, user, conversation };
}

interface Failure {
  readonly status: number;
  readonly outcome: Outcome;
  readonly errorType?: string | undefined;
}

/** What failed; `unknown` where neither the name nor a status tells which kind of failure it is. */
function failureOf({ errorCode, status }: LogDocument): Failure | undefined | 'unknown' {
  const errorType = errorCode ? exceptionName(errorCode)?.slice(0, 64) : undefined;
  const number = Number(status ?? Number.NaN);
  const isRefused = Number.isInteger(number) && number >= 400 && number < 600;
  if (errorType === undefined && !isRefused) return undefined;
  // a name that is not in the table is judged by its status
  const isNamed = errorType !== undefined && Object.hasOwn(EXCEPTIONS, errorType);
  if (!isRefused && !isNamed) return 'unknown';
  const known = classifyFailure({ name: errorType, status: number });
  return { status: isRefused ? number : known.status, outcome: known.outcome, errorType };
}

function requestOf({ document, input }: LoggedCall, operation: Operation): RequestObservation {
  const body = input.status === 'read' ? input.value : undefined;
  const isConverse = OPERATION_DEFINITIONS[operation].family === 'converse';
  // an InvokeModel call names guardrail and metadata in headers, which the log has not
  const request = isConverse ? observeConverseRequest(body) : observeInvokeRequest(body, {});
  const metadata = toMetadata(document.requestMetadata ?? {});
  return metadata.size > 0 ? { ...request, metadata } : request;
}

interface Parts {
  readonly call: LoggedCall;
  readonly operation: Operation;
  readonly model: ModelId;
  readonly failure: Failure | undefined;
  readonly request: RequestObservation;
  readonly context: RecordContext;
}

function toFields({ call, operation, model, failure, request, context }: Parts): InvocationRecord {
  const { document, output } = call;
  const { route, stream } = OPERATION_DEFINITIONS[operation];
  const answer = answerOf(output, operation, failure);
  const { observation, isInterrupted } = answer;
  const { guardrailIntervened, routedModel } = observation;
  const outcome = outcomeOf({ failure: failure?.outcome, isInterrupted, guardrailIntervened });
  const usage = usageOf(answer, document, failure);
  const labels = readLabels({}, request.metadata);
  return {
    schemaVersion: 1,
    source: 'invocation_log',
    requestId: document.requestId,
    gatewayRequestId: document.requestId,
    startedAt: new Date(document.timestamp).toISOString(),
    stage: context.stage,
    tenant: tenantOfCaller({ userArn: document.identity?.arn }) ?? UNKNOWN_CALLER,
    application: labels.application,
    feature: labels.feature,
    route,
    operation,
    requestedModel: document.modelId,
    resolvedModel:
      (routedModel === undefined ? undefined : parseModelId(routedModel)?.baseModel) ?? model.baseModel,
    region: document.region,
    stream,
    attempts: 1,
    status: failure?.status ?? 200,
    outcome,
    errorType: failure?.errorType,
    latencyMs: answer.latencyMs,
    upstreamLatencyMs: answer.latencyMs,
    timeToFirstTokenMs: answer.timeToFirstTokenMs,
    usage,
    ...costOf({ document, operation, outcome, usage, request, observation }, context),
    stopReason: observation.stopReason,
    emptyResponse: isEmptyResponse(outcome, observation),
    guardrail: request.guardrail && {
      ...request.guardrail,
      origin: 'caller',
      counts: [...observation.guardrailCounts],
    },
    toolCalls: observation.toolCalls,
    toolErrors: request.toolErrors + (observation.stopReason === 'malformed_tool_use' ? 1 : 0),
    withoutBody: isMissing(call, { failure, model }),
    tenantMismatch: false,
    prompt: promptOf(labels, model),
  };
}

/** A call that was refused has no answer to miss, and a vector tells nothing that its count does not. */
const isMissing = (
  { input, output }: LoggedCall,
  { failure, model }: Pick<Parts, 'failure' | 'model'>,
): boolean =>
  input.status === 'missing' ||
  (output.status === 'missing' && failure === undefined && !isEmbeddingModel(model.baseModel));

function answerOf(output: LoggedBody, operation: Operation, failure: Failure | undefined): LoggedAnswer {
  if (failure !== undefined && output.status === 'missing')
    return { observation: emptyObservation('no_response'), isInterrupted: false };
  if (output.status === 'missing') return { observation: emptyObservation('absent'), isInterrupted: false };
  return readAnswer(operation, output.value);
}

/** What the body says; where it says nothing, the counts beside it. */
function usageOf(answer: LoggedAnswer, document: LogDocument, failure: Failure | undefined): Usage {
  const { observation, isInterrupted } = answer;
  const beside = countsBeside(document);
  if (failure !== undefined && !hasAnswer(answer, beside))
    return { status: 'unknown', reason: 'no_response' };
  if (observation.usage.status === 'known') return observation.usage;
  if (beside.status === 'known') return beside;
  return isInterrupted ? { status: 'unknown', reason: 'interrupted' } : observation.usage;
}

/**
 * Whether a call that failed was answered at all. The log may count the tokens of a prompt that was refused or throttled;
 * AWS's page "Monitoring the performance of Amazon Bedrock" counts such calls as no invocations, and its pricing page
 * prices tokens that were processed. That they are free is said nowhere (unverified); the gateway, which never sees their
 * tokens, records the same.
 */
function hasAnswer({ observation }: LoggedAnswer, beside: Usage): boolean {
  const isWritten = (usage: Usage): boolean => usage.status === 'known' && usage.outputTokens > 0;
  return observation.hasContent === true || isWritten(observation.usage) || isWritten(beside);
}

function promptOf(labels: ReturnType<typeof readLabels>, model: ModelId): InvocationRecord['prompt'] {
  const isPrompt = model.kind === 'prompt';
  const id = labels.promptId ?? (isPrompt ? model.baseModel : undefined);
  const version = labels.promptVersion ?? (isPrompt ? model.version : undefined);
  return id === undefined && version === undefined ? undefined : { id, version };
}
