import type { CriterionDefinition } from '../criterion.ts';
import { met, unlessCut, unmet } from '../decision.ts';
import { toCount, toNumber } from '../wording.ts';

/** One run is a trial; a second within 30 days shows that it repeats. */
const MIN_COMPLETED = 2;

/** Level 3: evaluations run again and again, and most of them to their end. */
export const automatedEvaluations: CriterionDefinition = {
  id: 'automated-evaluations',
  level: 3,
  kind: 'practice',
  statement: 'Automated evaluations exist for quality or hallucinations',
  evidence: ['evaluationJobs'],
  thresholds: { evaluationJobs: `at least ${MIN_COMPLETED} completed in 30 days, more than failed` },
  isAttestable: false,
  decide: (evidence) => {
    const { completed, failed, lastCompletedAt, isComplete } = evidence.fact('evaluationJobs');
    const value = `${toCount(completed, 'evaluation job')} completed in 30 days, ${toNumber(failed)} failed`;
    if (completed < MIN_COMPLETED)
      return unlessCut(isComplete, unmet(`${value}; it takes at least ${MIN_COMPLETED}.`));
    if (failed >= completed) return unlessCut(isComplete, unmet(`${value}: most must complete.`));
    return unlessCut(
      isComplete,
      met(`${value}${lastCompletedAt === undefined ? '' : `, the last on ${lastCompletedAt.slice(0, 10)}`}.`),
    );
  },
  nextAction: {
    title: 'Evaluate on a schedule',
    steps: [
      'Keep a data set of questions and expected answers in S3, under version control.',
      'Start an evaluation job from the pipeline, at each change and once a week: aws bedrock create-evaluation-job with Builtin.Correctness or, for retrieval, Builtin.Faithfulness.',
      'Let the pipeline fail when a score falls below the last one.',
    ],
    link: 'https://docs.aws.amazon.com/bedrock/latest/userguide/evaluation.html',
  },
};
