import { count, whenCalled } from '../calls.ts';
import type { CriterionDefinition } from '../criterion.ts';
import { met, unmeasurable, unmet } from '../decision.ts';
import { atMost } from '../thresholds.ts';
import { toShareOf } from '../wording.ts';

/** "Selectively, not everywhere": with more than one call in five a person does the work, not the model. Our choice. */
const MAX_REVIEWED = 0.2;

/** Level 4: attestable while no review is reported, as people review in tools that AWS does not see. */
export const selectiveHumanReview: CriterionDefinition = {
  id: 'selective-human-review',
  level: 4,
  kind: 'practice',
  statement: 'Human-in-the-loop is applied selectively, not everywhere',
  evidence: ['humanInterventions', 'requests'],
  thresholds: { humanInterventions: `some, ${atMost(MAX_REVIEWED)}` },
  isAttestable: true,
  decide: (evidence) => {
    const reviewed = count(evidence, 'humanInterventions');
    return whenCalled(evidence, (calls) => {
      if (reviewed === 0) return unmeasurable('No review by a person was reported in the window.');
      const value = toShareOf(reviewed, calls);
      const values = { humanInterventions: value };
      return reviewed / calls <= MAX_REVIEWED
        ? met(`A person reviewed ${value}.`, values)
        : unmet(`A person reviewed ${value}; it takes ${atMost(MAX_REVIEWED)}.`, values);
    });
  },
  nextAction: {
    title: 'Let people review where it matters',
    steps: [
      'Choose what a person must see: low scores, guardrail findings, actions that cannot be undone.',
      'Hold those answers back until a person approves them, and let all others pass.',
      'Where the review happens in another tool, attest how it is selected.',
    ],
    link: 'https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html',
  },
};
