import type { AlarmState } from '#functions/console-ports.ts';
import { element } from '../dom.ts';

type State = AlarmState['state'];

const WORDS: Readonly<Record<State, string>> = {
  OK: 'OK',
  ALARM: 'In alarm',
  INSUFFICIENT_DATA: 'No data',
};
const LOOKS: Readonly<Record<State, string>> = { OK: 'good', ALARM: 'bad', INSUFFICIENT_DATA: 'open' };
/** The worst first. */
const RANK: readonly State[] = ['ALARM', 'INSUFFICIENT_DATA', 'OK'];

/** State of an alarm in a word; the word says it without the colour. */
export function stateBadge(state: State): HTMLElement {
  return element('span', { class: `badge ${LOOKS[state]}` }, WORDS[state]);
}

/** Puts what needs looking at first, and within a state the newest change. */
export function worstFirst(alarms: readonly AlarmState[]): readonly AlarmState[] {
  return alarms.toSorted(
    (left, right) =>
      RANK.indexOf(left.state) - RANK.indexOf(right.state) || (right.changedMs ?? 0) - (left.changedMs ?? 0),
  );
}
