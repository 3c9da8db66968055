import { isUsageMissing } from '../invocation/outcome.ts';
import type { FeedbackRecord, GuardrailCount, InvocationRecord, Outcome } from '../invocation/record.ts';
import type { DimensionName, SignalDefinition } from './definition.ts';

/** CloudWatch namespace of every metric that Waymark emits. */
export const NAMESPACE = 'Waymark';

const PER_CALL: readonly (readonly DimensionName[])[] = [['Stage'], ['Stage', 'Operation', 'Model']];
const PER_STAGE: readonly (readonly DimensionName[])[] = [['Stage']];

const oneIf = (condition: boolean): number | undefined => (condition ? 1 : undefined);
const positive = (value: number): number | undefined => (value > 0 ? value : undefined);
const outcomeIs =
  (outcome: Outcome) =>
  (record: InvocationRecord): number | undefined =>
    oneIf(record.outcome === outcome);
const tokens =
  (field: 'inputTokens' | 'outputTokens' | 'cacheReadInputTokens' | 'cacheWriteInputTokens') =>
  (record: InvocationRecord): number | undefined =>
    record.usage.status === 'known' ? record.usage[field] : undefined;
const guardrailCount =
  (matches: (count: GuardrailCount) => boolean) =>
  (record: InvocationRecord): number | undefined =>
    positive((record.guardrail?.counts ?? []).filter(matches).reduce((sum, { count }) => sum + count, 0));

const rated =
  (rating: FeedbackRecord['rating']) =>
  (record: FeedbackRecord): number | undefined =>
    oneIf(record.rating === rating);

const own = { source: 'own-metric', namespace: NAMESPACE } as const;
const counter = { ...own, dimensionSets: PER_CALL, unit: 'Count', statistics: ['Sum'] } as const;
const tokenSum = { ...counter, statistics: ['Sum', 'Average'] } as const;
const duration = {
  ...own,
  dimensionSets: PER_CALL,
  unit: 'Milliseconds',
  statistics: ['p50', 'p90', 'p99'],
} as const;
const perFeedback = { ...counter, dimensionSets: PER_STAGE } as const;

/**
 * The one table. Emitter, dashboards, alarms, maturity and the README are derived from its rows;
 * a metric name, unit or dimension written anywhere else is a defect.
 *
 * Counters are emitted only when they are above zero: a period with `Requests` and without, say,
 * `Throttles` had none. A period without `Requests` says nothing about any of them.
 */
