import fc from 'fast-check';
import { UNPRICED_REASONS } from '#core/cost/priceable-call.ts';
import { OPERATIONS } from '#core/invocation/operations.ts';
import { type FeedbackRecord, type InvocationRecord, OUTCOMES } from '#core/invocation/record.ts';

/** A typical successful Converse call, changed where a test says so. */
export function invocationRecord(changes: Partial<InvocationRecord> = {}): InvocationRecord {
  return {
    schemaVersion: 1,
    requestId: '6f2b0c5e-9d64-4a0f-8f4e-0d6a7c2f9b11',
    gatewayRequestId: '0b9d3a72-58a1-4c5b-b1d2-7f0c3e6a4d55',
    traceId: '1-67891233-abcdef012345678912345678',
    startedAt: '2026-11-21T10:11:12.345Z',
    stage: 'dev',
    tenant: 'team-checkout',
    application: 'checkout-assistant',
    feature: 'order-status',
    route: '/model/{modelId}/converse',
    operation: 'Converse',
    requestedModel: 'us.anthropic.claude-sonnet-4-5-20250929-v1:0',
    resolvedModel: 'anthropic.claude-sonnet-4-5-20250929-v1:0',
    region: 'us-east-1',
    stream: false,
    attempts: 1,
    status: 200,
    outcome: 'success',
    latencyMs: 1234.5,
    upstreamLatencyMs: 1230.1,
    usage: {
      status: 'known',
      inputTokens: 1234,
      outputTokens: 567,
      cacheReadInputTokens: 0,
      cacheWriteInputTokens: 0,
    },
    stopReason: 'end_turn',
    emptyResponse: false,
    guardrail: { identifier: 'abcd1234efgh', version: '1', origin: 'stack', counts: [] },
    toolCalls: 0,
    toolErrors: 0,
    tenantMismatch: false,
    prompt: { id: 'order-status', version: '7', systemHash: '0123456789abcdef' },
    ...changes,
  };
}

/** A user's rating of an answer. */
export function feedbackRecord(changes: Partial<FeedbackRecord> = {}): FeedbackRecord {
  return {
    schemaVersion: 1,
    requestId: '6f2b0c5e-9d64-4a0f-8f4e-0d6a7c2f9b11',
    receivedAt: '2026-11-21T10:12:12.345Z',
    stage: 'dev',
    tenant: 'team-checkout',
    rating: 'positive',
    ...changes,
  };
}

const durationMs = fc.double({ min: 0, max: 1e7, noNaN: true }).map(Math.abs);
const tokenCount = fc.nat();
const guardrailCounts = fc.array(
  fc.record({
    policy: fc.constantFrom('contentPolicy' as const, 'sensitiveInformationPolicy' as const),
    type: fc.constantFrom('PROMPT_ATTACK', 'EMAIL'),
    action: fc.constantFrom('BLOCKED', 'NONE'),
    side: fc.constantFrom('input' as const, 'output' as const),
    count: fc.integer({ min: 1, max: 100 }),
  }),
  { maxLength: 4 },
);

/** Records of every kind of call. */
export function anyInvocationRecord(): fc.Arbitrary<InvocationRecord> {
  return fc
    .record({
      stage: fc.constantFrom('dev', 'prod'),
      route: fc.constantFrom('/model/{modelId}/converse', '/model/{modelId}/invoke'),
      operation: fc.constantFrom(...OPERATIONS),
      requestedModel: fc.constantFrom('us.amazon.nova-lite-v1:0', 'amazon.nova-lite-v1:0', 'fast'),
      outcome: fc.constantFrom(...OUTCOMES),
      resolvedModel: fc.constantFrom('amazon.nova-lite-v1:0', 'none'),
      stream: fc.boolean(),
      emptyResponse: fc.boolean(),
      tenantMismatch: fc.boolean(),
      attempts: fc.nat({ max: 5 }),
      fallbackFrom: fc.option(fc.constant('amazon.nova-pro-v1:0'), { nil: undefined }),
      latencyMs: durationMs,
      upstreamLatencyMs: fc.option(durationMs, { nil: undefined }),
      timeToFirstTokenMs: fc.option(durationMs, { nil: undefined }),
      costUsd: fc.option(
        fc.nat().map((count) => count / 1e9),
        { nil: undefined },
      ),
      cacheSavedUsd: fc.option(
        fc.integer().map((count) => count / 1e9),
        { nil: undefined },
      ),
      unpriced: fc.option(fc.constantFrom(...UNPRICED_REASONS), { nil: undefined }),
      toolCalls: fc.nat({ max: 3 }),
      toolErrors: fc.nat({ max: 3 }),
      usage: fc.oneof(
        fc.record({
          status: fc.constant('known' as const),
          inputTokens: tokenCount,
          outputTokens: tokenCount,
          cacheReadInputTokens: tokenCount,
          cacheWriteInputTokens: tokenCount,
          cacheWrite1hInputTokens: fc.option(tokenCount, { nil: undefined }),
        }),
        fc.record({
          status: fc.constant('unknown' as const),
          reason: fc.constantFrom('absent' as const, 'no_response' as const, 'not_applicable' as const),
        }),
      ),
      guardrail: fc.option(
        fc.record({
          identifier: fc.constant('gr1'),
          version: fc.constant('1'),
          origin: fc.constantFrom('stack' as const, 'caller' as const),
          counts: guardrailCounts,
        }),
        { nil: undefined },
      ),
    })
    .map((changes) => invocationRecord(changes));
}
