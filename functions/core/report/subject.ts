import type { Assessment } from '../maturity/assessment.ts';
import { describeLevelMove } from './changes.ts';
import { nameOf } from './headline.ts';

/** SNS asks for fewer than 100 characters, all of them printable ASCII. */
const LIMIT = 99;
const UNPRINTABLE = /[^ -~]+/g;
const MARKS = /\p{M}/gu;

/** Subject of the mail, always one line: `Waymark: Payments is at level 3: Governed (up from 2), solid level 1`. */
export function renderSubject(assessment: Assessment): string {
  const { scope, level, levels, solidLevel } = assessment;
  const move = describeLevelMove(assessment);
  const verdict = ` is at level ${level}: ${toAscii(nameOf(levels, level))}`;
  const rest = `${move === undefined ? '' : ` (${move})`}, solid level ${solidLevel}`;
  const start = 'Waymark: ';
  const room = LIMIT - start.length - verdict.length - rest.length;
  return `${start}${shorten(toAscii(scope.team), room)}${verdict}${rest}`.slice(0, LIMIT);
}

/** Letters lose their accents, what has no likeness in ASCII becomes `?`. */
function toAscii(text: string): string {
  return text.normalize('NFKD').replace(MARKS, '').replace(UNPRINTABLE, '?').trim();
}

function shorten(text: string, room: number): string {
  return text.length <= room ? text : `${text.slice(0, Math.max(room - 3, 0))}...`;
}
