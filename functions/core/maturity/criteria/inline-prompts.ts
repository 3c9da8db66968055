import { whenEnough } from '../calls.ts';
import type { CriterionDefinition } from '../criterion.ts';
import { met, unmet } from '../decision.ts';
import { AS_A_RULE, atMost } from '../thresholds.ts';
import { toShareOf } from '../wording.ts';

/** What is left when prompts are managed as a rule; rounded, as 1 - 0.8 is not 0.2 in binary. */
const MAX_UNMANAGED = Number((1 - AS_A_RULE).toFixed(2));

/** Level 1: system prompts that no prompt library knows. */
export const inlinePrompts: CriterionDefinition = {
  id: 'inline-prompts',
  level: 1,
  kind: 'symptom',
  statement: 'Prompts are written inline in code or scripts',
  evidence: ['unmanagedPrompts'],
  thresholds: { unmanagedPrompts: `${atMost(MAX_UNMANAGED, 'calls with a system prompt')} name no prompt` },
  isAttestable: false,
  decide: (evidence) => {
    const { withSystemPrompt, unmanaged } = evidence.fact('unmanagedPrompts');
    return whenEnough(withSystemPrompt, 'call with a system prompt', 'was recorded', () => {
      const value = toShareOf(unmanaged, withSystemPrompt, 'calls with a system prompt');
      const decide = unmanaged / withSystemPrompt > MAX_UNMANAGED ? met : unmet;
      return decide(`${value} name no managed prompt.`, { unmanagedPrompts: value });
    });
  },
  nextAction: {
    title: 'Take prompts out of the code',
    steps: [
      'Move each system prompt into Bedrock Prompt Management: aws bedrock-agent create-prompt.',
      'Name the prompt in every call that uses it: header x-waymark-prompt-id, or promptId in requestMetadata.',
    ],
    link: 'https://docs.aws.amazon.com/bedrock/latest/userguide/prompt-management.html',
  },
};
