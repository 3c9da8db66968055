import * as z from 'zod/mini';
import { UNPRICED_REASONS } from '../cost/priceable-call.ts';
import { GUARDRAIL_DEFAULTS, RECORD_DEFAULTS, USAGE_DEFAULTS } from './defaults.ts';
import { OPERATIONS } from './operations.ts';

/** A Bedrock Runtime operation. */
export const Operation = z.enum(OPERATIONS);
export type Operation = z.infer<typeof Operation>;

/** How a call ended, from the caller's point of view. */
export const OUTCOMES = [
  'success',
  'client_error',
  'throttled',
  'server_error',
  'timeout',
  'aborted',
  'guardrail_intervened',
] as const;
export const Outcome = z.enum(OUTCOMES);
export type Outcome = z.infer<typeof Outcome>;

/** Where a call was seen: on its way through the gateway, or in Bedrock's model invocation log. */
const CAPTURE_SOURCES = ['gateway', 'invocation_log'] as const;

const tokenCount = z.int().check(z.nonnegative());
const durationMs = z.number().check(z.nonnegative());

/**
 * Tokens as Bedrock reported them. `inputTokens` excludes cached tokens (Converse counts them apart);
 * missing usage is `unknown` with the reason, never zero.
 */
export const Usage = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('known'),
    inputTokens: tokenCount,
    outputTokens: tokenCount,
    cacheReadInputTokens: z._default(tokenCount, USAGE_DEFAULTS.cacheReadInputTokens),
    cacheWriteInputTokens: z._default(tokenCount, USAGE_DEFAULTS.cacheWriteInputTokens),
    /** Those of `cacheWriteInputTokens` that are kept for an hour. */
    cacheWrite1hInputTokens: z.optional(tokenCount),
  }),
  z.object({
    status: z.literal('unknown'),
    reason: z.enum(['absent', 'invalid', 'not_applicable', 'no_response', 'interrupted']),
  }),
]);
export type Usage = z.infer<typeof Usage>;

/** How often a guardrail policy reacted. The matched text is never part of it. */
export const GuardrailCount = z.object({
  policy: z.enum([
    'topicPolicy',
    'contentPolicy',
    'wordPolicy',
    'sensitiveInformationPolicy',
    'contextualGroundingPolicy',
    'automatedReasoningPolicy',
  ]),
  /** The filter's own type or a finding's kind, for example `PROMPT_ATTACK`, `EMAIL`, `GROUNDING`. */
  type: z.string(),
  /** `BLOCKED`, `ANONYMIZED`, `NONE` (detected only), `PASSED` (a grounding score that was high enough). */
  action: z.string(),
  side: z.enum(['input', 'output']),
  count: z.int().check(z.positive()),
});
export type GuardrailCount = z.infer<typeof GuardrailCount>;

/** What the caps of its key and tenant made of a call. */
export const CapFacts = z.object({
  /**
   * `unpriced`: a USD cap applies and the model has no price. `unchecked`: the caps could not be asked.
   * The record's own status tells whether such a call was let through.
   */
  outcome: z.enum(['admitted', 'refused', 'unpriced', 'unchecked']),
  /** The cap that refused, for example `key.dailyUsd`. */
  by: z.optional(z.string()),
  /** What it was charged in the end; `failed` when that could not be written down. */
  charged: z.optional(z.enum(['usage', 'reservation', 'nothing', 'failed'])),
});
export type CapFacts = z.infer<typeof CapFacts>;

