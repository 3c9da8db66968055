import type { Assessment } from '../../maturity/assessment.ts';
import { ATTEST_WORDS, describeLink, describeRest, firstActions, type OpenAction } from '../open-actions.ts';
import { wordsOf } from '../status-words.ts';
import { toVisible } from '../visible.ts';
import { wrap } from '../wrap.ts';

const INDENT = '   ';
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** The three actions to begin with, step by step. */
export function renderActions(assessment: Assessment): string {
  const actions = firstActions(assessment);
  if (actions.length === 0) return 'WHAT TO DO NEXT\n\nNothing is open: every criterion is met.';
  const rest = describeRest(assessment);
  return [
    'WHAT TO DO NEXT',
    ...actions.map(renderAction),
    ...(rest === undefined ? [] : [`${rest} The full report has them all.`]),
  ].join('\n\n');
}

function renderAction(
  { title, level, steps, link, attestCommand, result }: OpenAction,
  index: number,
): string {
  const indented = { first: INDENT };
  return [
    wrap(toVisible(title), { first: `${index + 1}. `, rest: INDENT }),
    ...(result
      ? [
          wrap(`Level ${level}, ${wordsOf(result).word}: ${toVisible(result.statement)}`, indented),
          wrap(`Why: ${toVisible(result.reason)}`, indented),
        ]
      : []),
    ...steps.map((step, position) =>
      wrap(toVisible(step), { first: `${INDENT}${letterOf(position)}) `, rest: `${INDENT}   ` }),
    ),
    ...(attestCommand === undefined
      ? []
      : [wrap(`${ATTEST_WORDS}:`, indented), `${INDENT}${toVisible(attestCommand)}`]), // one line, to be copied
    wrap(`Read on: ${toVisible(describeLink(link))}`, indented),
  ].join('\n');
}

const letterOf = (position: number): string => LETTERS[position] ?? '-';
