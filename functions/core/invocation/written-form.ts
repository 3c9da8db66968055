import { OPERATION_DEFINITIONS } from '../bedrock/operation.ts';
import { ownMetrics } from '../signals/own-metrics.ts';
import { GUARDRAIL_DEFAULTS, RECORD_DEFAULTS, USAGE_DEFAULTS } from './defaults.ts';
import { OPERATIONS } from './operations.ts';
import type { InvocationRecord } from './record.ts';

/** Members of an object that is written or read. */
export type Members = Readonly<Record<string, unknown>>;

/**
 * The record as its line holds it: members that reading fills in again are left out.
 *
 * @param beside what the same line says beside the record: metrics and their dimensions, by name
 */
export function toWrittenForm(record: InvocationRecord, beside: Members): Members {
  const implied = impliedMembers(beside);
  // member by member: a loop over the names took 40 µs more
  return {
    schemaVersion: unless(implied.schemaVersion, record.schemaVersion),
    source: unless(RECORD_DEFAULTS.source, record.source),
    requestId: record.requestId,
    gatewayRequestId: record.gatewayRequestId,
    traceId: record.traceId,
    startedAt: unless(implied.startedAt, record.startedAt),
    stage: unless(implied.stage, record.stage),
    tenant: record.tenant,
    application: record.application,
    feature: record.feature,
    user: record.user,
    conversation: record.conversation,
    route: unless(implied.route, record.route),
    operation: unless(implied.operation, record.operation),
    requestedModel: unless(implied.requestedModel, record.requestedModel),
    resolvedModel: unless(implied.resolvedModel, record.resolvedModel),
    region: record.region,
    stream: unless(implied.stream, record.stream),
    attempts: unless(implied.attempts, record.attempts),
    fallbackFrom: record.fallbackFrom,
    status: unless(implied.status, record.status),
    outcome: record.outcome,
    errorType: record.errorType,
    latencyMs: unless(implied.latencyMs, record.latencyMs),
    upstreamLatencyMs: unless(implied.upstreamLatencyMs, record.upstreamLatencyMs),
    timeToFirstTokenMs: unless(implied.timeToFirstTokenMs, record.timeToFirstTokenMs),
    costUsd: unless(implied.costUsd, record.costUsd),
    unpriced: record.unpriced,
    cacheSavedUsd: unless(implied.cacheSavedUsd, record.cacheSavedUsd),
    stopReason: record.stopReason,
    emptyResponse: unless(implied.emptyResponse, record.emptyResponse),
    toolCalls: unless(implied.toolCalls, record.toolCalls),
    toolErrors: unless(implied.toolErrors, record.toolErrors),
    withoutBody: unless(RECORD_DEFAULTS.withoutBody, record.withoutBody),
    tenantMismatch: unless(implied.tenantMismatch, record.tenantMismatch),
    prompt: record.prompt,
    cap: record.cap,
    usage: toWrittenUsage(record.usage, beside),
    guardrail: record.guardrail && toWrittenGuardrail(record.guardrail),
  } satisfies Record<keyof InvocationRecord, unknown>;
}

function toWrittenUsage(usage: InvocationRecord['usage'], beside: Members): Members | undefined {
  if (usage.status === 'unknown') return usage;
  const implied = impliedUsage(beside);
  const told = {
    status: unless(implied.status, usage.status),
    inputTokens: unless(implied.inputTokens, usage.inputTokens),
    outputTokens: unless(implied.outputTokens, usage.outputTokens),
    cacheReadInputTokens: unless(implied.cacheReadInputTokens, usage.cacheReadInputTokens),
    cacheWriteInputTokens: unless(implied.cacheWriteInputTokens, usage.cacheWriteInputTokens),
    cacheWrite1hInputTokens: usage.cacheWrite1hInputTokens,
  };
  return Object.values(told).some((value) => value !== undefined) ? told : undefined;
}