/** Everything Waymark keeps about one call: one shape for every capture path. */
export const InvocationRecord = z.object({
  schemaVersion: z._default(z.literal(1), RECORD_DEFAULTS.schemaVersion),
  /** @default 'gateway' */
  source: z.optional(z.enum(CAPTURE_SOURCES)),
  /** Bedrock's request id (`x-amzn-requestid`), or API Gateway's when Bedrock never answered. */
  requestId: z.string(),
  /** What the caller's SDK shows as `$metadata.requestId`: API Gateway's request id, Bedrock's own without the gateway. */
  gatewayRequestId: z.string(),
  traceId: z.optional(z.string()),
  /** ISO 8601, UTC. */
  startedAt: z.iso.datetime(),
  stage: z.string(),
  tenant: z.string(),
  application: z.optional(z.string()),
  feature: z.optional(z.string()),
  /** HMAC-SHA-256 of the caller's name for the person, hex, first 16 characters: a log field, never a dimension. */
  user: z.optional(z.string()),
  /**
   * The same of the conversation's id (OpenTelemetry `gen_ai.conversation.id`). It names a person's session, and some
   * systems let in whoever knows it: the hash still tells conversations apart, and the request id leads back to it.
   */
  conversation: z.optional(z.string()),
  route: z.string(),
  operation: Operation,
  /** As the caller wrote it. */
  requestedModel: z.string(),
  /** Base model id after normalising, for example `anthropic.claude-sonnet-5`; `none` when no model was called. */
  resolvedModel: z.string(),
  region: z.string(),
  stream: z._default(z.boolean(), RECORD_DEFAULTS.stream),
  /** Calls made to Bedrock for this request; 0 when it was refused before the first. */
  attempts: z._default(z.int().check(z.nonnegative()), RECORD_DEFAULTS.attempts),
  /** Model that was asked first, when another one was asked last. */
  fallbackFrom: z.optional(z.string()),
  status: z.int(),
  outcome: Outcome,
  /** Bedrock's exception name, for example `ThrottlingException`. */
  errorType: z.optional(z.string()),
  /** From the call reaching whoever captured it to its last byte. @default - not told, as by the log of an InvokeModel call */
  latencyMs: z.optional(durationMs),
  /** Time from sending the last attempt to its last byte. */
  upstreamLatencyMs: z.optional(durationMs),
  timeToFirstTokenMs: z.optional(durationMs),
  usage: Usage,
  /** USD by the price table, at most twelve decimals; absent when nothing was billed, or when it is not known. */
  costUsd: z.optional(z.number().check(z.nonnegative())),
  /** Why a call that was billed has no cost. */
  unpriced: z.optional(z.enum(UNPRICED_REASONS)),
  /** USD that the prompt cache saved, negative when it cost more; absent when no token was cached. */
  cacheSavedUsd: z.optional(z.number()),
  stopReason: z.optional(z.string()),
  emptyResponse: z._default(z.boolean(), RECORD_DEFAULTS.emptyResponse),
  guardrail: z.optional(
    z.object({
      identifier: z.string(),
      version: z.string(),
      /** Who named it: the stack's default or the caller. */
      origin: z._default(z.enum(['stack', 'caller']), GUARDRAIL_DEFAULTS.origin),
      /** @default none */
      counts: z._default(z.array(GuardrailCount), []),
    }),
  ),
  toolCalls: z._default(z.int().check(z.nonnegative()), RECORD_DEFAULTS.toolCalls),
  /** `toolResult` blocks with `status: "error"` in the request plus malformed tool use in the answer. */
  toolErrors: z._default(z.int().check(z.nonnegative()), RECORD_DEFAULTS.toolErrors),
  /** A body of the logged call could not be read: what only a body tells is missing. @default false */
  withoutBody: z.optional(z.boolean()),
  /** The caller claimed another tenant than its key's; the key's tenant is the one recorded. */
  tenantMismatch: z._default(z.boolean(), RECORD_DEFAULTS.tenantMismatch),
  prompt: z.optional(
    z.object({
      id: z.optional(z.string()),
      version: z.optional(z.string()),
      /** HMAC-SHA-256 of the system prompt, hex, first 16 characters. */
      systemHash: z.optional(z.string()),
    }),
  ),
  /** @default nothing is capped */
  cap: z.optional(CapFacts),
});
export type InvocationRecord = z.infer<typeof InvocationRecord>;

/** A user's judgement of one answer. `reason` is a short code, so that no text of the answer is stored. */
export const FeedbackRecord = z.object({
  schemaVersion: z.literal(1),
  requestId: z.string(),
  receivedAt: z.iso.datetime(),
  stage: z.string(),
  tenant: z.string(),
  rating: z.enum(['positive', 'negative']),
  reason: z.optional(z.string()),
});
export type FeedbackRecord = z.infer<typeof FeedbackRecord>;
