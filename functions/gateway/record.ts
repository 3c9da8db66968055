import { parseModelId } from '#core/bedrock/model-id.ts';
import { type AnswerObservation, emptyObservation } from '#core/bedrock/observation.ts';
import { OPERATION_DEFINITIONS } from '#core/bedrock/operation.ts';
import type { PriceBook } from '#core/cost/price-book.ts';
import { isEmptyResponse } from '#core/invocation/outcome.ts';
import type { InvocationRecord, Outcome } from '#core/invocation/record.ts';
import type { Call, CallFacts } from './call.ts';
import { costOf } from './call-cost.ts';
import type { Attempts } from './connect.ts';
import type { GatewaySettings } from './settings.ts';

/** How a call went, in the gateway's own clock. */
export interface CallResultFacts {
  readonly startedAt: Date;
  readonly requestId?: string | undefined;
  readonly status: number;
  readonly outcome: Outcome;
  readonly errorType?: string | undefined;
  readonly latencyMs: number;
  readonly upstreamLatencyMs?: number | undefined;
  readonly timeToFirstTokenMs?: number | undefined;
  readonly systemHash?: string | undefined;
  readonly userHash?: string | undefined;
  readonly made?: Attempts | undefined;
  /** Whether a defect of the gateway ended it, so that nobody knows how far it came. @default false */
  readonly hasDefect?: boolean;
  /** @default nothing was answered */
  readonly observation?: AnswerObservation | undefined;
}

/** The model recorded when none was called: a caller's invention must not become a metric dimension. */
const NO_MODEL = 'none';

/** The record of a call that was allowed, or of the refusal of one that was not. */
export function toRecord(
  facts: CallFacts | Call,
  result: CallResultFacts,
  settings: GatewaySettings & { readonly prices: PriceBook },
): InvocationRecord {
  const { operation, route, labels, request } = facts;
  const { observation = emptyObservation('no_response'), made } = result;
  const call = 'candidates' in facts ? facts : undefined;
  return {
    schemaVersion: 1,
    requestId: result.requestId ?? facts.gatewayRequestId,
    gatewayRequestId: facts.gatewayRequestId,
    traceId: facts.traceId,
    startedAt: result.startedAt.toISOString(),
    stage: settings.stage,
    tenant: facts.tenant,
    application: labels.application,
    feature: labels.feature,
    user: result.userHash,
    route,
    operation,
    requestedModel: facts.requestedModel,
    resolvedModel: resolvedModel(call, made, observation),
    region: settings.region,
    stream: OPERATION_DEFINITIONS[operation].stream,
    attempts: made?.attempts ?? 0,
    fallbackFrom: fallbackFrom(call, made),
    status: result.status,
    outcome: result.outcome,
    errorType: result.errorType,
    latencyMs: toTenths(result.latencyMs),
    upstreamLatencyMs:
      result.upstreamLatencyMs === undefined ? undefined : toTenths(result.upstreamLatencyMs),
    timeToFirstTokenMs:
      result.timeToFirstTokenMs === undefined ? undefined : toTenths(result.timeToFirstTokenMs),
    usage: observation.usage,
    ...costOf({ call, made, outcome: result.outcome, observation }, settings),
    stopReason: observation.stopReason,
    emptyResponse: isEmptyResponse(result.outcome, observation),
    guardrail: call?.guardrail && { ...call.guardrail, counts: [...observation.guardrailCounts] },
    toolCalls: observation.toolCalls,
    toolErrors: request.toolErrors + (observation.stopReason === 'malformed_tool_use' ? 1 : 0),
    tenantMismatch: labels.claimedTenant !== undefined && labels.claimedTenant !== facts.tenant,
    prompt: promptOf(facts, call, result.systemHash),
  };
}

function resolvedModel(
  call: Call | undefined,
  made: Attempts | undefined,
  { routedModel }: AnswerObservation,
): string {
  const routed = routedModel === undefined ? undefined : parseModelId(routedModel)?.baseModel;
  return routed ?? (call && (made?.candidate ?? call.candidates[0]).baseModel) ?? NO_MODEL;
}

function fallbackFrom(call: Call | undefined, made: Attempts | undefined): string | undefined {
  const first = call?.candidates[0];
  return first && made && made.candidate !== first ? first.baseModel : undefined;
}

function promptOf(
  { labels, requestedModel }: CallFacts,
  call: Call | undefined,
  systemHash: string | undefined,
): InvocationRecord['prompt'] {
  const fromArn = call && parseModelId(requestedModel);
  const isPrompt = fromArn?.kind === 'prompt';
  const id = labels.promptId ?? (isPrompt ? fromArn.baseModel : undefined);
  const version = labels.promptVersion ?? (isPrompt ? fromArn.version : undefined);
  return id === undefined && version === undefined && systemHash === undefined
    ? undefined
    : { id, version, systemHash };
}

/** A tenth of a millisecond is as fine as a log needs. */
const toTenths = (durationMs: number): number => Math.round(Math.max(0, durationMs) * 10) / 10;
