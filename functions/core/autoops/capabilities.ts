import { capacityPlanning } from './capabilities/capacity-planning.ts';
import { incidentResponse } from './capabilities/incident-response.ts';
import { modelLifecycle } from './capabilities/model-lifecycle.ts';
import { securityOperations } from './capabilities/security-operations.ts';
import type { CapabilityDefinition, Condition, EvidenceCondition } from './condition.ts';
import { DEPENDENCIES } from './dependencies.ts';
import { STAGES } from './stages.ts';

/** The four capabilities of document 000, in its order. */
export const CAPABILITIES: readonly CapabilityDefinition[] = [
  incidentResponse,
  capacityPlanning,
  securityOperations,
  modelLifecycle,
];

/** Every condition of the axis and every dependency. */
export const CONDITIONS: readonly Condition[] = [
  ...CAPABILITIES.flatMap(({ stages }) => STAGES.flatMap((stage) => stages[stage].conditions)),
  ...Object.values(DEPENDENCIES),
];

/** Conditions that people may attest, beside the criteria of the first axis. */
export const ATTESTABLE_CONDITIONS: readonly EvidenceCondition[] = CONDITIONS.filter(
  (condition) => condition.by === 'evidence',
).filter(({ isAttestable }) => isAttestable);
