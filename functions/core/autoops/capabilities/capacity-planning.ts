import { contradicting, count, whenCalled } from '../../maturity/calls.ts';
import { costMonitored } from '../../maturity/criteria/cost-monitored.ts';
import { modelRouting } from '../../maturity/criteria/model-routing.ts';
import { tokensAndLatencyTracked } from '../../maturity/criteria/tokens-and-latency-tracked.ts';
import { met, unmeasurable, unmet } from '../../maturity/decision.ts';
import { atMost } from '../../maturity/thresholds.ts';
import { toNumber, toShareOf } from '../../maturity/wording.ts';
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
          by: 'evidence',
          id: 'autoops-exhaustion-foreseen',
          statement: 'What a month will cost is known before it ends, so that a budget never runs out unseen',
          evidence: ['forecasts'],
          thresholds: { forecasts: 'a forecast in the window' },
          isAttestable: false,
          decide: (evidence) => {
            const { monthUsd } = evidence.fact('forecasts');
            if (monthUsd === undefined) return unmeasurable('The cost of this month could not be forecast.');
            const { value, lower, upper } = monthUsd;
            return met(
              `This month is predicted to cost ${toNumber(value)} USD (${toNumber(lower)} to ${toNumber(upper)}).`,
            );
          },
          step: 'Let the daily refresh run for two weeks, so that there is enough to forecast from.',
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
