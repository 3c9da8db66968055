import type { Assessment, LevelResult } from '../maturity/assessment.ts';
import { LEVELS } from '../maturity/levels.ts';

/** The highest level that there is. */
export const TOP_LEVEL = LEVELS.length;

/** `Level 3 of 5: Governed`. */
export function headlineOf({ level, levels }: Assessment): string {
  return `Level ${level} of ${TOP_LEVEL}: ${nameOf(levels, level)}`;
}

/** A level's name; level 0 is none of the document's. */
export function nameOf(levels: readonly LevelResult[], level: number): string {
  return levels.find((one) => one.level === level)?.name ?? 'nothing evidenced yet';
}

/** What the document has a team of this level say, or `undefined` for level 0. */
export function mottoOf(level: number): string | undefined {
  return LEVELS.find((one) => one.level === level)?.motto;
}

/** How far the ground below the level holds, a sentence or two for each level that was skipped. */
export function describeGround({ level, solidLevel, levels, skippedLevels }: Assessment): readonly string[] {
  if (level === 0) return ['No level has more than half of what it asks for evidenced.'];
  if (level === solidLevel) return [describeSolid(level)];
  const skipped = levels.filter((one) => skippedLevels.includes(one.level));
  return [describeSolidLevel(solidLevel, levels), ...skipped.map(describeSkipped)];
}

/** A solid level is explained where it is first met: a team at its solid level reads of it too. */
function describeSolid(level: number): string {
  return level === 1
    ? 'Solid level: 1 as well. The solid level is the highest with every level below it reached, and below the first there is none.'
    : `Solid level: ${level} as well, as every level below it is reached too.`;
}

function describeSolidLevel(solidLevel: number, levels: readonly LevelResult[]): string {
  if (solidLevel === 0) return 'Solid level: 0, as the first level is not reached.';
  return `Solid level: ${solidLevel} (${nameOf(levels, solidLevel)}), the highest with every level below it reached.`;
}

function describeSkipped(result: LevelResult): string {
  return `Level ${result.level} (${result.name}) was skipped: ${describeCounts(result)}. Its question, “${result.coreQuestion}”, has no evidenced answer, and the levels above rest on it.`;
}

/** What a level's score is made of: `4 of 6 met, 1 unknown`. */
export function describeCounts({ level, met, unmet, unknown, total }: LevelResult): string {
  const [done, missed] = level === 1 ? ['metric rows measured', 'without data'] : ['met', 'not met'];
  return [
    `${met} of ${total} ${done}`,
    ...(unmet > 0 ? [`${unmet} ${missed}`] : []),
    ...(unknown > 0 ? [`${unknown} unknown`] : []),
  ].join(', ');
}
