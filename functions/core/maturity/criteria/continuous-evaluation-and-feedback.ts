import { count, whenCalled } from '../calls.ts';
import type { CriterionDefinition } from '../criterion.ts';
import { met, unmet } from '../decision.ts';
import { atLeast } from '../thresholds.ts';
import { toNumber, toShareOf } from '../wording.ts';

/** Few users rate: at 1 % a thousand calls bring ten ratings, the least from which a change can be told. Our choice. */
const MIN_RATED = 0.01;

/** Level 4: users' ratings come back all the time. */
export const continuousEvaluationAndFeedback: CriterionDefinition = {
  id: 'continuous-evaluation-and-feedback',
  level: 4,
  kind: 'practice',
  statement: 'Continuous evaluation and feedback loops are active',
  evidence: ['feedbackPositive', 'feedbackNegative', 'requests'],
  thresholds: { feedbackPositive: `with negative feedback ${atLeast(MIN_RATED)}` },
  isAttestable: false,
  decide: (evidence) => {
    const positive = count(evidence, 'feedbackPositive');
    const negative = count(evidence, 'feedbackNegative');
    return whenCalled(evidence, (calls) => {
      const rated = positive + negative;
      const value = `${toShareOf(rated, calls)} were rated, ${toNumber(positive)} positive and ${toNumber(negative)} negative`;
      return rated / calls >= MIN_RATED
        ? met(`${value}.`)
        : unmet(`${value}; it takes ${atLeast(MIN_RATED)}.`);
    });
  },
  nextAction: {
    title: 'Ask users for a rating',
    steps: [
      'Put a thumb up and a thumb down beside each answer.',
      'Send them to POST /v1/feedback with the request id of the call and a short reason code.',
      'Look at the negative ones each week, and add them to the evaluation data set.',
    ],
    link: 'docs/gateway.md#feedback',
  },
};
