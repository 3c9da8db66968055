import type { Assessment, CriterionResult } from '../../maturity/assessment.ts';
import { changesOf } from '../changes.ts';
import { toInstant } from '../instants.ts';
import { describeFirst, reservationsOf } from '../reservations.ts';
import { wordsOf } from '../status-words.ts';
import { toVisible } from '../visible.ts';
import { wrap } from '../wrap.ts';

const NOTE = { first: '! ', rest: '  ' };

/** What is different from last time. */
export function renderChanges(assessment: Assessment): string {
  const changes = changesOf(assessment);
  const reservations = reservationsOf(assessment).map((sentence) => wrap(toVisible(sentence), NOTE));
  if (!changes) return ['WHAT CHANGED', '', wrap(describeFirst(assessment)), ...reservations].join('\n');
  const { since, levels, improved, regressed } = changes;
  return [
    'WHAT CHANGED',
    '',
    wrap(`Since ${toInstant(since)}: ${levels}`),
    ...improved.map((result) => renderChange('+ better:', result)),
    ...regressed.map((result) => renderChange('- worse: ', result)),
    ...(improved.length + regressed.length === 0 ? ['Every criterion stands as before.'] : []),
    ...reservations,
  ].join('\n');
}

function renderChange(first: string, result: CriterionResult): string {
  const { statement, level } = result;
  return wrap(`${toVisible(statement)} (level ${level}, now ${wordsOf(result).word})`, {
    first: `${first} `,
    rest: ' '.repeat(first.length + 1),
  });
}
