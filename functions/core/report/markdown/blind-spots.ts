import type { Assessment } from '../../maturity/assessment.ts';
import {
  aboutBlindSpots,
  missingShares,
  SHARE_COLUMNS,
  shareRows,
  unnamedShares,
} from '../blind-spots-words.ts';
import { escapeMarkdown } from './escape.ts';

/** What capture does not see; `undefined` in an assessment that does not say. */
export function renderBlindSpots(assessment: Assessment): string | undefined {
  const { blindSpots } = assessment;
  if (blindSpots === undefined) return undefined;
  const missing = missingShares(blindSpots);
  const unnamed = unnamedShares(blindSpots);
  return [
    '## Blind spots',
    escapeMarkdown(aboutBlindSpots(assessment)),
    blindSpots.spots
      .map(
        ({ title, words, isKnown }) =>
          `- **${escapeMarkdown(title)}**: ${escapeMarkdown(isKnown ? words : `unknown: ${words}`)}`,
      )
      .join('\n'),
    missing === undefined
      ? [SHARE_COLUMNS, SHARE_COLUMNS.map(() => '---'), ...shareRows(blindSpots)].map(toRow).join('\n')
      : escapeMarkdown(missing),
    ...(unnamed === undefined ? [] : [escapeMarkdown(unnamed)]),
  ].join('\n\n');
}

const toRow = (cells: readonly string[]): string => `| ${cells.map(escapeMarkdown).join(' | ')} |`;
