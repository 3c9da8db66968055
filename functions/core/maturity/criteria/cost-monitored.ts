import type { CriterionDefinition } from '../criterion.ts';
import { met, unmet } from '../decision.ts';
import { toCount, toNumber } from '../wording.ts';

/** Level 4: a budget tells somebody before the bill does. */
export const costMonitored: CriterionDefinition = {
  id: 'cost-monitored',
  level: 4,
  kind: 'practice',
  statement: 'Cost per interaction is monitored and optimized',
  evidence: ['budgets'],
  thresholds: { budgets: 'at least 1 that notifies somebody' },
  isAttestable: false,
  decide: (evidence) => {
    const { budgets, notifying } = evidence.fact('budgets');
    if (budgets === 0) return unmet('There is no budget in this account.');
    return notifying === 0
      ? unmet(`None of ${toCount(budgets, 'budget')} notifies anybody.`)
      : met(`${toNumber(notifying)} of ${toCount(budgets, 'budget')} notify somebody.`);
  },
  nextAction: {
    title: 'Set a budget that notifies you',
    steps: [
      'Divide the last month of Bedrock cost by its calls: this is the cost of an interaction to start from.',
      'Set a monthly budget with a notification at 80 % and one on the forecast: aws budgets create-budget --notifications-with-subscribers.',
      'Look at the cost per 1,000 requests with every prompt or model change.',
    ],
    link: 'https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-create.html',
  },
};
