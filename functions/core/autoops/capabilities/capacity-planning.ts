import { contradicting, count, whenCalled } from '../../maturity/calls.ts';
import { costMonitored } from '../../maturity/criteria/cost-monitored.ts';
import { modelRouting } from '../../maturity/criteria/model-routing.ts';
import { tokensAndLatencyTracked } from '../../maturity/criteria/tokens-and-latency-tracked.ts';
import { met, unmet } from '../../maturity/decision.ts';
import { atMost } from '../../maturity/thresholds.ts';
import { toShareOf } from '../../maturity/wording.ts';
import { type CapabilityDefinition, decidedBy } from '../condition.ts';

/** The share of errors that AWS alarms on (CloudWatch User Guide, "Recommended alarms"). */
const MOST_THROTTLED = 0.05;

/** From noticing a used-up quota, to limits that follow demand by themselves. */
export const capacityPlanning: CapabilityDefinition = {
  id: 'capacity-planning',
  title: 'Capacity planning',
  documentYears: 4,
  stages: {
    reactive: { conditions: [decidedBy(tokensAndLatencyTracked)], dependencies: [] },
    procedural: {
      conditions: [
        decidedBy(costMonitored),
        {
          by: 'evidence',
          id: 'autoops-quota-suffices',
          statement: 'Quotas are adjusted in time: calls rarely end throttled',
          evidence: ['requests', 'throttles'],
          thresholds: { throttles: atMost(MOST_THROTTLED) },
          isAttestable: false,
          decide: (evidence) =>
            whenCalled(evidence, (calls) => {
              const throttled = count(evidence, 'throttles');
              if (throttled > calls) return contradicting(throttled, calls);
              const value = toShareOf(throttled, calls);
              return throttled / calls <= MOST_THROTTLED
                ? met(`${value} ended throttled.`, { throttles: value })
                : unmet(`${value} ended throttled; it takes ${atMost(MOST_THROTTLED)}.`, {
                    throttles: value,
                  });
            }),
          step: "Raise the model's quota, or spread the calls over Regions with an inference profile.",
        },
      ],
      dependencies: [],
    },
    predictive: {
      conditions: [
        {
          by: 'nothing',
          id: 'autoops-exhaustion-foreseen',
          statement: 'The day on which a quota or budget runs out is known before it comes',
          notObserved: 'No forecast of quota or budget use is among the evidence of an assessment.',
          step: 'Let the stack forecast tokens and cost, and keep the forecast with its error.',
        },
      ],
      dependencies: ['demand_prediction'],
    },
    autonomous: {
      conditions: [
        decidedBy(modelRouting),
        {
          by: 'nothing',
          id: 'autoops-limits-follow-demand',
          statement: 'Limits and capacity are changed by the stack itself, within bounds that people set',
          notObserved: 'No automatic change of a limit is among the evidence: this version makes none.',
          step: 'Let approved actions change limits, and keep what each one changed.',
        },
      ],
      dependencies: ['demand_prediction', 'cost_optimization'],
    },
  },
};
