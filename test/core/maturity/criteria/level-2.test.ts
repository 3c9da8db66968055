import { describe, expect, it } from 'vitest';
import { type CriterionCase, resultOf } from '../results.ts';
import type { SampleChanges } from '../sample-observations.ts';

const logging = (
  isEnabled: boolean,
  isTextDelivered: boolean,
  destinations: readonly ('cloudwatch' | 's3')[] = ['cloudwatch'],
): SampleChanges['facts'] => ({
  invocationLogging: { isEnabled, isTextDelivered, destinations: [...destinations] },
});

/** No call through the gateway; what Bedrock itself counted instead. */
const withoutGateway = (signals: NonNullable<SampleChanges['signals']>): SampleChanges => ({
  signals: {
    requests: 'no_data',
    bedrockInvocations: 200,
    bedrockInputTokens: 200,
    bedrockOutputTokens: 90,
    bedrockServerErrors: 'no_data',
    bedrockThrottles: 'no_data',
    ...signals,
  },
});

const tables: Readonly<Record<string, readonly CriterionCase[]>> = {
  'prompts-centralised': [
    [
      'is met at exactly half of the calls',
      { signals: { requests: 100, identifiedPrompts: 50 } },
      'met',
      '50 %',
    ],
    [
      'is unmet just below half',
      { signals: { requests: 100, identifiedPrompts: 49 } },
      'unmet',
      '49 of 100 calls (49 %) name the managed prompt they use; it takes at least 50 % of calls.',
    ],
    [
      'is unknown where more calls name a prompt than were made',
      { signals: { requests: 1_662, identifiedPrompts: 99_999 } },
      'unknown',
      'The counts contradict each other: 99,999 of 1,662 calls',
    ],
    [
      'takes a silent counter for zero where calls were made',
      { signals: { identifiedPrompts: 'no_data' } },
      'unmet',
      '0 of 4,800 calls',
    ],
    ['is unknown without traffic', { signals: { requests: 'no_data' } }, 'unknown', 'No call went through'],
    ['is unknown with zero requests', { signals: { requests: 0 } }, 'unknown', 'No call went through'],
    [
      'is unknown with nineteen calls',
      { signals: { requests: 19 } },
      'unknown',
      'Only 19 calls went through',
    ],
    [
      'is decided from twenty calls on',
      { signals: { requests: 20, identifiedPrompts: 20 } },
      'met',
      '20 of 20 calls',
    ],
    ['is unknown at a count below zero', { signals: { identifiedPrompts: -1 } }, 'unknown', 'below zero'],
  ],
  'inputs-and-outputs-logged': [
    ['is met when logs arrive at every destination', {}, 'met', 'arrived in S3'],
    ['is unmet when logging is off', { facts: logging(false, false, []) }, 'unmet', 'logging is off'],
    ['is unmet without a destination', { facts: logging(true, true, []) }, 'unmet', 'logging is off'],
    ['is unmet without bodies', { facts: logging(true, false) }, 'unmet', 'leaves out the text'],
    [
      'is met at exactly 99 % of logs',
      { facts: logging(true, true), signals: { invocationLogDeliveries: 990, invocationLogFailures: 10 } },
      'met',
      '990 of 1,000 logs (99 %)',
    ],
    [
      'is unmet just below 99 %',
      { facts: logging(true, true), signals: { invocationLogDeliveries: 989, invocationLogFailures: 11 } },
      'unmet',
      '989 of 1,000 logs (98.9 %) arrived in CloudWatch Logs',
    ],
    [
      'is unmet when one of two destinations loses logs',
      { signals: { invocationLogDeliveriesS3: 'no_data', invocationLogFailuresS3: 5 } },
      'unmet',
      '0 of 5 logs (0 %) arrived in S3',
    ],
    [
      'is unknown when it is on and nothing was delivered',
      { facts: logging(true, true), signals: { invocationLogDeliveries: 'no_data' } },
      'unknown',
      'no log was delivered to CloudWatch Logs',
    ],
    [
      'does not look at a destination that is not set',
      { facts: logging(true, true, ['s3']), signals: { invocationLogDeliveries: 'no_data' } },
      'met',
      'arrived in S3',
    ],
  ],
  'tokens-and-latency-tracked': [
    ['is met at exactly 5 % without usage', { signals: { requests: 100, usageMissing: 5 } }, 'met', '812 ms'],
    ['is unmet just above', { signals: { requests: 100, usageMissing: 6 } }, 'unmet', 'at most 5 % of calls'],
    ['is unmet without a latency', { signals: { latency: 'no_data' } }, 'unmet', 'no latency was measured'],
    [
      'is unknown where more calls lack usage than were made',
      { signals: { requests: 100, usageMissing: 101 } },
      'unknown',
      'The counts contradict each other: 101 of 100 calls',
    ],
    [
      'is met by Bedrock’s metrics without a gateway',
      withoutGateway({}),
      'met',
      '200 input and 90 output tokens',
    ],
    [
      'is unmet where Bedrock counted no tokens',
      withoutGateway({ bedrockOutputTokens: 'no_data' }),
      'unmet',
      'no output tokens',
    ],
    [
      'is unmet where Bedrock measured no latency',
      withoutGateway({ bedrockLatency: 'no_data' }),
      'unmet',
      'but no latency',
    ],
    [
      'is unknown where nineteen calls reached Bedrock',
      withoutGateway({ bedrockInvocations: 19 }),
      'unknown',
      'Only 19 calls reached Bedrock',
    ],
    [
      'is unknown without traffic',
      withoutGateway({ bedrockInvocations: 'no_data' }),
      'unknown',
      'none reached Bedrock',
    ],
  ],
  'environments-separated': [
    [
      'is met with two stages',
      { facts: { stages: { stages: ['prod', 'dev'] } } },
      'met',
      '2 stages send metrics: dev, prod.',
    ],
    [
      'is unmet with one stage, however often it is listed',
      { facts: { stages: { stages: ['prod', 'prod'] } } },
      'unmet',
      'Only the stage prod',
    ],
    [
      'is unknown without a stage',
      { facts: { stages: { stages: [] } } },
      'unknown',
      'No stage sends metrics',
    ],
  ],
  'errors-handled': [
    [
      'is met at exactly 1 % of failed calls',
      { signals: { requests: 1_000, serverErrors: 4, throttles: 4, timeouts: 2 } },
      'met',
      '10 of 1,000 calls (1 %)',
    ],
    [
      'is unmet just above',
      { signals: { requests: 1_000, serverErrors: 4, throttles: 4, timeouts: 3 } },
      'unmet',
      'at most 1 % of calls',
    ],
    [
      'is met when nothing failed, whether or not anything was retried',
      {
        signals: {
          serverErrors: 'no_data',
          throttles: 'no_data',
          timeouts: 'no_data',
          retries: 'no_data',
          retriedSuccesses: 'no_data',
        },
      },
      'met',
      '0 of 4,800 calls (0 %)',
    ],
    [
      'is unmet when five calls failed and no retry rescued any',
      { signals: { serverErrors: 5, throttles: 'no_data', retries: 'no_data', retriedSuccesses: 'no_data' } },
      'unmet',
      'and no call was retried',
    ],
    [
      'is met when four calls failed, which is chance',
      { signals: { serverErrors: 4, throttles: 'no_data', retriedSuccesses: 'no_data' } },
      'met',
      '60 retries rescued no call.',
    ],
    [
      'is unknown where more calls failed than were made',
      { signals: { requests: 100, timeouts: 500 } },
      'unknown',
      'contradict each other',
    ],
    [
      'is met by Bedrock’s metrics at exactly 1 % of attempts',
      withoutGateway({ bedrockInvocations: 199, bedrockServerErrors: 1, bedrockThrottles: 1 }),
      'met',
      '2 of 200 attempts (1 %)',
    ],
    [
      'is unknown just above, where retries may have rescued calls',
      withoutGateway({ bedrockInvocations: 199, bedrockServerErrors: 2, bedrockThrottles: 1 }),
      'unknown',
      'only the gateway sees',
    ],
    [
      'is unknown without traffic',
      withoutGateway({ bedrockInvocations: 'no_data' }),
      'unknown',
      'none reached Bedrock',
    ],
  ],
  'rag-pipelines': [
    [
      'is met with one filled knowledge base',
      { facts: { knowledgeBases: { active: 3, withData: 1 } } },
      'met',
      '1 of 3',
    ],
    [
      'is unmet when all are empty',
      { facts: { knowledgeBases: { active: 3, withData: 0 } } },
      'unmet',
      'None of 3',
    ],
    ['is unmet without any', { facts: { knowledgeBases: { active: 0, withData: 0 } } }, 'unmet', 'no active'],
    ['is unknown when not collected', { facts: { knowledgeBases: 'missing' } }, 'unknown', 'not collected'],
  ],
};

describe.each(Object.entries(tables))('the criterion %s', (id, cases) => {
  it.each(cases)('%s', (_, changes, status, reason) => {
    const result = resultOf(id, changes);

    expect(result).toMatchObject({ status, reason: expect.stringContaining(reason) });
  });
});
