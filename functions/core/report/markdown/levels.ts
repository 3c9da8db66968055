import type { Assessment, CriterionResult, LevelResult } from '../../maturity/assessment.ts';
import { describeCounts, mottoOf } from '../headline.ts';
import { wordsOf } from '../status-words.ts';
import { escapeMarkdown } from './escape.ts';

/** A section of the document's page for each level. */
export function renderLevels({ levels, criteria }: Assessment): readonly string[] {
  return levels.map((level) =>
    renderLevel(
      level,
      criteria.filter((result) => result.level === level.level),
    ),
  );
}

function renderLevel(level: LevelResult, criteria: readonly CriterionResult[]): string {
  const verdict = `${level.isReached ? 'Reached' : 'Not reached'}: ${describeCounts(level)}.`;
  return [
    `## Level ${level.level} — ${escapeMarkdown(level.name)}`,
    `“${escapeMarkdown(mottoOf(level.level) ?? level.name)}” ${verdict}`,
    criteria.map(renderCriterion).join('\n'),
    `**Core question:** ${escapeMarkdown(level.coreQuestion)}`,
  ].join('\n\n');
}

function renderCriterion(result: CriterionResult): string {
  const { statement, reason, status, attestedBy } = result;
  const box = status === 'met' ? '[x]' : '[ ]';
  const attested = attestedBy ? ` Attested by ${escapeMarkdown(attestedBy.signedBy)}.` : '';
  return `- ${box} ${escapeMarkdown(statement)} — **${wordsOf(result).word}**: ${escapeMarkdown(reason)}${attested}`;
}
