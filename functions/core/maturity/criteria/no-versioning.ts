import type { CriterionDefinition } from '../criterion.ts';
import { met, unlessCut, unmet } from '../decision.ts';
import { toCount, toNumber } from '../wording.ts';

/** Level 1: nothing has a version that one could go back to. */
export const noVersioning: CriterionDefinition = {
  id: 'no-versioning',
  level: 1,
  kind: 'symptom',
  statement: 'No prompt or model versioning exists',
  evidence: ['promptVersions'],
  thresholds: { promptVersions: 'at least 1 prompt with a numbered version' },
  isAttestable: false,
  decide: (evidence) => {
    const { prompts, versioned, isComplete } = evidence.fact('promptVersions');
    if (prompts === 0)
      return unlessCut(isComplete, met('There is no prompt in Prompt Management, so none has a version.'));
    const value = `${toNumber(versioned)} of ${toCount(prompts, 'prompt')}`;
    return versioned === 0
      ? unlessCut(isComplete, met(`None of ${toCount(prompts, 'prompt')} has a numbered version.`))
      : unmet(`${value} in Prompt Management ${versioned === 1 ? 'has' : 'have'} a numbered version.`);
  },
  nextAction: {
    title: 'Give each prompt in use a version',
    steps: [
      'Save every prompt that production uses in Bedrock Prompt Management.',
      'Make a numbered version of it: aws bedrock-agent create-prompt-version --prompt-identifier <id>.',
      'Use the version in production, never DRAFT.',
    ],
    link: 'https://docs.aws.amazon.com/bedrock/latest/userguide/prompt-management-version-create.html',
  },
};
