import type { CapabilityResult, ConditionResult, StageName, StageResult } from '../autoops/readiness.ts';
import { toCount } from '../maturity/wording.ts';

/** What the second axis is, in a sentence. */
export const AUTOOPS_ABOUT =
  'The second axis: how far four capabilities have come on the way from reacting to running by themselves. A stage is reached when all of its conditions and dependencies are met, and those of every stage below it.';

/** A stage as a report names it. */
export function stageWords(stage: StageName): string {
  return stage === 'none' ? 'none evidenced' : stage;
}

/** The next stage of a capability and what is still open for it; `undefined` when there is none left. */
export interface NextStage {
  readonly stage: StageResult['stage'];
  readonly open: readonly ConditionResult[];
}

/** What a capability needs for its next stage. */
export function nextStageOf({ stages, dependencies }: CapabilityResult): NextStage | undefined {
  const next = stages.find(({ isReached }) => !isReached);
  if (next === undefined) return undefined;
  const wanted = dependencies.filter(({ id }) => next.dependencies.includes(id));
  return {
    stage: next.stage,
    open: [...next.conditions, ...wanted].filter(({ status }) => status !== 'met'),
  };
}

/** What a stage is made of: `1 of 2 conditions met; needs trust framework`. */
export function describeStage({ conditions, dependencies }: StageResult): string {
  const met = conditions.filter(({ status }) => status === 'met').length;
  const needs =
    dependencies.length === 0 ? '' : `; depends on ${dependencies.map(dependencyWords).join(' and ')}`;
  return `${met} of ${toCount(conditions.length, 'condition')} met${needs}`;
}

/** `trust_framework` as people read it. */
export function dependencyWords(id: string): string {
  return id.replaceAll('_', ' ').replace(/\bai\b/, 'AI');
}

/** Which dependencies are missing, in a sentence. */
export function describeMissing({ missingDependencies: missing }: CapabilityResult): string {
  return missing.length === 0
    ? 'No dependency is missing.'
    : `Missing dependencies: ${missing.map(dependencyWords).join(', ')}.`;
}
