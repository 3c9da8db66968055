import { decideByShare } from '../calls.ts';
import type { CriterionDefinition } from '../criterion.ts';
import { atLeast, MOST } from '../thresholds.ts';

/** Level 4: most answers carry a score. Bedrock has none but contextual grounding's. */
export const confidenceScores: CriterionDefinition = {
  id: 'confidence-scores',
  level: 4,
  kind: 'practice',
  statement: 'Confidence scores are generated for outputs',
  evidence: ['groundingChecks', 'requests'],
  thresholds: { groundingChecks: atLeast(MOST) },
  isAttestable: false,
  decide: (evidence) =>
    decideByShare(evidence, { counter: 'groundingChecks', share: MOST, predicate: 'got a grounding score' }),
  nextAction: {
    title: 'Score answers against their sources',
    steps: [
      'Add a contextual grounding filter to the guardrail of the gateway.',
      'Mark source and question in each request (guardContent with the qualifiers grounding_source and query); without them there is no score.',
      'Show users the score, or hand answers with a low one to a person.',
    ],
    link: 'https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-contextual-grounding-check.html',
  },
};
