import { indexObservations } from '../maturity/evidence.ts';
import { judge, weigh } from '../maturity/judge.ts';
import type { ObservationSet } from '../maturity/observation.ts';
import { CAPABILITIES } from './capabilities.ts';
import { type CapabilityDefinition, type Condition, DEPENDENCY_IDS } from './condition.ts';
import { DEPENDENCIES } from './dependencies.ts';
import type { AutoOpsAxis, CapabilityResult, ConditionResult, StageResult } from './readiness.ts';
import { STAGES } from './stages.ts';
import { isStageMet, lowestStage, stageReached } from './standing.ts';

/** The second axis of an observation set: the same set gives the same result, whatever its order. */
export function assessAutoOps(set: ObservationSet): AutoOpsAxis {
  const evidence = indexObservations(set);
  const decide = (condition: Condition): ConditionResult => {
    if (condition.by === 'criterion') return fromCriterion(condition.criterion);
    if (condition.by === 'nothing') return fromNothing(condition);
    const { id, statement, step } = condition;
    const { gaps, ...verdict } = weigh(condition, evidence, set);
    return { id, statement, step, ...verdict };
  };
  const fromCriterion = (
    criterion: Extract<Condition, { by: 'criterion' }>['criterion'],
  ): ConditionResult => {
    const { id, statement, status, reason, attestedBy, missingPermissions } = judge(
      criterion,
      evidence,
      set,
    ).result;
    const step = `${criterion.nextAction.title}.`;
    const attested = attestedBy === undefined ? {} : { attestedBy };
    return {
      id,
      statement,
      status,
      reason,
      step,
      criterion: id,
      evidence: [],
      missingPermissions,
      ...attested,
    };
  };
  const capabilities = CAPABILITIES.map((definition) => toCapability(definition, decide));
  return toAxis(capabilities);
}

function fromNothing({
  id,
  statement,
  step,
  notObserved,
}: Extract<Condition, { by: 'nothing' }>): ConditionResult {
  return {
    id,
    statement,
    step,
    status: 'unknown',
    reason: notObserved,
    evidence: [],
    missingPermissions: [],
  };
}

function toCapability(
  { id, title, documentYears, stages }: CapabilityDefinition,
  decide: (condition: Condition) => ConditionResult,
): CapabilityResult {
  const needed = DEPENDENCY_IDS.filter((name) =>
    STAGES.some((stage) => stages[stage].dependencies.includes(name)),
  );
  const dependencies = needed.map((name) => ({ ...decide(DEPENDENCIES[name]), id: name }));
  const missing = dependencies.filter(({ status }) => status !== 'met').map(({ id: name }) => name);
  const results = STAGES.map((stage) => {
    const conditions = stages[stage].conditions.map(decide);
    const wanted = [...stages[stage].dependencies];
    return { stage, conditions, dependencies: wanted, isMet: isStageMet(conditions, wanted, missing) };
  });
  const reached = stageReached(results);
  return {
    id,
    title,
    stage: reached,
    target: 'autonomous',
    documentYears,
    stages: results.map(
      ({ isMet, ...result }, index): StageResult => ({
        ...result,
        isReached: results.slice(0, index + 1).every((lower) => lower.isMet),
      }),
    ),
    dependencies,
    missingDependencies: missing,
  };
}

/** As the document has it: ready is what misses no dependency. */
function toAxis(capabilities: CapabilityResult[]): AutoOpsAxis {
  const isReady = ({ missingDependencies }: CapabilityResult): boolean => missingDependencies.length === 0;
  return {
    stage: lowestStage(capabilities.map(({ stage }) => stage)),
    capabilities,
    ready: capabilities.filter(isReady).map(({ id }) => id),
    notReady: capabilities
      .filter((capability) => !isReady(capability))
      .map(({ id, missingDependencies }) => ({ capability: id, missing: missingDependencies })),
  };
}
