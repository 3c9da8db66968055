import type { CriterionDefinition } from '../criterion.ts';
import { met, unlessCut, unmeasurable, unmet } from '../decision.ts';
import { toCount, toList, toNumber } from '../wording.ts';

/**
 * Level 3: changes come through the pipeline, where they can be reviewed. A single one by hand went past the review.
 * A template alone says that the change is code, not that a second person saw it: `cdk deploy` works on any machine.
 * CloudTrail shows who made a change, not who approved it, so that both of these and the lack of changes are attestable.
 */
export const changesReviewed: CriterionDefinition = {
  id: 'changes-reviewed',
  level: 3,
  kind: 'practice',
  statement: 'Changes go through approval or review workflows',
  evidence: ['changes'],
  thresholds: { changes: 'some by a pipeline, none by hand' },
  isAttestable: true,
  decide: (evidence) => {
    const { byPipeline, byTemplate, byHand, principalsByHand, isComplete } = evidence.fact('changes');
    if (byHand > 0) {
      const who = principalsByHand.length === 0 ? '' : ` (${toList(principalsByHand)})`;
      return unmet(
        `${toCount(byHand, 'change was', 'changes were')} made by hand${who}, ${describeCode(byPipeline, byTemplate)}.`,
      );
    }
    const all = byPipeline + byTemplate;
    if (all === 0) return unmeasurable('Nothing was changed in the window, so no review could be seen.');
    if (byPipeline === 0)
      return unmeasurable(
        `All of ${toCount(all, 'change')} came from a template, by CloudFormation or CDK: whether anybody reviewed them cannot be seen here and can be attested.`,
      );
    return unlessCut(
      isComplete,
      met(`None of ${toCount(all, 'change')} was made by hand: ${describeCode(byPipeline, byTemplate)}.`),
    );
  },
  nextAction: {
    title: 'Make changes through a reviewed pipeline',
    steps: [
      'Put guardrails, prompts, agents and logging into infrastructure as code, and deploy it from a pipeline only.',
      'Protect the main branch: a change needs the approval of a second person.',
      "Take write access to Bedrock away from people's roles, and keep one role for emergencies.",
    ],
    link: 'https://docs.aws.amazon.com/cdk/v2/guide/cdk-pipeline.html',
  },
};

const describeCode = (byPipeline: number, byTemplate: number): string =>
  `${toNumber(byPipeline)} by a pipeline, ${toNumber(byTemplate)} by a template`;
