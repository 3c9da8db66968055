import { count, whenCalled } from '../calls.ts';
import type { CriterionDefinition } from '../criterion.ts';
import { met, unlessCut, unmeasurable, unmet } from '../decision.ts';
import { AS_A_RULE, atLeast } from '../thresholds.ts';
import { toCount, toNumber, toShareOf } from '../wording.ts';

/**
 * Level 3: calls pass a guardrail, and whichever it is, it filters personal data: metrics do not tell which guardrail
 * a call passed, so that each with a numbered version has to.
 */
export const dataHandlingRules: CriterionDefinition = {
  id: 'data-handling-rules',
  level: 3,
  kind: 'practice',
  statement: 'Clear data handling and PII rules are defined',
  evidence: ['sensitiveInformationFilter', 'guardrailEvaluations', 'requests'],
  thresholds: {
    sensitiveInformationFilter: 'a personal-data filter in each guardrail with a numbered version',
    guardrailEvaluations: atLeast(AS_A_RULE),
  },
  isAttestable: false,
  decide: (evidence) => {
    const { ready, pinned, filtering, isComplete } = evidence.fact('sensitiveInformationFilter');
    const evaluated = count(evidence, 'guardrailEvaluations');
    return whenCalled(evidence, (calls) => {
      const value = toShareOf(evaluated, calls);
      const values = { guardrailEvaluations: value };
      if (ready === 0) return unlessCut(isComplete, unmet('There is no guardrail that is ready.', values));
      if (filtering === 0)
        return unlessCut(
          isComplete,
          unmet(
            `None of ${toCount(ready, 'guardrail')} has a numbered version that filters personal data.`,
            values,
          ),
        );
      if (evaluated / calls < AS_A_RULE)
        return unmet(`${value} passed a guardrail; it takes ${atLeast(AS_A_RULE)}.`, values);
      if (filtering < pinned)
        return unmeasurable(
          `${value} passed a guardrail, but only ${toNumber(filtering)} of ${toCount(pinned, 'guardrail')} with a numbered version ${filtering === 1 ? 'filters' : 'filter'} personal data, and which one the calls passed cannot be told.`,
          values,
        );
      const all = pinned === 1 ? 'the one guardrail' : `each of ${toCount(pinned, 'guardrail')}`;
      return unlessCut(
        isComplete,
        met(
          `${value} passed a guardrail, and the newest version of ${all} with a numbered version filters personal data.`,
          values,
        ),
      );
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
