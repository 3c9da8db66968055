import { createLogReader } from '#adapters/cloudwatch-logs-query.ts';
import { createMetricReader } from '#adapters/cloudwatch-metrics.ts';
import { type ClientOptions, createEvidenceClients } from '#adapters/evidence/clients.ts';
import { createFactSources } from '#adapters/evidence/fact-sources.ts';
import type { CostTable } from '#adapters/evidence/facts/daily-costs.ts';
import { createIdentitySource } from '#adapters/evidence/identity.ts';
import { createCall, createMeteredCalls } from '#adapters/evidence/metered-calls.ts';
import type { PriceBook } from '#core/cost/price-book.ts';
import { DEFAULT_PIPELINE_ROLE_PATTERN } from '#core/maturity/trail-event.ts';
import type { Clock, MeteredCalls } from '#functions/ports.ts';
import type { ObserveDependencies } from './observe.ts';

/** How evidence is read from AWS. */
export interface LiveEvidenceOptions extends ClientOptions {
  readonly clock: Clock;
  /**
   * Role names that changes are deployed with, as a regular expression that ignores case.
   * @default - CDK's, CodePipeline's, CodeBuild's and GitHub's
   */
  readonly pipelineRolePattern?: string | undefined;
  /** A deployed stack's table of daily costs. @default - costs by day are not collected */
  readonly costTable?: CostTable | undefined;
  /** What tokens are priced with. @default - the built-in prices */
  readonly prices?: PriceBook | undefined;
}

/** Readers of a real account, and the count of their calls. */
export function createLiveEvidence({
  clock,
  pipelineRolePattern = DEFAULT_PIPELINE_ROLE_PATTERN,
  costTable,
  prices,
  ...options
}: LiveEvidenceOptions): ObserveDependencies & { readonly calls: MeteredCalls } {
  const calls = createMeteredCalls();
  const call = createCall(calls);
  const clients = createEvidenceClients(options);
  const logs = createLogReader({ client: clients.logs, call, clock });
  return {
    calls,
    clock,
    logs,
    prices,
    identity: createIdentitySource({ client: clients.sts, call }),
    metrics: createMetricReader({ client: clients.cloudWatch, call }),
    facts: createFactSources({
      clients,
      logs,
      call,
      clock,
      costTable,
      pipelineRoles: new RegExp(pipelineRolePattern, 'i'),
    }),
  };
}
