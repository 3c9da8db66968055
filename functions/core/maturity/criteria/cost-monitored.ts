import { contradicting, count, hasGatewayCalls, whenCalled } from '../calls.ts';
import type { CriterionDefinition, Decision, EvidenceReader } from '../criterion.ts';
import { met, unlessCut, unmet } from '../decision.ts';
import { atMost } from '../thresholds.ts';
import { toCount, toNumber, toShareOf } from '../wording.ts';

/** With one call in twenty unpriced the cost of the others still speaks for all, to about 5 %. */
const MAX_UNPRICED = 0.05;

/**
 * Level 4: a budget that Bedrock's cost counts towards tells somebody before the bill does, and where calls go through
 * the gateway, each of them has its cost.
 */
export const costMonitored: CriterionDefinition = {
  id: 'cost-monitored',
  level: 4,
  kind: 'practice',
  statement: 'Cost per interaction is monitored and optimized',
  evidence: ['budgets', 'requests', 'unpricedCalls', 'costPerThousandRequests'],
  thresholds: {
    budgets: 'at least 1 on all services or on Bedrock that notifies somebody',
    unpricedCalls: `with a gateway: ${atMost(MAX_UNPRICED)}`,
    costPerThousandRequests: 'with a gateway: measured',
  },
  isAttestable: false,
  decide: (evidence) => {
    const byBudgets = decideByBudgets(evidence);
    if (byBudgets.status !== 'met' || !hasGatewayCalls(evidence)) return byBudgets;
    return decideByCalls(evidence, byBudgets.reason);
  },
  nextAction: {
    title: 'Set a budget that notifies you',
    steps: [
      'Send calls through the gateway: each record has its cost then. Give models without a price one with the setting cost.prices.',
      'Set a monthly budget on Amazon Bedrock, or on all services, with a notification at 80 % and one on the forecast: aws budgets create-budget --notifications-with-subscribers.',
      'Look at the cost per 1,000 requests with every prompt or model change.',
    ],
    link: 'https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-create.html',
  },
};

function decideByBudgets(evidence: EvidenceReader): Decision {
  const { budgets, onBedrock, notifying, isComplete } = evidence.fact('budgets');
  const measured = toCount(
    onBedrock,
    "budget that counts Bedrock's cost",
    "budgets that count Bedrock's cost",
  );
  if (notifying > 0)
    return met(`${toNumber(notifying)} of ${measured} ${notifying === 1 ? 'notifies' : 'notify'} somebody.`);
  if (budgets === 0) return unlessCut(isComplete, unmet('There is no cost budget in this account.'));
  return unlessCut(
    isComplete,
    onBedrock === 0
      ? unmet(
          `None of ${toCount(budgets, 'cost budget')} counts Bedrock's cost: all are filtered to other things.`,
        )
      : unmet(`None of ${measured} notifies anybody.`),
  );
}

/** A budget says that the month is too dear, the cost of the calls says which of them. */
function decideByCalls(evidence: EvidenceReader, budgets: string): Decision {
  const unpriced = count(evidence, 'unpricedCalls');
  const perThousand = evidence.signal('costPerThousandRequests');
  return whenCalled(evidence, (calls) => {
    if (unpriced > calls) return contradicting(unpriced, calls);
    const value = toShareOf(unpriced, calls);
    const values = { unpricedCalls: value };
    if (unpriced / calls > MAX_UNPRICED)
      return unmet(`${value} have no price; it takes ${atMost(MAX_UNPRICED)}.`, values);
    if (perThousand === undefined) return unmet('Calls were made, but none has a cost.', values);
    return met(`${budgets} 1,000 calls cost ${toNumber(perThousand)} USD; ${value} have no price.`, values);
  });
}
