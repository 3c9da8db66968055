import { count } from '../calls.ts';
import type { CriterionDefinition } from '../criterion.ts';
import { met, unlessCut, unmeasurable, unmet } from '../decision.ts';
import { toCount } from '../wording.ts';

/**
 * Level 5: prompts change while users say what is wrong. Positive feedback is left out on purpose: praise asks for no
 * change, and it stays the evidence of the feedback loop alone.
 */
export const continuousLearning: CriterionDefinition = {
  id: 'continuous-learning',
  level: 5,
  kind: 'practice',
  statement: 'Continuous learning from usage signals is in place',
  evidence: ['promptChanges', 'feedbackNegative'],
  thresholds: { promptChanges: 'at least 1 in the window', feedbackNegative: 'some to learn from' },
  isAttestable: false,
  decide: (evidence) => {
    const { events, isComplete } = evidence.fact('promptChanges');
    const complaints = count(evidence, 'feedbackNegative');
    const feedback = `${toCount(complaints, 'negative rating')} came in`;
    if (events === 0)
      return unlessCut(isComplete, unmet(`${feedback} and no new prompt version was made in the window.`));
    const changes = toCount(events, 'new prompt version was', 'new prompt versions were');
    return complaints === 0
      ? unmeasurable(`${changes} made, but there was no negative rating to learn from.`)
      : met(`${feedback} and ${changes} made in the window.`);
  },
  nextAction: {
    title: 'Turn complaints into prompt versions',
    steps: [
      'Collect negative ratings with their reason codes: POST /v1/feedback.',
      'Once a week take the most frequent reason, change the prompt it points at, and add the case to the evaluation data set.',
      'Release it as a new version: aws bedrock-agent create-prompt-version --prompt-identifier <id>.',
    ],
    link: 'docs/gateway.md#feedback',
  },
};
