import { lookAtAdoption } from './adoption.ts';
import { lookAtBudget } from './budget.ts';
import type { OutlookInput } from './input.ts';
import type { Outlook } from './outlook.ts';
import { lookAtQuotas } from './quotas.ts';
import { COST, predictSeries, TOKENS } from './series.ts';

/** Computes what is ahead. The same input gives the same bytes. */
export function lookAhead(input: OutlookInput): Outlook {
  const { observedAt, scope, window, quotaUse } = input;
  const today = window.end.slice(0, 10);
  const tokens = predictSeries(TOKENS, input);
  const cost = predictSeries(COST, input);
  const unknown = describeUnknownQuotas(quotaUse);
  return {
    schemaVersion: 1,
    computedAt: observedAt,
    scope,
    today,
    series: [tokens.outlook, cost.outlook],
    quotas: [...lookAtQuotas(input, today)],
    ...(unknown !== undefined && { quotasUnknown: unknown }),
    budget: lookAtBudget(cost, input, today),
    adoption: [...lookAtAdoption(input)],
  };
}

function describeUnknownQuotas(use: OutlookInput['quotaUse']): string | undefined {
  if (use.status === 'unknown') return use.detail;
  return use.models.length === 0 ? 'Bedrock reports no use of a token quota for any model.' : undefined;
}
