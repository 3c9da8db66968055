import type { CriterionDefinition } from '../criterion.ts';
import { met, unmet } from '../decision.ts';
import { toCount } from '../wording.ts';

/** Level 1: no guardrail that could notice an answer which its source does not bear out. */
export const hallucinationsIgnored: CriterionDefinition = {
  id: 'hallucinations-ignored',
  level: 1,
  kind: 'symptom',
  statement: 'Hallucinations are handled manually or ignored',
  evidence: ['groundingFilter'],
  thresholds: { groundingFilter: 'at least 1 numbered version with a grounding filter' },
  isAttestable: false,
  decide: (evidence) => {
    const { ready, pinned, filtering } = evidence.fact('groundingFilter');
    if (filtering > 0)
      return unmet(`${toCount(filtering, 'guardrail')} with a numbered version checks grounding.`);
    if (ready === 0) return met('There is no guardrail that is ready.');
    if (pinned === 0) return met(`None of ${toCount(ready, 'guardrail')} has a numbered version.`);
    return met(`None of ${toCount(pinned, 'guardrail')} with a numbered version checks grounding.`);
  },
  nextAction: {
    title: 'Check answers against their sources',
    steps: [
      'Add a contextual grounding filter to the guardrail, with a threshold of 0.7 to begin with.',
      'Make a numbered version: aws bedrock create-guardrail-version --guardrail-identifier <id>.',
      'Mark source and question in the request (guardContent with the qualifiers grounding_source and query).',
    ],
    link: 'https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-contextual-grounding-check.html',
  },
};
