import type { NextAction } from './assessment.ts';
import type { CriterionDefinition } from './criterion.ts';
import { missingPermissions, titleOf } from './evidence.ts';
import type { Gap, Judged } from './judge.ts';
import type { UnknownReading } from './observation.ts';

/**
 * What to do about everything that is open, the most useful first: what the next level lacks, then what keeps it
 * from being measured, then the same for the other levels, lowest first.
 */
export function toNextActions(judged: readonly Judged[], nextLevel: number): NextAction[] {
  return judged
    .map((each, position) => ({ ...each, position, rank: rankOf(each, nextLevel) }))
    .filter(({ rank }) => rank !== undefined)
    .sort(
      (left, right) =>
        (left.rank ?? 0) - (right.rank ?? 0) ||
        left.definition.level - right.definition.level ||
        left.position - right.position,
    )
    .map((each) => toNextAction(each));
}

function rankOf({ definition, result }: Judged, nextLevel: number): number | undefined {
  // a symptom that is met is still there
  const settled = definition.kind === 'symptom' ? 'unmet' : 'met';
  if (result.status === settled) return undefined;
  const elsewhere = definition.level === nextLevel ? 0 : 2;
  return elsewhere + (result.status === 'unknown' ? 1 : 0);
}

function toNextAction({ definition, result, gaps }: Judged): NextAction {
  const { id, level, nextAction } = definition;
  if (result.status !== 'unknown')
    return { criterion: id, level, ...nextAction, steps: [...nextAction.steps, ...attestStep(definition)] };
  return {
    criterion: id,
    level,
    title: gaps.length > 0 ? `Make it measurable: ${definition.statement}` : nextAction.title,
    steps: gaps.length > 0 ? mendingSteps(gaps) : [...nextAction.steps, ...attestStep(definition)],
    link: nextAction.link,
  };
}

function attestStep({ id, isAttestable }: CriterionDefinition): readonly string[] {
  if (!isAttestable) return [];
  return [`To attest: npm run attest -- ${id} --statement "<what is in place>" --until <YYYY-MM-DD>.`];
}

const MENDING: Readonly<Record<UnknownReading['reason'], (gap: Gap) => readonly string[]>> = {
  denied: ({ id, reading }) => [
    `Allow ${missingPermissions(id, reading).join(' and ')} to the role that assesses.`,
    'See all that it needs: npm run assess -- --print-policy.',
  ],
  throttled: () => ['AWS throttled the reading: assess again in a few minutes.'],
  failed: ({ id, reading }) => [`Look into why ${titleOf(id)} could not be read: ${reading.detail}`],
  not_collected: ({ id, reading }) => [
    `${titleOf(id)}: ${reading.detail} What only the gateway knows needs a deployment (npx cdk deploy) and calls through it.`,
  ],
};

function mendingSteps(gaps: readonly Gap[]): string[] {
  return [...new Set(gaps.flatMap((gap) => MENDING[gap.reading.reason](gap)))];
}
