import type { Assessment, CriterionResult } from '../maturity/assessment.ts';

/** What is different from the newest earlier assessment. */
export interface Changes {
  readonly since: string;
  /** A sentence about the levels. */
  readonly levels: string;
  readonly improved: readonly CriterionResult[];
  readonly regressed: readonly CriterionResult[];
}

/** What changed, or `undefined` when there is no earlier assessment. */
export function changesOf({ delta, criteria, level, solidLevel }: Assessment): Changes | undefined {
  if (!delta) return undefined;
  const pick = (ids: readonly string[]) => criteria.filter(({ id }) => ids.includes(id));
  return {
    since: delta.since,
    levels: `${describeMove('Level', delta.level, level)}; ${describeMove('solid level', delta.solidLevel, solidLevel)}.`,
    improved: pick(delta.improved),
    regressed: pick(delta.regressed),
  };
}

/** How far the level moved since the newest earlier assessment: `up from 2`; `undefined` when there is none. */
export function describeLevelMove({ delta, level }: Assessment): string | undefined {
  return delta && toMove(delta.level, level);
}

function describeMove(name: string, difference: number, level: number): string {
  return `${name} ${level}, ${toMove(difference, level)}`;
}

function toMove(difference: number, level: number): string {
  if (difference === 0) return 'as before';
  return `${difference > 0 ? 'up' : 'down'} from ${level - difference}`;
}