function toWrittenGuardrail({
  identifier,
  version,
  origin,
  counts,
}: NonNullable<InvocationRecord['guardrail']>): Members {
  return {
    identifier,
    version,
    origin: unless(GUARDRAIL_DEFAULTS.origin, origin),
    counts: counts.length > 0 ? counts : undefined,
  };
}

/** A member's value, or nothing where reading fills it in. */
const unless = <Value>(implied: unknown, value: Value): Value | undefined =>
  value === implied ? undefined : value;

/** Status of a call that Bedrock answered in full. */
const SUCCESS_STATUS = 200;

/** When the call began: the time of its metrics is that of its end. */
function impliedStart(beside: Members): string | undefined {
  const endMs = timestampOf(beside._aws);
  const latencyMs = beside[ownMetrics.latency.metricName] ?? 0;
  if (endMs === undefined || typeof latencyMs !== 'number') return undefined;
  const startedAt = new Date(Math.ceil(endMs - latencyMs - 0.5)); // undoes the rounding of `toEndMs`
  return Number.isNaN(startedAt.getTime()) ? undefined : startedAt.toISOString();
}

function timestampOf(directive: unknown): number | undefined {
  const isTold = typeof directive === 'object' && directive !== null && 'Timestamp' in directive;
  return isTold && typeof directive.Timestamp === 'number' ? directive.Timestamp : undefined;
}

/** When a call ended, in whole milliseconds since the Unix epoch: its metrics belong to that moment. */
export function toEndMs({
  startedAt,
  latencyMs = 0,
}: Pick<InvocationRecord, 'startedAt' | 'latencyMs'>): number {
  return Math.round(Date.parse(startedAt) + latencyMs);
}

/** What a record's members are where it does not say: what stands beside it in the line, or the ordinary case. */
export function impliedMembers(beside: Members) {
  const operation = OPERATIONS.find((name) => name === beside.Operation);
  const definition = operation && OPERATION_DEFINITIONS[operation];
  return {
    schemaVersion: RECORD_DEFAULTS.schemaVersion, // each by its name: spreading the defaults took 10 µs
    attempts: RECORD_DEFAULTS.attempts,
    emptyResponse: RECORD_DEFAULTS.emptyResponse,
    toolCalls: RECORD_DEFAULTS.toolCalls,
    toolErrors: RECORD_DEFAULTS.toolErrors,
    tenantMismatch: RECORD_DEFAULTS.tenantMismatch,
    route: definition?.route,
    stream: definition?.stream ?? RECORD_DEFAULTS.stream,
    stage: beside.Stage,
    operation,
    startedAt: impliedStart(beside),
    status: ownMetrics.successes.metricName in beside ? SUCCESS_STATUS : undefined,
    requestedModel: beside.Model,
    resolvedModel: beside.Model,
    latencyMs: beside[ownMetrics.latency.metricName],
    upstreamLatencyMs: beside[ownMetrics.upstreamLatency.metricName],
    timeToFirstTokenMs: beside[ownMetrics.timeToFirstToken.metricName],
    costUsd: beside[ownMetrics.cost.metricName],
    cacheSavedUsd: beside[ownMetrics.cacheSaved.metricName],
  };
}

/** The same for the members of usage: where its metrics are, it is known. */
export function impliedUsage(beside: Members) {
  const { inputTokens, outputTokens, cacheReadInputTokens, cacheWriteInputTokens } = ownMetrics;
  return {
    status: inputTokens.metricName in beside ? 'known' : undefined,
    inputTokens: beside[inputTokens.metricName],
    outputTokens: beside[outputTokens.metricName],
    cacheReadInputTokens: beside[cacheReadInputTokens.metricName] ?? USAGE_DEFAULTS.cacheReadInputTokens,
    cacheWriteInputTokens: beside[cacheWriteInputTokens.metricName] ?? USAGE_DEFAULTS.cacheWriteInputTokens,
  };
}
