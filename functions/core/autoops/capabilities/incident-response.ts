import { count } from '../../maturity/calls.ts';
import { endToEndObservability } from '../../maturity/criteria/end-to-end-observability.ts';
import { errorsHandled } from '../../maturity/criteria/errors-handled.ts';
import { selfHealing } from '../../maturity/criteria/self-healing.ts';
import { met, unlessCut, unmeasurable, unmet } from '../../maturity/decision.ts';
import { toCount, toNumber } from '../../maturity/wording.ts';
import { type CapabilityDefinition, decidedBy } from '../condition.ts';

/** From somebody who looks after users complain, to a stack that mends itself and can say why. */
export const incidentResponse: CapabilityDefinition = {
  id: 'incident-response',
  title: 'Incident response',
  documentYears: 3,
  stages: {
    reactive: {
      conditions: [
        {
          by: 'evidence',
          id: 'autoops-calls-recorded',
          statement: 'Calls and how they end are recorded, so that a failure can be looked into',
          evidence: ['requests', 'bedrockInvocations'],
          thresholds: {},
          isAttestable: false,
          decide: (evidence) => {
            const gateway = count(evidence, 'requests');
            const bedrock = count(evidence, 'bedrockInvocations');
            if (gateway + bedrock === 0) return unmeasurable('No call was recorded in the window.');
            return met(
              `${toCount(gateway, 'call')} recorded by the gateway, ${toNumber(bedrock)} counted by Bedrock.`,
            );
          },
          step: 'Send calls through the gateway, or call Bedrock in this Region.',
        },
      ],
      dependencies: [],
    },
    procedural: {
      conditions: [
        {
          by: 'evidence',
          id: 'autoops-alarms-reach-people',
          statement: 'An alarm tells a person, not a log',
          evidence: ['alarms'],
          thresholds: { alarms: 'at least 1 that reaches a confirmed subscriber' },
          isAttestable: false,
          decide: (evidence) => {
            const { alarms, reaching, isComplete } = evidence.fact('alarms');
            if (reaching > 0)
              return met(
                `${toNumber(reaching)} of ${toCount(alarms, 'alarm')} reach a confirmed subscriber.`,
              );
            return unlessCut(isComplete, unmet(`None of ${toCount(alarms, 'alarm')} reaches anybody.`));
          },
          step: 'Name a subscriber of the alarm topic in the settings, and confirm the subscription.',
        },
        {
          by: 'evidence',
          id: 'autoops-incident-procedure',
          statement: 'Who is called and what they do is written down for each alarm',
          evidence: [],
          thresholds: {},
          isAttestable: true,
          decide: () => unmeasurable('No AWS API says whether there is a procedure or who is on call.'),
          step: 'Agree on the procedure of each alarm (docs/runbook.md has one to begin with) and attest it.',
        },
        decidedBy(errorsHandled),
      ],
      dependencies: [],
    },
    predictive: {
      conditions: [
        decidedBy(endToEndObservability),
        {
          by: 'nothing',
          id: 'autoops-anomalies-detected',
          statement: 'Deviations are detected before a threshold is crossed',
          notObserved:
            'No run of a detector is among the evidence: this version compares with thresholds only.',
          step: 'Run anomaly detection over the signals, and keep the result of each run.',
        },
      ],
      dependencies: ['explainable_ai'],
    },
    autonomous: {
      conditions: [
        decidedBy(selfHealing),
        {
          by: 'nothing',
          id: 'autoops-actions-executed',
          statement: 'Proposed repairs are approved, executed, and their outcome is recorded',
          notObserved: 'No executed runbook action is among the evidence: this version proposes none.',
          step: 'Let the stack propose repairs, approve them, and keep the outcome of each.',
        },
      ],
      dependencies: ['trust_framework', 'explainable_ai'],
    },
  },
};
