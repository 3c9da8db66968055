import type { Assessment, CriterionResult } from '../../maturity/assessment.ts';
import { changesOf } from '../changes.ts';
import { toInstant } from '../instants.ts';
import { wordsOf } from '../status-words.ts';
import { escapeMarkdown } from './escape.ts';

/** What is different from last time; `undefined` in a first report. */
export function renderChanges(assessment: Assessment): string | undefined {
  const changes = changesOf(assessment);
  if (!changes) return undefined;
  const { since, levels, improved, regressed } = changes;
  const lines = [
    ...improved.map((result) => renderChange('Better', result)),
    ...regressed.map((result) => renderChange('Worse', result)),
  ];
  return [
    '## What changed',
    `Since ${toInstant(since)}: ${levels}`,
    lines.length === 0 ? 'Every criterion stands as before.' : lines.join('\n'),
  ].join('\n\n');
}

function renderChange(word: string, result: CriterionResult): string {
  return `- ${word}: ${escapeMarkdown(result.statement)} (level ${result.level}, now ${wordsOf(result).word})`;
}
