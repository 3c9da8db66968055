import type { Assessment, CriterionResult, LevelResult, MetricRowResult } from '../../maturity/assessment.ts';
import { describeCounts, mottoOf } from '../headline.ts';
import { wordsOf, wordsOfRow } from '../status-words.ts';
import { escapeMarkdown } from './escape.ts';

/** A section of the document's page for each level. */
export function renderLevels({ levels, criteria, levelOneRows }: Assessment): readonly string[] {
  return levels.map((level) =>
    renderLevel(
      level,
      criteria.filter((result) => result.level === level.level),
      level.level === 1 ? levelOneRows : [],
    ),
  );
}

function renderLevel(
  level: LevelResult,
  criteria: readonly CriterionResult[],
  rows: readonly MetricRowResult[],
): string {
  const verdict = `${level.isReached ? 'Reached' : 'Not reached'}: ${describeCounts(level)}.`;
  return [
    `## Level ${level.level} — ${escapeMarkdown(level.name)}`,
    `“${escapeMarkdown(mottoOf(level.level) ?? level.name)}” ${verdict}`,
    ...(rows.length === 0
      ? []
      : ['Metric rows, which this level is counted from:', rows.map(renderRow).join('\n'), 'Symptoms:']),
    criteria.map(renderCriterion).join('\n'),
    `**Core question:** ${escapeMarkdown(level.coreQuestion)}`,
  ].join('\n\n');
}

function renderRow(row: MetricRowResult): string {
  const name = `${escapeMarkdown(row.name)}: ${escapeMarkdown(row.wording)}`;
  return `- ${name} — **${wordsOfRow(row).word}**: ${escapeMarkdown(row.reason)}`;
}

function renderCriterion(result: CriterionResult): string {
  const { statement, reason, status } = result;
  const box = status === 'met' ? '[x]' : '[ ]';
  return `- ${box} ${escapeMarkdown(statement)} — **${wordsOf(result).word}**: ${escapeMarkdown(reason)}`;
}