export const catalogue = {
  requests: {
    ...counter,
    title: 'Requests',
    description: 'Calls that reached the gateway with a valid key, whatever became of them.',
    level: 1,
    metricName: 'Requests',
    goodDirection: 'neutral',
    emitter: { from: 'invocation', value: () => 1 },
  },
  successes: {
    ...counter,
    title: 'Successful calls',
    description: 'Calls that Bedrock answered in full.',
    level: 1,
    metricName: 'Successes',
    goodDirection: 'up',
    emitter: { from: 'invocation', value: outcomeIs('success') },
  },
  clientErrors: {
    ...counter,
    title: 'Client errors',
    description: 'Calls refused because of what was sent (4xx other than throttling).',
    level: 1,
    metricName: 'ClientErrors',
    goodDirection: 'down',
    emitter: { from: 'invocation', value: outcomeIs('client_error') },
  },
  serverErrors: {
    ...counter,
    title: 'Server errors',
    description: 'Calls that failed at Bedrock or in the gateway (5xx).',
    level: 1,
    metricName: 'ServerErrors',
    goodDirection: 'down',
    emitter: { from: 'invocation', value: outcomeIs('server_error') },
  },
  emptyResponses: {
    ...counter,
    title: 'Empty answers',
    description: 'Successful calls whose answer held no text, no tool use and no other content.',
    level: 1,
    metricName: 'EmptyResponses',
    goodDirection: 'down',
    emitter: { from: 'invocation', value: (record) => oneIf(record.emptyResponse) },
  },
  latency: {
    ...duration,
    title: 'Latency',
    description: 'Time from the call reaching the gateway to its last byte leaving it.',
    level: 2,
    metricName: 'Latency',
    goodDirection: 'down',
    emitter: { from: 'invocation', value: (record) => record.latencyMs },
    genAiName: 'gen_ai.client.operation.duration',
  },
  upstreamLatency: {
    ...duration,
    title: 'Bedrock latency',
    description: 'Time from sending the last attempt to Bedrock to its last byte.',
    level: 2,
    metricName: 'UpstreamLatency',
    goodDirection: 'down',
    emitter: { from: 'invocation', value: (record) => record.upstreamLatencyMs },
  },
  inputTokens: {
    ...tokenSum,
    title: 'Input tokens',
    description: 'Tokens sent that were not read from or written to the prompt cache.',
    level: 2,
    metricName: 'InputTokenCount',
    goodDirection: 'neutral',
    emitter: { from: 'invocation', value: tokens('inputTokens') },
  },
  outputTokens: {
    ...tokenSum,
    title: 'Output tokens',
    description: 'Tokens the model generated.',
    level: 2,
    metricName: 'OutputTokenCount',
    goodDirection: 'neutral',
    emitter: { from: 'invocation', value: tokens('outputTokens') },
    genAiName: 'gen_ai.usage.output_tokens',
  },
  usageMissing: {
    ...counter,
    title: 'Calls without usage',
    description: 'Answered calls that carried no readable token usage.',
    level: 2,
    metricName: 'UsageMissing',
    goodDirection: 'down',
    emitter: { from: 'invocation', value: (record) => oneIf(isUsageMissing(record)) },
  },
  throttles: {
    ...counter,
    title: 'Throttled calls',
    description: 'Calls that ended throttled after every attempt.',
    level: 2,
    metricName: 'Throttles',
    goodDirection: 'down',
    emitter: { from: 'invocation', value: outcomeIs('throttled') },
  },
  timeouts: {
    ...counter,
    title: 'Timed-out calls',
    description: 'Calls that met the deadline before Bedrock finished.',
    level: 2,
    metricName: 'Timeouts',
    goodDirection: 'down',
    emitter: { from: 'invocation', value: outcomeIs('timeout') },
  },
  aborts: {
    ...counter,
    title: 'Aborted calls',
    description: 'Calls cut off before the end: the caller hung up or the stream broke.',
    level: 2,
    metricName: 'Aborts',
    goodDirection: 'down',
    emitter: { from: 'invocation', value: outcomeIs('aborted') },
  },
  retries: {
    ...counter,
    title: 'Retries',
    description: 'Attempts beyond the first.',
    level: 2,
    metricName: 'Retries',
    goodDirection: 'down',
    emitter: { from: 'invocation', value: (record) => positive(record.attempts - 1) },
  },
  guardrailInterventions: {
    ...counter,
    title: 'Guardrail interventions',
    description: 'Calls in which a guardrail replaced the question or the answer.',
    level: 3,
    metricName: 'GuardrailInterventions',
    goodDirection: 'neutral',
    emitter: { from: 'invocation', value: outcomeIs('guardrail_intervened') },
  },
  promptAttacks: {
    ...counter,
    title: 'Prompt attacks found',
    description: 'Prompt-attack findings in guardrail assessments.',
    level: 3,
    metricName: 'PromptAttacks',
    goodDirection: 'neutral',
    emitter: { from: 'invocation', value: guardrailCount(({ type }) => type === 'PROMPT_ATTACK') },
  },
  sensitiveInformationFindings: {
    ...counter,
    title: 'Personal data found',
    description: 'Sensitive-information findings in guardrail assessments.',
    level: 3,
    metricName: 'SensitiveInformationFindings',
    goodDirection: 'neutral',
    emitter: {
      from: 'invocation',
      value: guardrailCount(({ policy }) => policy === 'sensitiveInformationPolicy'),
    },
  },
  cacheReadInputTokens: {
    ...tokenSum,
    title: 'Cached input tokens read',
    description: 'Input tokens read from the prompt cache.',
    level: 4,
    metricName: 'CacheReadInputTokenCount',
    goodDirection: 'up',
    emitter: { from: 'invocation', value: (record) => positive(tokens('cacheReadInputTokens')(record) ?? 0) },
    genAiName: 'gen_ai.usage.cache_read.input_tokens',
  },
  cacheWriteInputTokens: {
    ...tokenSum,
    title: 'Cached input tokens written',
    description: 'Input tokens written to the prompt cache.',
    level: 4,
    metricName: 'CacheWriteInputTokenCount',
    goodDirection: 'neutral',
    emitter: {
      from: 'invocation',
      value: (record) => positive(tokens('cacheWriteInputTokens')(record) ?? 0),
    },
    genAiName: 'gen_ai.usage.cache_creation.input_tokens',
  },
  timeToFirstToken: {
    ...duration,
    title: 'Time to first token',
    description: 'Time from the call reaching the gateway to the first generated content, streaming only.',
    level: 4,
    metricName: 'TimeToFirstToken',
    goodDirection: 'down',
    emitter: { from: 'invocation', value: (record) => record.timeToFirstTokenMs },
    genAiName: 'gen_ai.client.operation.time_to_first_chunk',
  },
  feedbackPositive: {
    ...perFeedback,
    title: 'Positive feedback',
    description: 'Answers that a user rated positive.',
    level: 4,
    metricName: 'FeedbackPositive',
    goodDirection: 'up',
    emitter: { from: 'feedback', value: rated('positive') },
  },
  feedbackNegative: {
    ...perFeedback,
    title: 'Negative feedback',
    description: 'Answers that a user rated negative.',
    level: 4,
    metricName: 'FeedbackNegative',
    goodDirection: 'down',
    emitter: { from: 'feedback', value: rated('negative') },
  },
  fallbacks: {
    ...counter,
    title: 'Fallbacks',
    description: 'Calls answered by another model than the one asked first.',
    level: 5,
    metricName: 'Fallbacks',
    goodDirection: 'down',
    emitter: { from: 'invocation', value: (record) => oneIf(record.fallbackFrom !== undefined) },
  },
  toolCalls: {
    ...counter,
    title: 'Tool calls',
    description: 'Tool uses the model asked for.',
    level: 5,
    metricName: 'ToolCalls',
    goodDirection: 'neutral',
    emitter: { from: 'invocation', value: (record) => positive(record.toolCalls) },
  },
  toolErrors: {
    ...counter,
    title: 'Tool errors',
    description: 'Tool results reported as errors, and malformed tool use by the model.',
    level: 5,
    metricName: 'ToolErrors',
    goodDirection: 'down',
    emitter: { from: 'invocation', value: (record) => positive(record.toolErrors) },
  },
} as const satisfies Record<string, SignalDefinition>;

/** Key of a catalogue row. */
export type SignalId = keyof typeof catalogue;
