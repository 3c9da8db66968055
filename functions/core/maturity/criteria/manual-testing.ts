import type { CriterionDefinition } from '../criterion.ts';
import { met, unlessCut, unmet } from '../decision.ts';
import { toCount, toNumber } from '../wording.ts';

/** Level 1: no evaluation ever came to its end. */
export const manualTesting: CriterionDefinition = {
  id: 'manual-testing',
  level: 1,
  kind: 'symptom',
  statement: 'Testing is manual and subjective',
  evidence: ['pastEvaluations'],
  thresholds: { pastEvaluations: 'at least 1 completed in 90 days' },
  isAttestable: false,
  decide: (evidence) => {
    const { completed, failed, isComplete } = evidence.fact('pastEvaluations');
    if (completed > 0) return unmet(`${toCount(completed, 'evaluation job')} completed in the last 90 days.`);
    const others = failed === 0 ? '' : `; ${toNumber(failed)} failed`;
    return unlessCut(isComplete, met(`No evaluation job completed in the last 90 days${others}.`));
  },
  nextAction: {
    title: 'Run a first evaluation job',
    steps: [
      'Collect 20 to 50 questions with the answers you expect, as JSON Lines in S3.',
      'Start an evaluation with a model as the judge: aws bedrock create-evaluation-job.',
      'Keep the data set in the repository and run it again before each change of prompt or model.',
    ],
    link: 'https://docs.aws.amazon.com/bedrock/latest/userguide/evaluation.html',
  },
};
