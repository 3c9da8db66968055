import type { CriterionResult, LevelResult, MetricRowResult } from './assessment.ts';
import type { CriterionStatus } from './finding.ts';
import { LEVELS } from './levels.ts';

/** What a level's standing is counted from. */
export type LevelStatuses = Readonly<Record<number, readonly CriterionStatus[]>>;

/** The statuses that each level counts: its criteria, and for level 1 its metric rows. */
export function toLevelStatuses(
  criteria: readonly CriterionResult[],
  metricRows: readonly MetricRowResult[],
): LevelStatuses {
  const rows = metricRows.map(({ status }) => status);
  const ofLevel = (level: number) =>
    criteria.filter((criterion) => criterion.level === level).map(({ status }) => status);
  return Object.fromEntries(LEVELS.map(({ level }) => [level, level === 1 ? rows : ofLevel(level)]));
}

/** How each level stands, lowest first. */
export function toLevelResults(statuses: LevelStatuses): readonly LevelResult[] {
  return LEVELS.map(({ level, name, coreQuestion }) => {
    const counted = statuses[level] ?? [];
    const count = (status: CriterionStatus) => counted.filter((each) => each === status).length;
    const [met, total] = [count('met'), counted.length];
    return {
      ...{ level, name, coreQuestion, met, unmet: count('unmet'), unknown: count('unknown'), total },
      score: total === 0 ? 0 : met / total,
      // the document: "the highest level where most items are checked"
      isReached: met * 2 > total,
    };
  });
}

/** Where the team stands: the highest level reached, the highest without a gap below it, and the gaps. */
export function toStanding(levels: readonly LevelResult[]) {
  const reached = levels.filter(({ isReached }) => isReached).map(({ level }) => level);
  const level = Math.max(0, ...reached);
  const firstGap = levels.find(({ isReached }) => !isReached)?.level;
  const skippedLevels = levels
    .filter((each) => !each.isReached && each.level < level)
    .map((each) => each.level);
  return { level, solidLevel: firstGap === undefined ? level : firstGap - 1, skippedLevels };
}
