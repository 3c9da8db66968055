import type { CriterionDefinition } from '../criterion.ts';
import { met, unmet } from '../decision.ts';
import { toCount } from '../wording.ts';

/** Level 1: nobody ever started an evaluation. */
export const manualTesting: CriterionDefinition = {
  id: 'manual-testing',
  level: 1,
  kind: 'symptom',
  statement: 'Testing is manual and subjective',
  evidence: ['evaluationStarts'],
  thresholds: { evaluationStarts: 'at least 1 in 90 days' },
  isAttestable: false,
  decide: (evidence) => {
    const { events } = evidence.fact('evaluationStarts');
    if (events === 0) return met('No evaluation job was started in the 90 days that CloudTrail remembers.');
    return unmet(`${toCount(events, 'evaluation job')} started in the 90 days that CloudTrail remembers.`);
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
