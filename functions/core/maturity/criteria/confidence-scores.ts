import { count, whenEnough } from '../calls.ts';
import type { CriterionDefinition } from '../criterion.ts';
import { met, unmet } from '../decision.ts';
import { atLeast, MOST } from '../thresholds.ts';
import { toShareOf } from '../wording.ts';

/** Level 4: most answers carry a score. Bedrock has none but contextual grounding's. */
export const confidenceScores: CriterionDefinition = {
  id: 'confidence-scores',
  level: 4,
  kind: 'practice',
  statement: 'Confidence scores are generated for outputs',
  evidence: ['groundingChecks', 'successes'],
  thresholds: { groundingChecks: atLeast(MOST, 'answers') },
  isAttestable: false,
  decide: (evidence) => {
    const scored = count(evidence, 'groundingChecks');
    const answers = count(evidence, 'successes');
    return whenEnough(answers, 'call', 'was answered through the gateway', () => {
      const value = toShareOf(scored, answers, 'answers');
      const values = { groundingChecks: value };
      return scored / answers >= MOST
        ? met(`${value} got a grounding score.`, values)
        : unmet(`${value} got a grounding score; it takes ${atLeast(MOST, 'them')}.`, values);
    });
  },
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
