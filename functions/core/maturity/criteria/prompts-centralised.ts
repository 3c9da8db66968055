import { decideByShare } from '../calls.ts';
import type { CriterionDefinition } from '../criterion.ts';
import { atLeast, MOST } from '../thresholds.ts';

/** Level 2: most calls use a prompt that is kept in one place. */
export const promptsCentralised: CriterionDefinition = {
  id: 'prompts-centralised',
  level: 2,
  kind: 'practice',
  statement: 'Prompt templates are centralized and reusable',
  evidence: ['identifiedPrompts', 'requests'],
  thresholds: { identifiedPrompts: atLeast(MOST) },
  isAttestable: false,
  decide: (evidence) =>
    decideByShare(evidence, {
      counter: 'identifiedPrompts',
      share: MOST,
      predicate: 'name the managed prompt they use',
    }),
  nextAction: {
    title: 'Name the prompt in each call',
    steps: [
      'Keep prompt templates in Bedrock Prompt Management, one prompt for each purpose.',
      'Load them from there instead of from the code: aws bedrock-agent get-prompt.',
      'Send the id along: header x-waymark-prompt-id, or promptId in requestMetadata.',
    ],
    link: 'https://docs.aws.amazon.com/bedrock/latest/userguide/prompt-management.html',
  },
};
