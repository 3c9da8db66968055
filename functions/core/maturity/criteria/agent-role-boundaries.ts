import type { CriterionDefinition } from '../criterion.ts';
import { met, unlessCut, unmeasurable, unmet } from '../decision.ts';
import { toCount } from '../wording.ts';

/** A system of agents begins with the second. */
const MIN_AGENTS = 2;

/** Level 5: attestable while there are not two agents here, as agents may run outside Bedrock. */
export const agentRoleBoundaries: CriterionDefinition = {
  id: 'agent-role-boundaries',
  level: 5,
  kind: 'practice',
  statement: 'Multi-agent systems have clear role boundaries',
  evidence: ['agents'],
  thresholds: { agents: 'an execution role of its own for each agent' },
  isAttestable: true,
  decide: (evidence) => {
    const { agents, distinctRoles, isComplete } = evidence.fact('agents');
    if (agents < MIN_AGENTS)
      return unmeasurable(
        `${toCount(agents, 'Bedrock agent')} in this account and Region: no multi-agent system.`,
      );
    const value = `${toCount(agents, 'agent')} with ${toCount(distinctRoles, 'execution role')}`;
    return distinctRoles < agents
      ? unmet(`${value}: some share one.`)
      : unlessCut(isComplete, met(`${value}, each its own.`));
  },
  nextAction: {
    title: 'Give each agent a role of its own',
    steps: [
      'Write down what each agent is for, and what it must not do.',
      'Make one execution role for each agent, with the actions it needs and no more.',
      'Where agents run elsewhere, for example in AgentCore, attest how their roles are kept apart.',
    ],
    link: 'https://docs.aws.amazon.com/bedrock/latest/userguide/agents-permissions.html',
  },
};
