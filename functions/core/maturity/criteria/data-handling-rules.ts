import { count, whenCalled } from '../calls.ts';
import type { CriterionDefinition } from '../criterion.ts';
import { met, unmet } from '../decision.ts';
import { AS_A_RULE, atLeast } from '../thresholds.ts';
import { toCount, toShareOf } from '../wording.ts';

/** Level 3: a pinned guardrail filters personal data, and calls really pass through it. */
export const dataHandlingRules: CriterionDefinition = {
  id: 'data-handling-rules',
  level: 3,
  kind: 'practice',
  statement: 'Clear data handling and PII rules are defined',
  evidence: ['sensitiveInformationFilter', 'guardrailEvaluations', 'requests'],
  thresholds: {
    sensitiveInformationFilter: 'at least 1 numbered version with a personal-data filter',
    guardrailEvaluations: atLeast(AS_A_RULE),
  },
  isAttestable: false,
  decide: (evidence) => {
    const { ready, filtering } = evidence.fact('sensitiveInformationFilter');
    const evaluated = count(evidence, 'guardrailEvaluations');
    return whenCalled(evidence, (calls) => {
      const value = toShareOf(evaluated, calls);
      const values = { guardrailEvaluations: value };
      if (ready === 0) return unmet('There is no guardrail that is ready.', values);
      if (filtering === 0)
        return unmet(
          `None of ${toCount(ready, 'guardrail')} has a numbered version that filters personal data.`,
          values,
        );
      return evaluated / calls >= AS_A_RULE
        ? met(`${value} passed a guardrail, and a pinned version filters personal data.`, values)
        : unmet(`${value} passed a guardrail; it takes ${atLeast(AS_A_RULE)}.`, values);
    });
  },
  nextAction: {
    title: 'Filter personal data in every call',
    steps: [
      'Add a sensitive-information filter to the guardrail: which kinds are blocked, which are masked.',
      'Make a numbered version of it: aws bedrock create-guardrail-version --guardrail-identifier <id>.',
      'Set it as guardrail of the gateway, so that calls which name none get it too.',
    ],
    link: 'https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-sensitive-filters.html',
  },
};
