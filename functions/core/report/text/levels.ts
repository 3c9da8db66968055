import type { Assessment, LevelResult, MetricRowResult } from '../../maturity/assessment.ts';
import { describeCounts } from '../headline.ts';
import { wordsOfRow } from '../status-words.ts';
import { toVisible } from '../visible.ts';
import { wrap } from '../wrap.ts';

/** The widest of the document's names, so that the bars stand below each other. */
const NAME_WIDTH = 'Agentic & Responsible'.length;
/** Level 1 counts seven rows, the others six criteria. */
const BAR_WIDTH = 7;

/** A bar for each level, in characters that every mail program has. */
export function renderLevels({ levels, level, levelOneRows }: Assessment): string {
  return [
    'LEVEL BY LEVEL',
    '',
    ...levels.flatMap((result) => renderLevel(result, result.level === level)),
    '',
    '# met   - not met   ? unknown, never counted as met',
    'A level is reached when more than half is met.',
    '',
    'Level 1 is counted from these metric rows:',
    ...levelOneRows.map(renderRow),
  ].join('\n');
}

function renderLevel(result: LevelResult, isLevel: boolean): readonly string[] {
  const { level, name, isReached } = result;
  const mark = isLevel ? '>' : ' ';
  const verdict = isReached ? 'reached' : 'not reached';
  const bar = `[${drawBar(result)}]`.padEnd(BAR_WIDTH + 2);
  return [
    `${mark} ${level} ${toVisible(name).padEnd(NAME_WIDTH)} ${bar} ${verdict}`,
    `${' '.repeat(NAME_WIDTH + 5)}${describeCounts(result)}`,
  ];
}

function renderRow(row: MetricRowResult): string {
  const mark = row.status === 'met' ? '#' : '?';
  const why = row.status === 'met' ? '' : ` (${wordsOfRow(row).word}: ${row.reason.replace(/\.$/, '')})`;
  return wrap(toVisible(`${row.name}, ${row.wording}${why}`), { first: `${mark} `, rest: '  ' });
}

function drawBar({ met, unmet, total }: LevelResult): string {
  return Array.from({ length: total }, (_, index) => {
    if (index < met) return '#';
    return index < met + unmet ? '-' : '?';
  }).join('');
}
