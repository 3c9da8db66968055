import { changesReviewed } from '../../maturity/criteria/changes-reviewed.ts';
import { dataHandlingRules } from '../../maturity/criteria/data-handling-rules.ts';
import { inputsAndOutputsLogged } from '../../maturity/criteria/inputs-and-outputs-logged.ts';
import { toolPermissionsEnforced } from '../../maturity/criteria/tool-permissions-enforced.ts';
import { unsafeActionsRefused } from '../../maturity/criteria/unsafe-actions-refused.ts';
import { type CapabilityDefinition, decidedBy } from '../condition.ts';

/** From a log that is read after the fact, to attacks that are refused and contained without anybody. */
export const securityOperations: CapabilityDefinition = {
  id: 'security-operations',
  title: 'Security operations',
  documentYears: 5,
  stages: {
    reactive: { conditions: [decidedBy(inputsAndOutputsLogged)], dependencies: [] },
    procedural: {
      conditions: [decidedBy(dataHandlingRules), decidedBy(changesReviewed)],
      dependencies: [],
    },
    predictive: {
      conditions: [
        decidedBy(unsafeActionsRefused),
        {
          by: 'nothing',
          id: 'autoops-attacks-foreseen',
          statement: 'Unusual callers and attack patterns are detected as deviations, not by a fixed count',
          notObserved:
            'No run of a detector over security signals is among the evidence: this version compares with thresholds only.',
          step: 'Run anomaly detection over guardrail findings and callers, and keep the result of each run.',
        },
      ],
      dependencies: ['adversarial_robustness'],
    },
    autonomous: {
      conditions: [
        decidedBy(toolPermissionsEnforced),
        {
          by: 'nothing',
          id: 'autoops-containment-executed',
          statement: 'A caller that attacks is contained by the stack, and the outcome is recorded',
          notObserved:
            'No executed containment is among the evidence: this version contains nobody by itself.',
          step: 'Let approved actions revoke a key or tighten a guardrail, and keep the outcome of each.',
        },
      ],
      dependencies: ['adversarial_robustness', 'regulatory_compliance'],
    },
  },
};
