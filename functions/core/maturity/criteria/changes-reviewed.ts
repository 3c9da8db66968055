import type { CriterionDefinition } from '../criterion.ts';
import { met, unmeasurable, unmet } from '../decision.ts';
import { toCount, toList } from '../wording.ts';

/**
 * Level 3: every change came through the pipeline, where it can be reviewed. A single one by hand went past the
 * review. Attestable only while nothing changed: CloudTrail shows who made a change, not who approved it.
 */
export const changesReviewed: CriterionDefinition = {
  id: 'changes-reviewed',
  level: 3,
  kind: 'practice',
  statement: 'Changes go through approval or review workflows',
  evidence: ['changes'],
  thresholds: { changes: 'none by hand' },
  isAttestable: true,
  decide: (evidence) => {
    const { byPipeline, byHand, principalsByHand } = evidence.fact('changes');
    if (byHand > 0) {
      const who = principalsByHand.length === 0 ? '' : ` (${toList(principalsByHand)})`;
      return unmet(
        `${toCount(byHand, 'change was', 'changes were')} made by hand${who}, ${toCount(byPipeline, 'change')} by a pipeline.`,
      );
    }
    if (byPipeline === 0)
      return unmeasurable('Nothing was changed in the window, so no review could be seen.');
    return met(`All of ${toCount(byPipeline, 'change')} came through a pipeline.`);
  },
  nextAction: {
    title: 'Make changes through a reviewed pipeline',
    steps: [
      'Put guardrails, prompts, logging and functions into infrastructure as code.',
      'Protect the main branch: a change needs the approval of a second person.',
      "Take write access to Bedrock and Lambda away from people's roles, and keep one role for emergencies.",
    ],
    link: 'https://docs.aws.amazon.com/cdk/v2/guide/cdk-pipeline.html',
  },
};
