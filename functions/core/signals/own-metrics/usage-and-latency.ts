import { isUsageMissing } from '../../invocation/outcome.ts';
import type { InvocationRecord } from '../../invocation/record.ts';
import type { SignalDefinition } from '../definition.ts';
import {
  duration,
  fromInvocation,
  modelCounter,
  modelDuration,
  oneIf,
  positive,
  tokenSum,
} from './columns.ts';

type TokenField = 'inputTokens' | 'outputTokens' | 'cacheReadInputTokens' | 'cacheWriteInputTokens';

const tokens =
  (field: TokenField) =>
  (record: InvocationRecord): number | undefined =>
    record.usage.status === 'known' ? record.usage[field] : undefined;

/** How long calls take and how many tokens they use. */
export const usageAndLatency = {
  latency: {
    ...modelDuration,
    title: 'Latency',
    description: 'Time from the call reaching the gateway to its last byte leaving it.',
    level: 2,
    metricName: 'Latency',
    goodDirection: 'down',
    document: ['responseTime'],
    emitter: fromInvocation((record) => record.latencyMs),
    genAiName: 'gen_ai.client.operation.duration',
  },
  upstreamLatency: {
    ...duration,
    title: 'Bedrock latency',
    description: 'Time from sending the last attempt to Bedrock to its last byte.',
    level: 2,
    metricName: 'UpstreamLatency',
    goodDirection: 'down',
    emitter: fromInvocation((record) => record.upstreamLatencyMs),
  },
  inputTokens: {
    ...tokenSum,
    title: 'Input tokens',
    description: 'Tokens sent that were not read from or written to the prompt cache.',
    level: 2,
    metricName: 'InputTokenCount',
    goodDirection: 'neutral',
    document: ['tokenTracking', 'costTracking'],
    emitter: fromInvocation(tokens('inputTokens')),
    genAiName: 'gen_ai.usage.input_tokens',
  },
  outputTokens: {
    ...tokenSum,
    title: 'Output tokens',
    description: 'Tokens the model generated.',
    level: 2,
    metricName: 'OutputTokenCount',
    goodDirection: 'neutral',
    document: ['tokenTracking', 'costTracking'],
    emitter: fromInvocation(tokens('outputTokens')),
    genAiName: 'gen_ai.usage.output_tokens',
  },
  usageMissing: {
    ...modelCounter,
    title: 'Calls without usage',
    description: 'Answered calls that carried no readable token usage.',
    level: 2,
    metricName: 'UsageMissing',
    goodDirection: 'down',
    emitter: fromInvocation((record) => oneIf(isUsageMissing(record))),
  },
  cacheReadInputTokens: {
    ...tokenSum,
    title: 'Cached input tokens read',
    description: 'Input tokens read from the prompt cache.',
    level: 4,
    metricName: 'CacheReadInputTokenCount',
    goodDirection: 'up',
    emitter: fromInvocation((record) => positive(tokens('cacheReadInputTokens')(record) ?? 0)),
    genAiName: 'gen_ai.usage.cache_read.input_tokens',
  },
  cacheWriteInputTokens: {
    ...tokenSum,
    title: 'Cached input tokens written',
    description: 'Input tokens written to the prompt cache.',
    level: 4,
    metricName: 'CacheWriteInputTokenCount',
    goodDirection: 'neutral',
    emitter: fromInvocation((record) => positive(tokens('cacheWriteInputTokens')(record) ?? 0)),
    genAiName: 'gen_ai.usage.cache_creation.input_tokens',
  },
  timeToFirstToken: {
    ...modelDuration,
    title: 'Time to first token',
    description: 'Time from the call reaching the gateway to the first generated content, streaming only.',
    level: 4,
    metricName: 'TimeToFirstToken',
    goodDirection: 'down',
    document: ['userExperience'],
    emitter: fromInvocation((record) => record.timeToFirstTokenMs),
    genAiName: 'gen_ai.client.operation.time_to_first_chunk',
  },
} as const satisfies Record<string, SignalDefinition>;
