import type { Assessment, CriterionResult } from '../../maturity/assessment.ts';
import { changesOf } from '../changes.ts';
import { toInstant } from '../instants.ts';
import { describeFirst, reservationsOf } from '../reservations.ts';
import { wordsOf } from '../status-words.ts';
import { escapeMarkdown } from './escape.ts';

/** What is different from last time; `undefined` in a first report that lacks nothing. */
export function renderChanges(assessment: Assessment): string | undefined {
  const changes = changesOf(assessment);
  const reservations = reservationsOf(assessment).map((sentence) => `> ${escapeMarkdown(sentence)}`);
  if (!changes)
    return reservations.length === 0
      ? undefined
      : ['## What changed', describeFirst(assessment), ...reservations].join('\n\n');
  const { since, levels, improved, regressed } = changes;
  const lines = [
    ...improved.map((result) => renderChange('Better', result)),
    ...regressed.map((result) => renderChange('Worse', result)),
  ];
  return [
    '## What changed',
    `Since ${toInstant(since)}: ${levels}`,
    lines.length === 0 ? 'Every criterion stands as before.' : lines.join('\n'),
    ...reservations,
  ].join('\n\n');
}

function renderChange(word: string, result: CriterionResult): string {
  return `- ${word}: ${escapeMarkdown(result.statement)} (level ${result.level}, now ${wordsOf(result).word})`;
}
