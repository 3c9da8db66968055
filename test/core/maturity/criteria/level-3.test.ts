import { describe, expect, it } from 'vitest';
import { type CriterionCase, resultOf } from '../results.ts';
import type { SampleChanges } from '../sample-observations.ts';

const traffic = (...models: readonly (readonly [string, number])[]): SampleChanges => ({
  facts: { modelTraffic: { models: models.map(([model, calls]) => ({ model, calls })) } },
});

const tables: Readonly<Record<string, readonly CriterionCase[]>> = {
  'prompts-and-models-versioned': [
    [
      'is met at exactly 80 % of the calls',
      { signals: { requests: 100, versionedPrompts: 80 } },
      'met',
      '(80 %)',
    ],
    [
      'is unmet just below',
      { signals: { requests: 100, versionedPrompts: 79 } },
      'unmet',
      'at least 80 % of calls',
    ],
    [
      'is unmet when no call names a version',
      { signals: { versionedPrompts: 'no_data' } },
      'unmet',
      '0 of 4,800',
    ],
    ['is unknown without traffic', { signals: { requests: 'no_data' } }, 'unknown', 'No call went through'],
  ],
  'automated-evaluations': [
    [
      'is met with two',
      { facts: { evaluationJobs: { completed: 2, failed: 1 } } },
      'met',
      '2 evaluation jobs',
    ],
    ['is unmet with one', { facts: { evaluationJobs: { completed: 1, failed: 0 } } }, 'unmet', 'at least 2'],
    [
      'is unmet when as many fail as complete',
      { facts: { evaluationJobs: { completed: 2, failed: 2 } } },
      'unmet',
      'most must complete',
    ],
    [
      'tells when the last one was',
      {},
      'met',
      '5 evaluation jobs completed in 30 days, 1 failed, the last on 2026-11-19.',
    ],
    ['is unknown when not collected', { facts: { evaluationJobs: 'missing' } }, 'unknown', 'not collected'],
  ],
  'changes-reviewed': [
    [
      'is met with one change by a pipeline',
      { facts: { changes: { byPipeline: 1, byHand: 0, principalsByHand: [] } } },
      'met',
      'None of 1 change was made by hand: 1 by a pipeline, 0 by a template.',
    ],
    [
      'is unmet with one change by hand, and names who',
      { facts: { changes: { byPipeline: 9, byHand: 1, principalsByHand: ['admin'] } } },
      'unmet',
      '1 change was made by hand (admin), 9 by a pipeline, 0 by a template.',
    ],
    [
      'is unknown when changes came from templates only: who reviewed them cannot be seen',
      { facts: { changes: { byPipeline: 0, byTemplate: 4, byHand: 0, principalsByHand: [] } } },
      'unknown',
      'All of 4 changes came from a template',
    ],
    [
      'is unknown when there are more changes than were read',
      { facts: { changes: { byPipeline: 100, byHand: 0, isComplete: false } } },
      'unknown',
      'There is more than was read',
    ],
    [
      'is unmet with a change by hand, however many there are beside',
      { facts: { changes: { byHand: 1, isComplete: false } } },
      'unmet',
      'made by hand',
    ],
    [
      'is unknown when nothing was changed',
      { facts: { changes: { byPipeline: 0, byHand: 0, principalsByHand: [] } } },
      'unknown',
      'Nothing was changed',
    ],
  ],
  'data-handling-rules': [
    [
      'is met at exactly 80 % of the calls',
      { signals: { requests: 100, guardrailEvaluations: 80 } },
      'met',
      '(80 %)',
    ],
    [
      'is unmet just below',
      { signals: { requests: 100, guardrailEvaluations: 79 } },
      'unmet',
      'at least 80 %',
    ],
    [
      'is unmet when the guardrail never evaluated a call',
      { signals: { guardrailEvaluations: 'no_data' } },
      'unmet',
      '0 of 4,800 calls (0 %) passed a guardrail',
    ],
    [
      'is unknown when one of two guardrails filters: which one the calls passed cannot be told',
      { facts: { sensitiveInformationFilter: { ready: 2, pinned: 2, filtering: 1 } } },
      'unknown',
      'only 1 of 2 guardrails',
    ],
    [
      'is met when each of two guardrails filters',
      { facts: { sensitiveInformationFilter: { ready: 2, pinned: 2, filtering: 2 } } },
      'met',
      'each of 2 guardrails',
    ],
    [
      'is unmet when no pinned version filters personal data',
      { facts: { sensitiveInformationFilter: { ready: 2, pinned: 1, filtering: 0 } } },
      'unmet',
      'None of 2 guardrails has a numbered version that filters personal data.',
    ],
    [
      'is unmet without a guardrail',
      { facts: { sensitiveInformationFilter: { ready: 0, pinned: 0, filtering: 0 } } },
      'unmet',
      'no guardrail that is ready',
    ],
    ['is unknown without traffic', { signals: { requests: 'no_data' } }, 'unknown', 'No call went through'],
  ],
  'model-routing': [
    [
      'is unmet with embeddings and reranking beside one model',
      traffic(
        ['anthropic.claude-sonnet-5', 950],
        ['amazon.titan-embed-text-v2:0', 867],
        ['cohere.rerank-v3-5:0', 90],
      ),
      'unmet',
      'All of 950 calls went to anthropic.claude-sonnet-5.',
    ],
    [
      'is unmet with two versions of one model',
      traffic(['anthropic.claude-sonnet-5', 60], ['anthropic.claude-sonnet-4-5-20250929-v1:0', 50]),
      'unmet',
      'All of 110 calls went to anthropic.claude-sonnet-5.',
    ],
    [
      'is met when the second model takes exactly 5 %',
      traffic(['a', 95], ['b', 5]),
      'met',
      'b, the second model, took 5 %',
    ],
    ['is unmet just below', traffic(['a', 951], ['b', 49]), 'unmet', 'at least 5 % of calls'],
    ['is unmet with one model', traffic(['a', 100]), 'unmet', 'All of 100 calls went to a.'],
    ['counts a model that is listed twice once', traffic(['a', 60], ['a', 40]), 'unmet', 'All of 100 calls'],
    ['leaves out calls that reached no model', traffic(['a', 60], ['none', 40]), 'unmet', 'All of 60 calls'],
    ['is unknown without traffic', traffic(), 'unknown', 'No call reached a model'],
    [
      'is unknown with nineteen calls',
      traffic(['a', 10], ['b', 9]),
      'unknown',
      'Only 19 calls reached a model',
    ],
  ],
  'end-to-end-observability': [
    ['is met with one span', { signals: { spans: 1 } }, 'met', '1 span came in'],
    ['is unmet without spans', { signals: { spans: 'no_data' } }, 'unmet', 'no span'],
    ['is unmet when it is off', { facts: { traceSpans: { isPresent: false } } }, 'unmet', 'is off'],
    ['is unknown when not collected', { facts: { traceSpans: 'missing' } }, 'unknown', 'not collected'],
  ],
};

describe.each(Object.entries(tables))('the criterion %s', (id, cases) => {
  it.each(cases)('%s', (_, changes, status, reason) => {
    const result = resultOf(id, changes);

    expect(result).toMatchObject({ status, reason: expect.stringContaining(reason) });
  });
});
