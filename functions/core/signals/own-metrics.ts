import { caps } from './own-metrics/caps.ts';
import { capture } from './own-metrics/capture.ts';
import { guardrailsAndPrompts } from './own-metrics/guardrails-and-prompts.ts';
import { money } from './own-metrics/money.ts';
import { outcomes } from './own-metrics/outcomes.ts';
import { outlook } from './own-metrics/outlook.ts';
import { peopleAndTools } from './own-metrics/people-and-tools.ts';
import { reconciliationSignals } from './own-metrics/reconciliation.ts';
import { usageAndLatency } from './own-metrics/usage-and-latency.ts';

/**
 * The catalogue's rows that Waymark emits itself; apart from the others so that the gateway carries no more.
 *
 * Counters are emitted only when they are above zero: a period with `Requests` and without, say,
 * `Throttles` had none. A period without `Requests` says nothing about any of them.
 */
export const ownMetrics = {
  ...outcomes,
  ...usageAndLatency,
  ...caps,
  ...money,
  ...guardrailsAndPrompts,
  ...peopleAndTools,
  ...capture,
  ...reconciliationSignals,
  ...outlook,
} as const;
