import type { CriterionDefinition } from '../criterion.ts';
import { met, unlessCut, unmet } from '../decision.ts';
import { toCount, toNumber } from '../wording.ts';

/** Level 4: a budget that Bedrock's cost counts towards tells somebody before the bill does. */
export const costMonitored: CriterionDefinition = {
  id: 'cost-monitored',
  level: 4,
  kind: 'practice',
  statement: 'Cost per interaction is monitored and optimized',
  evidence: ['budgets'],
  thresholds: { budgets: 'at least 1 on all services or on Bedrock that notifies somebody' },
  isAttestable: false,
  decide: (evidence) => {
    const { budgets, onBedrock, notifying, isComplete } = evidence.fact('budgets');
    const measured = toCount(
      onBedrock,
      "budget that counts Bedrock's cost",
      "budgets that count Bedrock's cost",
    );
    if (notifying > 0)
      return met(
        `${toNumber(notifying)} of ${measured} ${notifying === 1 ? 'notifies' : 'notify'} somebody.`,
      );
    if (budgets === 0) return unlessCut(isComplete, unmet('There is no cost budget in this account.'));
    return unlessCut(
      isComplete,
      onBedrock === 0
        ? unmet(
            `None of ${toCount(budgets, 'cost budget')} counts Bedrock's cost: all are filtered to other things.`,
          )
        : unmet(`None of ${measured} notifies anybody.`),
    );
  },
  nextAction: {
    title: 'Set a budget that notifies you',
    steps: [
      'Divide the last month of Bedrock cost by its calls: this is the cost of an interaction to start from.',
      'Set a monthly budget on Amazon Bedrock, or on all services, with a notification at 80 % and one on the forecast: aws budgets create-budget --notifications-with-subscribers.',
      'Look at the cost per 1,000 requests with every prompt or model change.',
    ],
    link: 'https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-create.html',
  },
};
