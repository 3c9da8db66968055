import { count, whenCalled } from '../calls.ts';
import type { CriterionDefinition } from '../criterion.ts';
import { met, unlessCut, unmet } from '../decision.ts';
import { toCount } from '../wording.ts';

/** Level 1: no guardrail notices an answer which its source does not bear out. One that judged no answer notices none. */
export const hallucinationsIgnored: CriterionDefinition = {
  id: 'hallucinations-ignored',
  level: 1,
  kind: 'symptom',
  statement: 'Hallucinations are handled manually or ignored',
  evidence: ['groundingFilter', 'groundingChecks', 'requests'],
  thresholds: {
    groundingFilter: 'at least 1 numbered version with a grounding filter',
    groundingChecks: 'at least 1',
  },
  isAttestable: false,
  decide: (evidence) => {
    const { ready, pinned, filtering, isComplete } = evidence.fact('groundingFilter');
    const checks = count(evidence, 'groundingChecks');
    const judge = whenCalled(evidence, (calls) =>
      met(`A guardrail has a grounding filter, but it judged none of ${toCount(calls, 'call')}.`),
    );
    if (filtering > 0)
      return checks > 0
        ? unmet(
            `${toCount(filtering, 'guardrail')} with a numbered version ${filtering === 1 ? 'checks' : 'check'} grounding, and ${toCount(checks, 'answer was', 'answers were')} judged.`,
          )
        : judge;
    if (ready === 0) return unlessCut(isComplete, met('There is no guardrail that is ready.'));
    const lack =
      pinned === 0
        ? `None of ${toCount(ready, 'guardrail')} has a numbered version.`
        : `None of ${toCount(pinned, 'guardrail')} with a numbered version checks grounding.`;
    return unlessCut(isComplete, met(lack));
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
