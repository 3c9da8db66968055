import type { CriterionDefinition } from '../maturity/criterion.ts';
import type { Decidable } from '../maturity/judge.ts';
import type { Stage } from './stages.ts';

/** Decided by a criterion of the first axis. */
export interface CriterionCondition {
  readonly by: 'criterion';
  readonly id: string;
  readonly criterion: CriterionDefinition;
}

/** Decided by evidence of its own. */
export interface EvidenceCondition extends Decidable {
  readonly by: 'evidence';
  readonly statement: string;
  /** What would bring it forward, in a sentence. */
  readonly step: string;
}

/** Nothing observes it yet: it reads as unknown, and no attestation stands in for what has to be seen to work. */
export interface UnobservedCondition {
  readonly by: 'nothing';
  readonly id: string;
  readonly statement: string;
  /** Why it is not observed, and what would show it. */
  readonly notObserved: string;
  readonly step: string;
}

/** What a stage asks for. */
export type Condition = CriterionCondition | EvidenceCondition | UnobservedCondition;

/** Dependencies of document 000, by its own names. */
export const DEPENDENCY_IDS = [
  'trust_framework',
  'explainable_ai',
  'demand_prediction',
  'cost_optimization',
  'adversarial_robustness',
  'regulatory_compliance',
  'automated_retraining',
  'quality_assurance',
] as const;
export type DependencyId = (typeof DEPENDENCY_IDS)[number];

/** What one stage of a capability asks for. */
export interface StageDefinition {
  readonly conditions: readonly [Condition, ...Condition[]];
  readonly dependencies: readonly DependencyId[];
}

/** One of the four capabilities. */
export interface CapabilityDefinition {
  readonly id: string;
  readonly title: string;
  /** Years that document 000 gives it to become autonomous. */
  readonly documentYears: number;
  readonly stages: Readonly<Record<Stage, StageDefinition>>;
}

/** A condition that a criterion decides, under the capability's own id. */
export const decidedBy = (criterion: CriterionDefinition): CriterionCondition => ({
  by: 'criterion',
  id: criterion.id,
  criterion,
});
