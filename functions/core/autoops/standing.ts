import type { ConditionResult, StageName } from './readiness.ts';
import { STAGES, type Stage } from './stages.ts';

/** Whether a stage's own conditions and dependencies are all met. Unknown is not met. */
export function isStageMet(
  conditions: readonly Pick<ConditionResult, 'status'>[],
  dependencies: readonly string[],
  missing: readonly string[],
): boolean {
  return (
    conditions.length > 0 &&
    conditions.every(({ status }) => status === 'met') &&
    dependencies.every((name) => !missing.includes(name))
  );
}

/** The highest stage that is met with every stage below it: an unattended repair without an alarm is luck. */
export function stageReached(
  stages: readonly { readonly stage: Stage; readonly isMet: boolean }[],
): StageName {
  const firstGap = STAGES.findIndex((name) => !stages.some(({ stage, isMet }) => stage === name && isMet));
  return STAGES[(firstGap === -1 ? STAGES.length : firstGap) - 1] ?? 'none';
}

/** Place of a stage, 0 for none to 4 for autonomous. */
export function rankOf(stage: StageName): number {
  return stage === 'none' ? 0 : STAGES.indexOf(stage) + 1;
}

/** A chain is as far as its weakest link. */
export function lowestStage(stages: readonly StageName[]): StageName {
  return stages.toSorted((left, right) => rankOf(left) - rankOf(right))[0] ?? 'none';
}
