import type { SampleChanges } from './sample-observations.ts';

/** For each criterion, a change of the sample that turns it and no other one bad: practices unmet, symptoms present. */
export const SHORTFALLS: Readonly<Record<string, SampleChanges>> = {
  'direct-access': { facts: { callers: { sampled: 200, throughGateway: 0, otherPrincipals: ['app'] } } },
  'inline-prompts': { facts: { unmanagedPrompts: { withSystemPrompt: 4_800, unmanaged: 4_000 } } },
  'manual-testing': { facts: { pastEvaluations: { completed: 0 } } },
  'no-versioning': { facts: { promptVersions: { prompts: 6, versioned: 0 } } },
  'no-tracking': { facts: { alarms: { alarms: 8, reaching: 0 } } },
  'hallucinations-ignored': { facts: { groundingFilter: { ready: 1, pinned: 1, filtering: 0 } } },
  'prompts-centralised': { signals: { identifiedPrompts: 100 } },
  'inputs-and-outputs-logged': {
    facts: { invocationLogging: { isEnabled: true, isTextDelivered: false, destinations: ['s3'] } },
  },
  'tokens-and-latency-tracked': { signals: { usageMissing: 4_000 } },
  'environments-separated': { facts: { stages: { stages: ['prod'] } } },
  'errors-handled': { signals: { timeouts: 500 } },
  'rag-pipelines': { facts: { knowledgeBases: { active: 1, withData: 0 } } },
  'prompts-and-models-versioned': { signals: { versionedPrompts: 100 } },
  'automated-evaluations': { facts: { evaluationJobs: { completed: 0, failed: 0 } } },
  'changes-reviewed': { facts: { changes: { byPipeline: 3, byHand: 4, principalsByHand: ['admin'] } } },
  'data-handling-rules': { signals: { guardrailEvaluations: 12 } },
  'model-routing': { facts: { modelTraffic: { models: [{ model: 'one', calls: 4_800 }] } } },
  'end-to-end-observability': { facts: { traceSpans: { isPresent: false } } },
  'continuous-evaluation-and-feedback': { signals: { feedbackPositive: 'no_data' } },
  'caching-and-batching': { signals: { cacheReadInputTokens: 'no_data' } },
  'adaptive-prompts': {
    facts: { promptUse: { versions: [{ promptId: 'answer', version: '1', day: '2026-11-10', calls: 90 }] } },
  },
  'confidence-scores': { signals: { groundingChecks: 100 } },
  'selective-human-review': { signals: { humanInterventions: 4_800 } },
  'cost-monitored': { facts: { budgets: { budgets: 2, notifying: 0 } } },
  'agent-role-boundaries': { facts: { agents: { agents: 3, distinctRoles: 1 } } },
  'unsafe-actions-refused': { signals: { promptAttacksBlocked: 'no_data' } },
  'tool-permissions-enforced': { facts: { agentBoundaries: { roles: 3, bounded: 1 } } },
  'self-healing': { signals: { fallbackSuccesses: 'no_data' } },
  'continuous-learning': { facts: { promptChanges: { events: 0 } } },
  accountability: {
    facts: { trails: { logging: 1, multiRegion: 1, validated: 0, withAgentEvents: 1, complete: 0 } },
  },
};

/** The sample with the shortfalls of some criteria. */
export function shortfallsOf(ids: readonly string[]): SampleChanges {
  const changes = ids.map((id) => SHORTFALLS[id] ?? {});
  return {
    signals: Object.assign({}, ...changes.map(({ signals }) => signals)),
    facts: Object.assign({}, ...changes.map(({ facts }) => facts)),
  };
}
