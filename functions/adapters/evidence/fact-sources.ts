import type { Clock, FactSource, LogReader } from '#functions/ports.ts';
import { createAgentRoles } from './agent-roles.ts';
import type { EvidenceClients } from './clients.ts';
import { createEventLookup } from './cloudtrail-events.ts';
import { createEvaluationHistory } from './evaluation-history.ts';
import { agentBoundaries } from './facts/agent-boundaries.ts';
import { agents } from './facts/agents.ts';
import { alarms } from './facts/alarms.ts';
import { budgets } from './facts/budgets.ts';
import { callers } from './facts/callers.ts';
import { changes } from './facts/changes.ts';
import { type CostTable, dailyCosts } from './facts/daily-costs.ts';
import { evaluationJobs } from './facts/evaluation-jobs.ts';
import { groundingFilter } from './facts/grounding-filter.ts';
import { invocationLogging } from './facts/invocation-logging.ts';
import { knowledgeBases } from './facts/knowledge-bases.ts';
import { pastEvaluations } from './facts/past-evaluations.ts';
import { promptChanges } from './facts/prompt-changes.ts';
import { promptUse } from './facts/prompt-use.ts';
import { promptVersions } from './facts/prompt-versions.ts';
import { sensitiveInformationFilter } from './facts/sensitive-information-filter.ts';
import { traceSpans } from './facts/trace-spans.ts';
import { trails } from './facts/trails.ts';
import { unmanagedPrompts } from './facts/unmanaged-prompts.ts';
import { createGuardrails } from './guardrails.ts';
import type { Call } from './metered-calls.ts';

/** What the sources are made of. */
export interface FactSourceParts {
  readonly clients: EvidenceClients;
  readonly logs: LogReader;
  readonly call: Call;
  readonly clock: Pick<Clock, 'monotonicMs' | 'sleep'>;
  /** Role names that stand for a pipeline, ignoring case. */
  readonly pipelineRoles: RegExp;
  /** @default - costs by day are not collected */
  readonly costTable?: CostTable | undefined;
}

/** A source for every fact that no metric says (those: core/maturity/metric-facts.ts). */
export function createFactSources(parts: FactSourceParts): readonly FactSource[] {
  const { clients, logs, call, clock, pipelineRoles, costTable } = parts;
  const lookUp = createEventLookup({ client: clients.cloudTrail, call, clock });
  const readRoles = createAgentRoles({ client: clients.bedrockAgent, call });
  const readGuardrails = createGuardrails({ client: clients.bedrock, call });
  const readJobs = createEvaluationHistory({ client: clients.bedrock, call });
  const bedrock = { client: clients.bedrock, call };
  const bedrockAgent = { client: clients.bedrockAgent, call };
  return [
    invocationLogging(bedrock),
    promptVersions(bedrockAgent),
    knowledgeBases(bedrockAgent),
    agents(readRoles),
    agentBoundaries({ client: clients.iam, call, readRoles }),
    sensitiveInformationFilter(readGuardrails),
    groundingFilter(readGuardrails),
    evaluationJobs(readJobs),
    pastEvaluations(readJobs),
    callers(lookUp),
    promptChanges(lookUp),
    changes(lookUp, pipelineRoles),
    trails({ client: clients.cloudTrail, call }),
    budgets({ client: clients.budgets, call }),
    alarms({ cloudWatch: clients.cloudWatch, sns: clients.sns, call }),
    traceSpans({ client: clients.logs, call }),
    dailyCosts(costTable, { logs, call, clock }),
    promptUse(logs),
    unmanagedPrompts(logs),
  ];
}
