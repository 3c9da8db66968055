import { describe, expect, it } from 'vitest';
import { type CriterionCase, resultOf } from '../results.ts';

const tables: Readonly<Record<string, readonly CriterionCase[]>> = {
  'direct-access': [
    [
      'is gone in the sample',
      {},
      'unmet',
      '2 of 200 sampled calls since 2026-11-20 06:00 UTC (1 %) went past the gateway.',
    ],
    [
      'is still there when an application calls directly, and names who',
      { facts: { callers: { sampled: 100, throughGateway: 40, otherPrincipals: ['zoe', 'app', 'zoe'] } } },
      'met',
      '60 of 100 sampled calls since 2026-11-20 06:00 UTC (60 %) went past the gateway, by app, zoe.',
    ],
    [
      'is gone at exactly one call in ten',
      { facts: { callers: { sampled: 100, throughGateway: 90, otherPrincipals: ['zoe'] } } },
      'unmet',
      '10 of 100 sampled calls since 2026-11-20 06:00 UTC (10 %)',
    ],
    [
      'is still there just above one call in ten',
      { facts: { callers: { sampled: 100, throughGateway: 89, otherPrincipals: [] } } },
      'met',
      '11 of 100 sampled calls since 2026-11-20 06:00 UTC (11 %) went past the gateway.',
    ],
    [
      'is unknown when CloudTrail has no call',
      { facts: { callers: { sampled: 0, throughGateway: 0, otherPrincipals: [] } } },
      'unknown',
      'No Bedrock call was found in CloudTrail in the window.',
    ],
    [
      'is unknown with nineteen calls',
      { facts: { callers: { sampled: 19, throughGateway: 0, otherPrincipals: ['zoe'] } } },
      'unknown',
      'fewer than 20 are too few to judge',
    ],
  ],
  'inline-prompts': [
    ['is gone in the sample', {}, 'unmet', '100 of 4,800 calls with a system prompt (2.1 %) name no managed'],
    [
      'is gone at exactly one call in five',
      { facts: { unmanagedPrompts: { withSystemPrompt: 1_000, unmanaged: 200 } } },
      'unmet',
      '200 of 1,000 calls with a system prompt (20 %)',
    ],
    [
      'is still there just above one call in five',
      { facts: { unmanagedPrompts: { withSystemPrompt: 1_000, unmanaged: 201 } } },
      'met',
      '201 of 1,000',
    ],
    [
      'is unknown without a call that has a system prompt',
      { facts: { unmanagedPrompts: { withSystemPrompt: 0, unmanaged: 0 } } },
      'unknown',
      'No call with a system prompt was recorded in the window.',
    ],
  ],
  'manual-testing': [
    [
      'is gone with one evaluation',
      { facts: { pastEvaluations: { completed: 1, failed: 3 } } },
      'unmet',
      '1 evaluation job',
    ],
    [
      'is still there without any',
      { facts: { pastEvaluations: { completed: 0, failed: 3 } } },
      'met',
      'No evaluation job completed in the last 90 days; 3 failed.',
    ],
    ['is unknown when not collected', { facts: { pastEvaluations: 'missing' } }, 'unknown', 'not collected'],
  ],
  'no-versioning': [
    [
      'is gone with one versioned prompt',
      { facts: { promptVersions: { prompts: 5, versioned: 1 } } },
      'unmet',
      '1 of 5 prompts in Prompt Management has a numbered version.',
    ],
    [
      'is still there when prompts are drafts only',
      { facts: { promptVersions: { prompts: 5, versioned: 0 } } },
      'met',
      'None of 5 prompts has a numbered version.',
    ],
    [
      'is still there without a prompt',
      { facts: { promptVersions: { prompts: 0, versioned: 0 } } },
      'met',
      'no prompt in Prompt Management',
    ],
    ['is unknown when not collected', { facts: { promptVersions: 'missing' } }, 'unknown', 'not collected'],
  ],
  'no-tracking': [
    [
      'is gone with one alarm that reaches somebody',
      { facts: { alarms: { alarms: 4, reaching: 1 } } },
      'unmet',
      '1 of 4 alarms',
    ],
    [
      'is still there when alarms reach nobody',
      { facts: { alarms: { alarms: 4, reaching: 0 } } },
      'met',
      'Not one of 4 alarms reaches a confirmed subscriber.',
    ],
    ['is still there without an alarm', { facts: { alarms: { alarms: 0, reaching: 0 } } }, 'met', 'no alarm'],
    ['is unknown when not collected', { facts: { alarms: 'missing' } }, 'unknown', 'not collected'],
  ],
  'hallucinations-ignored': [
    [
      'is gone in the sample',
      {},
      'unmet',
      '1 guardrail with a numbered version checks grounding, and 3,600 answers were judged.',
    ],
    [
      'is still there when the filter judged no call',
      { signals: { groundingChecks: 'no_data' } },
      'met',
      'it judged none of 4,800 calls',
    ],
    [
      'is unknown when there was no call to judge',
      { signals: { groundingChecks: 'no_data', requests: 'no_data' } },
      'unknown',
      'No call went through',
    ],
    [
      'is still there without a guardrail',
      { facts: { groundingFilter: { ready: 0, pinned: 0, filtering: 0 } } },
      'met',
      'no guardrail that is ready',
    ],
    [
      'is still there when no guardrail is pinned',
      { facts: { groundingFilter: { ready: 2, pinned: 0, filtering: 0 } } },
      'met',
      'None of 2 guardrails has a numbered version.',
    ],
    [
      'is still there when pinned guardrails do not check grounding',
      { facts: { groundingFilter: { ready: 2, pinned: 2, filtering: 0 } } },
      'met',
      'None of 2 guardrails with a numbered version checks grounding.',
    ],
    ['is unknown when not collected', { facts: { groundingFilter: 'missing' } }, 'unknown', 'not collected'],
  ],
};

describe.each(Object.entries(tables))('the symptom %s', (id, cases) => {
  it.each(cases)('%s', (_, changes, status, reason) => {
    const result = resultOf(id, changes);

    expect(result).toMatchObject({ status, reason: expect.stringContaining(reason) });
  });
});
