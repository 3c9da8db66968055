import type { CriterionDefinition } from '../criterion.ts';
import { met, unlessCut, unmeasurable, unmet } from '../decision.ts';
import { toCount, toNumber } from '../wording.ts';

/** Level 5: attestable while there is no agent here, as agents may run outside Bedrock. */
export const toolPermissionsEnforced: CriterionDefinition = {
  id: 'tool-permissions-enforced',
  level: 5,
  kind: 'practice',
  statement: 'Tool permissions and autonomy boundaries are enforced',
  evidence: ['agentBoundaries'],
  thresholds: { agentBoundaries: 'a permissions boundary on every execution role' },
  isAttestable: true,
  decide: (evidence) => {
    const { roles, bounded, isComplete } = evidence.fact('agentBoundaries');
    if (roles === 0)
      return unmeasurable('There is no execution role of a Bedrock agent in this account and Region.');
    const value = `${toNumber(bounded)} of ${toCount(roles, 'execution role')} of agents`;
    return bounded < roles
      ? unmet(`${value} have a permissions boundary; it takes all of them.`)
      : unlessCut(isComplete, met(`${value} have a permissions boundary.`));
  },
  nextAction: {
    title: "Bound what agents' tools may do",
    steps: [
      'Write one policy with the most that any agent may ever do, and deny what must stay with people.',
      'Attach it to every execution role: aws iam put-role-permissions-boundary --role-name <role> --permissions-boundary <policy ARN>.',
      'Where agents run elsewhere, for example in AgentCore, attest how their tools are bounded.',
    ],
    link: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html',
  },
};
