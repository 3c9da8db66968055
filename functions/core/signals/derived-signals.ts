import type { SignalDefinition } from './definition.ts';
import { failureRate, INVOCATIONS_DEFINITION } from './failure-rate.ts';

const share = { kind: 'ratio', source: 'own-metric', unit: 'Percent' } as const;

/** The catalogue's rows that are computed from others. */
export const derivedSignals = {
  bedrockFailureRate: {
    ...share,
    source: 'aws-metric',
    title: 'Bedrock failure rate',
    description: 'Calls that Bedrock refused, failed or throttled, as a share of all calls that AWS counts.',
    level: 1,
    goodDirection: 'down',
    document: ['basicOutput'],
    ...failureRate(INVOCATIONS_DEFINITION),
  },
  promptCacheHitRatio: {
    ...share,
    title: 'Prompt cache hit ratio',
    description: 'Share of input tokens that were read from the prompt cache.',
    level: 4,
    goodDirection: 'up',
    document: ['cacheEfficiency', 'cachePerformance'],
    of: [{ signal: 'cacheReadInputTokens' }],
    over: [
      { signal: 'cacheReadInputTokens' },
      { signal: 'cacheWriteInputTokens' },
      { signal: 'inputTokens' },
    ],
  },
  costPerThousandRequests: {
    ...share,
    unit: 'None',
    title: 'Cost per 1,000 requests in USD',
    description: 'What a thousand calls cost; calls without a price are not among them.',
    level: 4,
    goodDirection: 'down',
    tellsCost: true,
    document: ['costControl'],
    of: [{ signal: 'cost' }],
    over: [{ signal: 'cost', statistic: 'SampleCount' }],
    factor: 1_000,
  },
  invocationLogCoverage: {
    ...share,
    source: 'aws-metric',
    title: 'Audit trail coverage',
    // whether every accepted call should lead to one delivery is unverified (aws: delivery metrics)
    description: 'Invocation logs that were delivered, as a share of the calls that Bedrock accepted.',
    level: 3,
    goodDirection: 'up',
    document: ['governance'],
    of: [{ signal: 'invocationLogDeliveries' }],
    over: [{ signal: 'bedrockInvocations' }],
  },
  observedShare: {
    ...share,
    source: 'aws-metric',
    title: 'Observed share',
    // outcomes after which Bedrock had accepted the call; a retry that failed counts at AWS only, so it is a little low
    description: 'Calls that Waymark has a record of, as a share of those that AWS counts in the Region.',
    level: 3,
    goodDirection: 'up',
    of: [
      { signal: 'successes' },
      { signal: 'guardrailInterventions' },
      { signal: 'serverErrors' },
      { signal: 'timeouts' },
      { signal: 'aborts' },
    ],
    over: [{ signal: 'bedrockInvocations' }],
  },
  latencySpread: {
    ...share,
    source: 'aws-metric',
    unit: 'None',
    title: 'Latency spread',
    description: 'Bedrock invocation latency: the 99th percentile as a multiple of the median.',
    level: 4,
    goodDirection: 'down',
    document: ['efficiency'],
    of: [{ signal: 'bedrockLatency', statistic: 'p99' }],
    over: [{ signal: 'bedrockLatency', statistic: 'p50' }],
  },
  toolErrorRate: {
    ...share,
    title: 'Tool error rate',
    description:
      'Tool results reported as errors and malformed tool uses, as a share of the tool uses asked for.',
    level: 5,
    goodDirection: 'down',
    document: ['toolUsage', 'toolAccuracy'],
    of: [{ signal: 'toolErrors' }],
    over: [{ signal: 'toolCalls' }],
  },
  retrySuccessRate: {
    ...share,
    title: 'Retry success rate',
    description:
      'Calls that were answered in full after a failed attempt, as a share of the calls that were retried.',
    level: 5,
    goodDirection: 'up',
    document: ['retrySuccess'],
    of: [{ signal: 'retriedSuccesses' }],
    over: [{ signal: 'retriedSuccesses', statistic: 'SampleCount' }],
  },
  lambdaErrorRate: {
    ...share,
    source: 'aws-metric',
    title: 'Lambda error rate',
    description: 'Unhandled errors of functions as a share of their invocations.',
    level: 5,
    goodDirection: 'down',
    document: ['reasoningLoops'],
    of: [{ signal: 'lambdaErrors' }],
    over: [{ signal: 'lambdaInvocations' }],
  },
} as const satisfies Record<string, SignalDefinition>;
