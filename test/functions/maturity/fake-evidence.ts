import type { UnknownReading } from '#core/maturity/observation.ts';
import type { ObserveDependencies } from '#functions/maturity/observe.ts';
import { createVirtualClock } from './virtual-clock.ts';

export const NOW_MS = Date.parse('2026-11-21T09:30:30.000Z');
export const OBSERVED_AT = '2026-11-21T09:30:30.000Z';

export const denied: UnknownReading = {
  status: 'unknown',
  reason: 'denied',
  detail: 'bedrock:ListGuardrails: AWS answered AccessDeniedException (HTTP 403).',
  permission: 'bedrock:ListGuardrails',
};

/** An account without a metric and without a log line; parts can be replaced. */
export function fakeEvidence(parts: Partial<ObserveDependencies> = {}): ObserveDependencies {
  return {
    clock: createVirtualClock(NOW_MS),
    identity: {
      caller: async () => ({ accountId: '123456789012', arn: 'arn:aws:iam::123456789012:user/ann' }),
    },
    metrics: {
      list: async () => ({ status: 'known', metrics: [] }),
      read: async (queries) => queries.map(() => ({ status: 'known', points: [] })),
    },
    logs: { query: async () => ({ status: 'known', rows: [] }) },
    facts: [
      {
        id: 'budgets',
        call: 'budgets:ViewBudget',
        query: () => 'DescribeBudgets',
        collect: async () => ({
          status: 'known',
          value: { budgets: 1, onBedrock: 1, notifying: 1, isComplete: true },
        }),
      },
      {
        id: 'groundingFilter',
        call: 'bedrock:ListGuardrails',
        query: () => 'ListGuardrails',
        collect: async () => denied,
      },
    ],
    ...parts,
  };
}
