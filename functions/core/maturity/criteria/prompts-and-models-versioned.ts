import { decideByShare } from '../calls.ts';
import type { CriterionDefinition } from '../criterion.ts';
import { AS_A_RULE, atLeast } from '../thresholds.ts';

/** Level 3: calls say which version of a prompt they used, so that an answer can be reproduced. */
export const promptsAndModelsVersioned: CriterionDefinition = {
  id: 'prompts-and-models-versioned',
  level: 3,
  kind: 'practice',
  statement: 'Prompts and models are version-controlled',
  evidence: ['versionedPrompts', 'requests'],
  thresholds: { versionedPrompts: atLeast(AS_A_RULE) },
  isAttestable: false,
  decide: (evidence) =>
    decideByShare(evidence, {
      counter: 'versionedPrompts',
      share: AS_A_RULE,
      predicate: 'name a numbered prompt version',
    }),
  nextAction: {
    title: 'Pin a prompt version in each call',
    steps: [
      'Make a numbered version of every prompt in use: aws bedrock-agent create-prompt-version --prompt-identifier <id>.',
      'Send it along: headers x-waymark-prompt-id and x-waymark-prompt-version, or promptId and promptVersion in requestMetadata.',
      'Name models by their full id with its version, and change either by a deployment only.',
    ],
    link: 'https://docs.aws.amazon.com/bedrock/latest/userguide/prompt-management-deploy.html',
  },
};
