import { describe, expect, it } from 'vitest';
import { type CriterionCase, resultOf } from '../results.ts';
import type { SampleChanges } from '../sample-observations.ts';

type Use = readonly [promptId: string, version: string, day: string, calls: number];
const promptUse = (...uses: readonly Use[]): SampleChanges => ({
  facts: {
    promptUse: {
      versions: uses.map(([promptId, version, day, calls]) => ({ promptId, version, day, calls })),
    },
  },
});
const cache = (
  inputTokens: number | 'no_data',
  cacheReadInputTokens: number | 'no_data',
  cacheWriteInputTokens: number | 'no_data',
): SampleChanges => ({ signals: { inputTokens, cacheReadInputTokens, cacheWriteInputTokens } });

const bedrockCache = (signals: NonNullable<SampleChanges['signals']>): SampleChanges => ({
  signals: { requests: 'no_data', bedrockCacheWriteTokens: 'no_data', ...signals },
});

const tables: Readonly<Record<string, readonly CriterionCase[]>> = {
  'continuous-evaluation-and-feedback': [
    [
      'is met at exactly 1 % of the calls, whatever the ratings',
      { signals: { requests: 1_000, feedbackPositive: 'no_data', feedbackNegative: 10 } },
      'met',
      '10 of 1,000 calls (1 %) were rated, 0 positive and 10 negative.',
    ],
    [
      'is unmet just below',
      { signals: { requests: 1_000, feedbackPositive: 5, feedbackNegative: 4 } },
      'unmet',
      'at least 1 % of calls',
    ],
    [
      'is unmet when nobody rates',
      { signals: { feedbackPositive: 'no_data', feedbackNegative: 'no_data' } },
      'unmet',
      '0 of 4,800 calls (0 %) were rated',
    ],
    ['is unknown without traffic', { signals: { requests: 'no_data' } }, 'unknown', 'No call went through'],
  ],
  'caching-and-batching': [
    [
      'is met when exactly a tenth is read from the cache',
      cache(880, 100, 20),
      'met',
      '100 of 1,000 input tokens (10 %)',
    ],
    ['is unmet just below a tenth', cache(881, 99, 20), 'unmet', 'at least 10 % of them'],
    [
      'is unmet when the cache is written more than it pays for',
      cache(100, 100, 400),
      'unmet',
      'costs more than it saves',
    ],
    ['is met where reading makes up for writing', cache(100, 100, 360), 'met', '360 were written'],
    ['is unmet without a cache', cache(1_000, 'no_data', 'no_data'), 'unmet', '0 of 1,000 input tokens'],
    [
      'is met by Bedrock’s counts without a gateway',
      bedrockCache({ bedrockCacheReadTokens: 100, bedrockInputTokens: 900 }),
      'met',
      '100 of 1,000 input tokens (10 %)',
    ],
    [
      'is unmet where Bedrock counted no token from the cache',
      bedrockCache({ bedrockCacheReadTokens: 'no_data', bedrockInputTokens: 900 }),
      'unmet',
      '0 of 900 input tokens',
    ],
    ['is unknown without tokens', cache('no_data', 'no_data', 'no_data'), 'unknown', 'No input tokens'],
    ['is unknown with zero tokens', cache(0, 0, 0), 'unknown', 'No input tokens'],
  ],
  'adaptive-prompts': [
    [
      'is met when a second version takes exactly 5 % of a prompt',
      promptUse(['answer', '1', '2026-11-10', 95], ['answer', '2', '2026-11-11', 5]),
      'met',
      'More than one version was in real use of answer.',
    ],
    [
      'is unmet just below',
      promptUse(['answer', '1', '2026-11-10', 951], ['answer', '2', '2026-11-11', 49]),
      'unmet',
      '1 prompt in use',
    ],
    [
      'is unmet when each of two prompts keeps its version',
      promptUse(['answer', '1', '2026-11-10', 50], ['sort', '2', '2026-11-10', 50]),
      'unmet',
      '2 prompts in use, each with one version all the time.',
    ],
    [
      'takes the same version on two days for one',
      promptUse(['answer', '1', '2026-11-10', 50], ['answer', '1', '2026-11-11', 50]),
      'unmet',
      '1 prompt in use',
    ],
    [
      'does not take a draft for a version',
      promptUse(['answer', '1', '2026-11-10', 50], ['answer', 'DRAFT', '2026-11-11', 50]),
      'unmet',
      '1 prompt in use',
    ],
    ['is unknown without a prompt in use', promptUse(), 'unknown', 'No call of one prompt'],
    [
      'is unknown with nineteen calls of a prompt',
      promptUse(['answer', '1', '2026-11-10', 10], ['answer', '2', '2026-11-10', 9]),
      'unknown',
      'fewer than 20',
    ],
  ],
  'confidence-scores': [
    [
      'is met at exactly half of the answers',
      { signals: { successes: 100, groundingChecks: 50 } },
      'met',
      '(50 %)',
    ],
    ['is unmet just below', { signals: { successes: 100, groundingChecks: 49 } }, 'unmet', 'at least 50 %'],
    ['is unmet without a score', { signals: { groundingChecks: 'no_data' } }, 'unmet', '0 of 4,700'],
    [
      'is unknown without traffic',
      { signals: { successes: 'no_data' } },
      'unknown',
      'No call was answered through',
    ],
  ],
  'selective-human-review': [
    [
      'is met at exactly 20 % of the calls',
      { signals: { requests: 100, humanInterventions: 20 } },
      'met',
      '20 of 100',
    ],
    [
      'is unmet when people review nearly everything',
      { signals: { requests: 100, humanInterventions: 21 } },
      'unmet',
      'at most 20 %',
    ],
    [
      'is unknown when no review is reported',
      { signals: { humanInterventions: 'no_data' } },
      'unknown',
      'No review',
    ],
    ['is unknown without traffic', { signals: { requests: 'no_data' } }, 'unknown', 'No call went through'],
  ],
  'cost-monitored': [
    [
      'is met with one budget that notifies',
      { facts: { budgets: { budgets: 3, onBedrock: 2, notifying: 1 } } },
      'met',
      "1 of 2 budgets that count Bedrock's cost notifies somebody.",
    ],
    [
      'is unmet when none notifies',
      { facts: { budgets: { budgets: 3, onBedrock: 3, notifying: 0 } } },
      'unmet',
      'None of 3',
    ],
    [
      'is unmet without a budget',
      { facts: { budgets: { budgets: 0, onBedrock: 0, notifying: 0 } } },
      'unmet',
      'no cost budget',
    ],
    [
      'is unmet when all budgets are of other services',
      { facts: { budgets: { budgets: 3, onBedrock: 0, notifying: 0 } } },
      'unmet',
      'filtered to other things',
    ],
    [
      'is unknown when there are more budgets than were read',
      { facts: { budgets: { budgets: 500, onBedrock: 50, notifying: 0, isComplete: false } } },
      'unknown',
      'There is more than was read',
    ],
    ['is unknown when not collected', { facts: { budgets: 'missing' } }, 'unknown', 'not collected'],
  ],
};

describe.each(Object.entries(tables))('the criterion %s', (id, cases) => {
  it.each(cases)('%s', (_, changes, status, reason) => {
    const result = resultOf(id, changes);

    expect(result).toMatchObject({ status, reason: expect.stringContaining(reason) });
  });
});
