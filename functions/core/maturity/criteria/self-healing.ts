import { count } from '../calls.ts';
import type { CriterionDefinition } from '../criterion.ts';
import { met, unmeasurable, unmet } from '../decision.ts';
import { AS_A_RULE, atLeast } from '../thresholds.ts';
import { toShareOf } from '../wording.ts';

/** Level 5: fallbacks not only happen, they end well. */
export const selfHealing: CriterionDefinition = {
  id: 'self-healing',
  level: 5,
  kind: 'practice',
  statement: 'Self-healing workflows and fallbacks exist',
  evidence: ['fallbacks', 'fallbackSuccesses'],
  thresholds: { fallbackSuccesses: atLeast(AS_A_RULE, 'fallbacks') },
  isAttestable: false,
  decide: (evidence) => {
    const fallbacks = count(evidence, 'fallbacks');
    const answered = count(evidence, 'fallbackSuccesses');
    if (fallbacks === 0) return unmeasurable('No call fell back to another model in the window.');
    const value = toShareOf(answered, fallbacks, fallbacks === 1 ? 'fallback' : 'fallbacks');
    const values = { fallbackSuccesses: value };
    return answered / fallbacks >= AS_A_RULE
      ? met(`${value} ended with an answer.`, values)
      : unmet(`${value} ended with an answer; it takes ${atLeast(AS_A_RULE, 'them')}.`, values);
  },
  nextAction: {
    title: 'Let a second model take over',
    steps: [
      'Set an alias with two or more models in the settings (aliases), the second from another family or Region.',
      'Call the alias instead of the model.',
      'Try it on the test stage: withhold the first model and see the second answer.',
    ],
    link: 'docs/gateway.md#what-happens-to-a-call',
  },
};
